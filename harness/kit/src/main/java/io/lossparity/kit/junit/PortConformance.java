package io.lossparity.kit.junit;

import org.junit.platform.commons.annotation.Testable;

/**
 * Every golden case as a test of the JUnit Platform, whose name is the case's id and whose unique id contains it.
 *
 * <pre>
 *   class MyConformanceTest extends PortConformance {
 *       &#64;Override public LossPort port() { return new MyPort(); }
 *   }
 * </pre>
 *
 * <p>The kit's own engine, {@link ConformanceEngine}, runs it; nothing has to be registered. The unique id of a case
 * is {@code [engine:lossparity]/[class:CLASS]/[fixture:LOSS/DTYPE]/[case:ID]}, that of a relation ends {@code
 * /[relations:LOSS]/[relation:ID]}, so that adding cases changes none of
 * the others, and an IDE, a build that reruns what failed, or {@code --select-unique-id} asks for that case alone.
 *
 * <p>The system properties {@code lossparity.loss}, {@code lossparity.dtype} and {@code lossparity.case} (a pattern
 * of ids) choose among the cases; each is a list whose items a semicolon separates. Relations, whose ids begin with
 * {@code relation/}, are tests like the cases: {@code lossparity.relations} says {@code none}, {@code quick} (which is
 * the default) or {@code full}. A case that the port does not
 * support is reported as aborted, not as passed; the cases of a loss or element type that it declares not to have are
 * one such test together. Aborted is also one that fails as the port's expectations file says; it is run, and is a
 * failure if it passes or fails otherwise. The last test fails unless as many cases ran as the manifest
 * counts, the port conforms or fails as expected, and nothing is wrong with the expectations.
 *
 * <p>The class needs a constructor without arguments; neither need be public.
 */
@SuppressWarnings("exports") // whoever extends this class has JUnit; everyone else needs none
@Testable
public abstract class PortConformance implements ConformanceSettings {

    /** For subclasses. */
    protected PortConformance() {}
}
