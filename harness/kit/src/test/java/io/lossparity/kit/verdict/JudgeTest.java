package io.lossparity.kit.verdict;

import static io.lossparity.kit.verdict.Cases.GRADIENT;
import static io.lossparity.kit.verdict.Cases.OUTPUT;
import static io.lossparity.kit.verdict.Cases.computed;
import static io.lossparity.kit.verdict.Cases.judge;
import static io.lossparity.kit.verdict.Cases.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.Roundings;
import io.lossparity.kit.fixture.Truth;
import io.lossparity.kit.run.Outcome;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
    private static void assertPassed(CaseResult result) {
        assertInstanceOf(
                Verdict.Passed.class, result.verdict(), () -> result.verdict().message());
        assertEquals("", result.verdict().message());
    }

    private static void assertFailed(FailureKind kind, String summary, CaseResult result) {
        Verdict.Failed failed = assertInstanceOf(Verdict.Failed.class, result.verdict());
        assertEquals(kind, failed.kind());
        String firstLine = failed.message().lines().findFirst().orElseThrow();
        assertEquals(Cases.ID + ", port test-port: " + summary, firstLine);
    }

    @Test
    void equalValuesPass() {
        CaseResult result = judge(Cases.values(), computed(OUTPUT, GRADIENT));
        assertPassed(result);
        assertEquals(Cases.ID, result.caseId());
        assertEquals(1_000, result.nanos());
        assertEquals(
                List.of("output", "grad.input"),
                result.comparisons().stream().map(TensorComparison::name).toList());
    }

    @Test
    void wrongOutputFails() {
        TensorValue output = TensorValue.ofFloats(new int[] {2}, 8f, 0.25f);
        assertFailed(
                FailureKind.OUTPUT,
                "output: 1 of 2 elements off by more than allowed; at [0] off by 4, allowed 3.8e-6: 16 roundings of"
                        + " terms up to 4",
                judge(Cases.values(), computed(output, GRADIENT)));
    }

    /** A gradient that vanishes beside larger ones is wrong, however small it is. */
    @Test
    void flushedGradientFails() {
        TensorValue golden = TensorValue.ofFloats(new int[] {2}, -2f, 1e-9f);
        Map<String, ExactTensor> exact = Map.of("output", ExactTensor.of(OUTPUT), "input", ExactTensor.of(golden));
        Truth truth = new Truth(exact, exact, List.of(), Map.of("output", new Roundings(3), "input", new Roundings(9)));
        GoldenCase goldenCase = Cases.goldenCase(
                Cases.ID,
                new ExpectedValues(OUTPUT, Map.of("input", Optional.of(golden)), List.of(), Optional.of(truth)));
        assertFailed(
                FailureKind.GRADIENT,
                "grad.input: 1 of 2 elements off by more than allowed; at [1] off by 1.0e-9, allowed 5.4e-16: 9"
                        + " roundings of terms up to 1.0e-9",
                judge(goldenCase, computed(OUTPUT, TensorValue.ofFloats(new int[] {2}, -2f, 0f))));
        assertPassed(judge(goldenCase, computed(OUTPUT, golden)));
    }

    @Test
    void wrongGradientFails() {
        TensorValue gradient = TensorValue.ofFloats(new int[] {2}, 2f, -1f);
        assertFailed(
                FailureKind.GRADIENT,
                "grad.input: 2 of 2 elements off by more than allowed; at [0] off by 4, allowed 1.9e-6: 16 roundings of"
                        + " terms up to 2",
                judge(Cases.values(), computed(OUTPUT, gradient)));
    }

    @Test
    void wrongOutputIsSaidBeforeWrongGradient() {
        TensorValue output = TensorValue.ofFloats(new int[] {2}, 8f, 0.25f);
        CaseResult result = judge(Cases.values(), computed(output, output));
        assertEquals(FailureKind.OUTPUT, ((Verdict.Failed) result.verdict()).kind());
        assertTrue(result.verdict().message().contains("grad.input float32[2]: 2 of 2 elements wrong"));
    }

    @Test
    void wrongShapeFails() {
        TensorValue output = TensorValue.ofFloats(new int[] {2, 1}, 4f, 0.25f);
        assertFailed(
                FailureKind.SHAPE,
                "output: shape is [2, 1], expected [2]",
                judge(Cases.values(), computed(output, GRADIENT)));
    }

    @Test
    void wrongDTypeFails() {
        TensorValue gradient = TensorValue.ofDoubles(new int[] {2}, -2, 1);
        assertFailed(
                FailureKind.DTYPE,
                "grad.input: dtype is float64, expected float32",
                judge(Cases.values(), computed(OUTPUT, gradient)));
    }

    @Test
    void specialValueFails() {
        TensorValue output = TensorValue.ofFloats(new int[] {2}, Float.NaN, 0.25f);
        assertFailed(
                FailureKind.SPECIAL_VALUE,
                "output: 1 of 2 elements mismatched as NaN, infinity or zero's sign",
                judge(Cases.values(), computed(output, GRADIENT)));
    }

    @Test
    void missingTensorsFail() {
        assertFailed(
                FailureKind.OUTPUT,
                "output: there is none, expected float32[2]",
                judge(Cases.values(), computed(null, GRADIENT)));
        Outcome none = new Outcome.Answered(new LossOutcome.Computed(OUTPUT, null));
        assertFailed(
                FailureKind.GRADIENT, "grad.input: there is none, expected float32[2]", judge(Cases.values(), none));
    }

    @Test
    void gradientWherePyTorchHasNoneFails() {
        Outcome outcome =
                new Outcome.Answered(new LossOutcome.Computed(OUTPUT, Map.of("input", GRADIENT, "target", GRADIENT)));
        assertFailed(
                FailureKind.GRADIENT,
                "grad.target: there is one of float32[2], expected none",
                judge(Cases.values(), outcome));
    }

    @Test
    void nullIsAnAbsentGradient() {
        Map<String, TensorValue> grads = new HashMap<>();
        grads.put("input", GRADIENT);
        grads.put("target", null);
        assertPassed(judge(Cases.values(), new Outcome.Answered(new LossOutcome.Computed(OUTPUT, grads))));
    }

    @Test
    void signOfZeroCountsWhereTheCaseSaysSo() {
        ExpectedValues expected = new ExpectedValues(TensorValue.ofFloats(new int[] {1}, -0f), Map.of(), List.of());
        Outcome outcome =
                new Outcome.Answered(new LossOutcome.Computed(TensorValue.ofFloats(new int[] {1}, 0f), Map.of()));
        assertPassed(judge(Cases.goldenCase(Cases.ID, expected), outcome));
        assertFailed(
                FailureKind.SPECIAL_VALUE,
                "output: 1 of 1 elements mismatched as NaN, infinity or zero's sign",
                judge(Cases.goldenCase(Cases.ID, expected, Judge.STRICT_SIGNED_ZERO), outcome));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSTRUCT", "FORWARD"})
    void errorsBeforeBackwardMayComeAtEitherStage(Stage stage) {
        GoldenCase goldenCase = Cases.error(stage);
        assertPassed(judge(goldenCase, rejected(Stage.CONSTRUCT, null)));
        assertPassed(judge(goldenCase, rejected(Stage.FORWARD, null)));
        assertPassed(judge(goldenCase, new Outcome.Threw(new IllegalArgumentException("no"))));
        String raised = "PyTorch raises ValueError in " + stage.name().toLowerCase(Locale.ROOT)
                + " (foo is not a valid value for reduction), but the port ";
        assertFailed(
                FailureKind.ERROR_KIND,
                raised + "rejects the call in backward: no",
                judge(goldenCase, rejected(Stage.BACKWARD, OUTPUT)));
        assertFailed(
                FailureKind.ERROR_KIND,
                raised + "computed float32[2] [4.0, 0.25]",
                judge(goldenCase, computed(OUTPUT, GRADIENT)));
    }

    @Test
    void errorInBackwardNeedsTheOutputOfForward() {
        GoldenCase goldenCase = Cases.error(Stage.BACKWARD);
        assertPassed(judge(goldenCase, rejected(Stage.BACKWARD, OUTPUT)));
        assertPassed(judge(goldenCase, new Outcome.Threw(new IllegalArgumentException("no"))));
        assertFailed(
                FailureKind.OUTPUT,
                "output: there is none, expected float32[2]",
                judge(goldenCase, rejected(Stage.BACKWARD, null)));
        assertFailed(
                FailureKind.OUTPUT,
                "output: 2 of 2 elements off by more than allowed; at [0] off by 6, allowed 3.8e-6: 16 roundings of"
                        + " terms up to 4",
                judge(goldenCase, rejected(Stage.BACKWARD, GRADIENT)));
        assertFailed(
                FailureKind.ERROR_KIND,
                "PyTorch raises ValueError in backward (foo is not a valid value for reduction), "
                        + "but the port rejects the call in forward: no",
                judge(goldenCase, rejected(Stage.FORWARD, null)));
    }

    @Test
    void rejectingWhatPyTorchComputesFails() {
        assertFailed(
                FailureKind.ERROR_KIND,
                "PyTorch computes a value, but the port rejects the call in forward: no",
                judge(Cases.values(), rejected(Stage.FORWARD, null)));
        IllegalArgumentException thrown = new IllegalArgumentException("MSELoss: no");
        thrown.setStackTrace(new StackTraceElement[0]);
        assertFailed(
                FailureKind.ERROR_KIND,
                "PyTorch computes a value, but the port threw java.lang.IllegalArgumentException: MSELoss: no",
                judge(Cases.values(), new Outcome.Threw(thrown)));
    }

    @Test
    void anyOtherThrowIsNoAnswer() {
        for (GoldenCase goldenCase : List.of(Cases.values(), Cases.error(Stage.FORWARD))) {
            Throwable thrown = new IllegalStateException("outer", new NullPointerException("inner"));
            Verdict verdict = judge(goldenCase, new Outcome.Threw(thrown)).verdict();
            assertInstanceOf(Verdict.Errored.class, verdict);
            assertTrue(
                    verdict.message()
                            .startsWith("the port threw java.lang.IllegalStateException: outer at "
                                    + "io.lossparity.kit.verdict.JudgeTest.anyOtherThrow"),
                    verdict.message());
            assertTrue(
                    verdict.message().contains(", caused by java.lang.NullPointerException: inner at "),
                    verdict.message());
        }
    }

    @Test
    void nullIsNoAnswer() {
        Verdict verdict = judge(Cases.values(), new Outcome.Answered(null)).verdict();
        assertEquals(new Verdict.Errored("the port returned null"), verdict);
    }

    @Test
    void unsupportedAndTimedOutAreVerdictsOfTheirOwn() {
        Outcome unsupported = new Outcome.Answered(new LossOutcome.Unsupported("no CTC"));
        assertEquals(
                new Verdict.Unsupported("no CTC"),
                judge(Cases.values(), unsupported).verdict());
        assertEquals(
                new Verdict.Unsupported("no CTC"),
                judge(Cases.error(Stage.FORWARD), unsupported).verdict());
        Verdict timedOut = judge(Cases.values(), new Outcome.TimedOut(Duration.ofMillis(1500)))
                .verdict();
        assertEquals("timed out", timedOut.word());
        assertEquals("no answer within 1.5 s", timedOut.message());
    }

    @Test
    void writingIntoAnInputFails() {
        assertFailed(
                FailureKind.INPUT,
                "the port wrote into its input 'target'",
                judge(Cases.values(), new Outcome.MutatedInput("target")));
    }
}
