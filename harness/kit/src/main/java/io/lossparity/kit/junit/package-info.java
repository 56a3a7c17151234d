/**
 * The way into the kit from JUnit 5: {@link io.lossparity.kit.junit.ConformanceSuite}.
 *
 * <p>A port's own build needs the kit, JUnit Jupiter, and a test class of three lines.
 */
package io.lossparity.kit.junit;
