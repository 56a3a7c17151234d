package io.lossparity.kit.junit;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.relation.RelationCase;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every golden case as a Jupiter test whose display name is the case's id.
 *
 * <pre>
 *   class MyConformanceTest extends ConformanceSuite {
 *       &#64;Override public LossPort port() { return new MyPort(); }
 *   }
 * </pre>
 *
 * <p>Jupiter numbers parameterized tests, so that a new case renumbers those after it: {@link PortConformance} is the
 * same with ids that stay. This one is for builds that run Jupiter and no other engine.
 *
 * <p>The system properties {@code lossparity.loss}, {@code lossparity.dtype} and {@code lossparity.case} (a pattern
 * of ids) choose among the cases; each is a list whose items a semicolon separates. Relations, whose ids begin with
 * {@code relation/}, are tests like the cases: {@code lossparity.relations} says {@code none}, {@code quick} (which is
 * the default) or {@code full}. A case that the port does not
 * support is reported as aborted, not as passed; the cases of a loss or element type that it declares not to have are
 * one such test together. Aborted is also one that fails as the port's expectations file says; it is run, and is a
 * failure if it passes or fails otherwise. The last test fails unless as many cases ran as the manifest
 * counts, the port conforms or fails as expected, and nothing is wrong with the expectations.
 */
@SuppressWarnings("exports") // whoever extends this class has JUnit; everyone else needs none
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class ConformanceSuite implements ConformanceSettings {
    private SuiteRun run;

    /** For subclasses. */
    protected ConformanceSuite() {}

    /** Opens the data and starts the port. */
    @BeforeAll
    final void open() {
        run = new SuiteRun(this);
    }

    /** Lets go of the port's thread. */
    @AfterAll
    final void close() {
        if (run != null) {
            run.close();
        }
    }

    /** Returns the selected cases that the port may support, each named by its id. */
    final Stream<Named<GoldenCase>> cases() {
        return run.supported().stream()
                .map(file -> run.data().load(file).narrowedTo(run.selection()))
                .flatMap(fixture -> fixture.cases().stream())
                .map(goldenCase -> Named.of(goldenCase.id(), goldenCase));
    }

    /** Checks one case. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    @Order(1)
    final void conforms(GoldenCase goldenCase) {
        run.check(goldenCase);
    }

    /** Returns what the port declares not to support. */
    final Stream<Named<UnsupportedCases>> unsupported() {
        return run.unsupported().stream().map(cases -> Named.of(cases.displayName(), cases));
    }

    /** Skips the cases of a loss or element type that the port declares not to support. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("unsupported")
    @Order(2)
    final void isSupported(UnsupportedCases cases) {
        run.skip(cases);
    }

    /** Returns the selected relations, each named by its id. */
    final Stream<Named<RelationCase>> relationCases() {
        return run.relations().cases().stream().map(relation -> Named.of(relation.id(), relation));
    }

    /** Checks one relation. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("relationCases")
    @Order(3)
    final void holds(RelationCase relation) {
        run.relations().check(relation);
    }

    /** Checks that as many cases ran as the manifest counts, and that the port conforms or fails as expected. */
    @Test
    @Order(4)
    final void everyCaseRanAndThePortConforms(TestReporter reporter) {
        run.coverage().forEach(line -> reporter.publishEntry("coverage", line));
        run.requireConformance();
    }
}
