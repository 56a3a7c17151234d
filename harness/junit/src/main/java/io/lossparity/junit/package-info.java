/**
 * Runs the kit's checks as JUnit tests, through {@link io.lossparity.junit.PortConformance}. A port's own build needs
 * this module, JUnit, and a test class of three lines.
 */
package io.lossparity.junit;
