package io.lossparity.kit.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.DType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Verdict PASSED = new Verdict.Passed();
    private static final Verdict FAILED = new Verdict.Failed(FailureKind.OUTPUT, "wrong");
    private static final Verdict ERRORED = new Verdict.Errored("null");
    private static final Verdict UNSUPPORTED = new Verdict.Unsupported("none");
    private static final Verdict TIMED_OUT = new Verdict.TimedOut(Duration.ofSeconds(1));

    private static Gate.Decision decide(long expectedCases, Verdict... verdicts) {
        Tally tally = new Tally();
        for (Verdict verdict : verdicts) {
            tally.add(new CaseResult("id", "L1Loss", DType.FLOAT32, List.of(), verdict, List.of(), 0));
        }
        return Gate.decide(tally.totals(), expectedCases);
    }

    private static void assertRefused(List<String> reasons, Gate.Decision decision) {
        assertFalse(decision.conforms());
        assertEquals(reasons, decision.reasons());
    }

    @Test
    void conformsIfEveryCasePassed() {
        assertTrue(decide(2, PASSED, PASSED).conforms());
        assertEquals(List.of(), decide(2, PASSED, PASSED).reasons());
    }

    @Test
    void unsupportedCasesDoNotFailButDoNotPass() {
        assertTrue(decide(2, PASSED, UNSUPPORTED).conforms());
        assertRefused(List.of("the port supports none of the 2 cases"), decide(2, UNSUPPORTED, UNSUPPORTED));
    }

    @Test
    void noCaseIsNeverGreen() {
        assertRefused(List.of("no case was run"), decide(0));
        assertRefused(List.of("no case was run", "0 cases were run, but there are 5"), decide(5));
    }

    @Test
    void anotherCountIsNeverGreen() {
        assertRefused(List.of("1 case was run, but there are 2"), decide(2, PASSED));
        assertRefused(List.of("2 cases were run, but there are 1"), decide(1, PASSED, PASSED));
    }

    @Test
    void saysHowManyDidNotPass() {
        assertRefused(
                List.of("2 of 5 cases failed", "1 of 5 cases errored", "1 of 5 cases timed out"),
                decide(5, PASSED, FAILED, FAILED, ERRORED, TIMED_OUT));
    }

    @Test
    void nothingButErrorsPointsToTheAdapter() {
        assertRefused(List.of("the port answered no case; check the adapter"), decide(2, ERRORED, ERRORED));
    }

    @Test
    void errorsAndUnsupportedAloneAreRefused() {
        assertRefused(List.of("1 of 2 cases errored"), decide(2, ERRORED, UNSUPPORTED));
    }
}
