package io.lossparity.kit.junit;

import static org.junit.jupiter.api.Assertions.fail;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.expect.ExpectationProblems;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.expect.ExpectationsFile;
import io.lossparity.kit.expect.PortExpectations;
import io.lossparity.kit.expect.Surroundings;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Tally;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossPort;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Every golden case as a test whose display name is the case's id.
 *
 * <pre>
 *   class MyConformanceTest extends ConformanceSuite {
 *       &#64;Override public LossPort port() { return new MyPort(); }
 *   }
 * </pre>
 *
 * <p>The system properties {@code lossparity.loss}, {@code lossparity.dtype} and {@code lossparity.case} (a pattern
 * of ids) choose among the cases; each is a list whose items a semicolon separates. A case that the port does not
 * support is reported as aborted, not as passed. So is one that fails as the port's expectations file says; it is run,
 * and is a failure if it passes or fails otherwise. The last test fails unless as many cases ran as the manifest
 * counts, the port conforms or fails as expected, and nothing is wrong with the expectations.
 */
@SuppressWarnings("exports") // whoever extends this class has JUnit; everyone else needs none
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class ConformanceSuite {
    private final Tally tally = new Tally();
    private GoldenData data;
    private CaseChecker checker;
    private Expectations expectations = Expectations.none();
    private ExpectationProblems problems;

    /** For subclasses. */
    protected ConformanceSuite() {}

    /** Returns the implementation under test; called once. */
    public abstract LossPort port();

    /** Returns the golden data: the data on the class path. */
    public GoldenData data() {
        return GoldenData.bundled();
    }

    /** Returns which cases to run: those that the system properties name, all of them by default. */
    public CaseSelection selection() {
        return CaseSelection.all()
                .withLosses(property("lossparity.loss"))
                .withDTypes(property("lossparity.dtype").stream()
                        .map(DType::ofTorchName)
                        .toList())
                .withGlobs(property("lossparity.case"));
    }

    /** Returns what errors are accepted: the kit's own tolerances. */
    public Tolerances tolerances() {
        return Tolerances.bundled();
    }

    /**
     * Returns the failures that are expected: the file {@code META-INF/lossparity/expectations.txt} where the port's
     * class is from, if there is one.
     */
    public ExpectationsFile expectations(LossPort port) {
        return PortExpectations.of(port).orElseGet(() -> ExpectationsFile.empty(""));
    }

    /** Returns how long one case may take: ten seconds. */
    public Duration timeout() {
        return Duration.ofSeconds(10);
    }

    /** Opens the data and starts the port. */
    @BeforeAll
    final void open() {
        data = data();
        LossPort port = port();
        expectations = expectations(port).in(Surroundings.here(port.version())).complete();
        problems = new ExpectationProblems(expectations.patterns());
        checker = new CaseChecker(new PortRunner(port, timeout()), new Judge(tolerances(), port.name()));
    }

    /** Lets go of the port's thread. */
    @AfterAll
    final void close() {
        if (checker != null) {
            checker.close();
        }
    }

    /** Returns the selected cases, each named by its id. */
    final Stream<Named<GoldenCase>> cases() {
        return data.fixtures(selection())
                .flatMap(fixture -> fixture.cases().stream())
                .map(goldenCase -> Named.of(goldenCase.id(), goldenCase));
    }

    /** Checks one case. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    @Order(1)
    final void conforms(GoldenCase goldenCase) {
        CaseResult result = expectations.judge(checker.check(goldenCase));
        tally.add(result);
        Verdict verdict = result.verdict();
        result.expectation().ifPresent(expected -> hold(goldenCase.id(), expected, verdict));
        if (verdict instanceof Verdict.Unsupported unsupported) {
            throw new TestAbortedException(goldenCase.id() + ": unsupported: " + unsupported.reason());
        }
        if (!(verdict instanceof Verdict.Passed)) {
            throw new AssertionError(verdict.word() + ": " + verdict.message());
        }
    }

    private void hold(String caseId, ExpectedFailure expected, Verdict verdict) {
        problems.add(caseId, expected);
        String what = expected.kind().word() + ": " + expected.title();
        if (expected.met()) {
            throw new TestAbortedException(caseId + ": failed as expected (" + what + "): " + expected.reason());
        }
        throw new AssertionError(expected.outcome().word() + " (" + what + ", pattern " + expected.pattern() + "): "
                + expected.message() + System.lineSeparator() + verdict.word() + ": " + verdict.message());
    }

    /** Checks that as many cases ran as the manifest counts, and that the port conforms or fails as expected. */
    @Test
    @Order(2)
    final void everyCaseRanAndThePortConforms() {
        boolean whole = selection().equals(CaseSelection.all());
        Gate.Decision decision = Gate.decide(tally.totals(), data.count(selection()), problems.list(whole));
        if (!decision.asExpected()) {
            fail(String.join(System.lineSeparator(), decision.reasons()));
        }
    }

    private static List<String> property(String name) {
        String value = System.getProperty(name, "");
        return Arrays.stream(value.split(";"))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
