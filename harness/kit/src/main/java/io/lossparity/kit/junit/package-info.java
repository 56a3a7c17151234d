/**
 * The ways into the kit from JUnit 5: {@link io.lossparity.kit.junit.PortConformance}, whose tests keep their ids when
 * cases are added, and {@link io.lossparity.kit.junit.ConformanceSuite} for Jupiter alone.
 *
 * <p>A port's own build needs the kit, JUnit, and a test class of three lines.
 */
package io.lossparity.kit.junit;
