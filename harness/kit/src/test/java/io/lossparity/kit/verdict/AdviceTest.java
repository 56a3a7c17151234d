package io.lossparity.kit.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.run.Outcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static String advice(GoldenCase goldenCase, Outcome outcome) {
        return lines(goldenCase, outcome, "to do: ");
    }

    private static String lines(GoldenCase goldenCase, Outcome outcome, String prefix) {
        return Cases.judge(goldenCase, outcome)
                .verdict()
                .message()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .collect(Collectors.joining("\n"));
    }

    private static TensorValue pair(float first, float second) {
        return TensorValue.ofFloats(new int[] {2}, first, second);
    }

    private static GoldenCase expecting(TensorValue gradient) {
        return Cases.goldenCase(
                Cases.ID, new ExpectedValues(Cases.OUTPUT, Map.of("input", Optional.ofNullable(gradient)), List.of()));
    }

    @Test
    void errorsAreAnsweredByRejections() {
        Outcome computed = Cases.computed(Cases.OUTPUT, Cases.GRADIENT);
        assertEquals("to do: reject the call, where PyTorch raises this", advice(Cases.error(Stage.FORWARD), computed));
        assertEquals(
                "to do: reject it at the stage backward, with the output that forward has computed",
                advice(Cases.error(Stage.BACKWARD), computed));
        assertEquals(
                "to do: PyTorch accepts this call: look at which of its parameters, shapes and dtypes the port refuses",
                advice(Cases.values(), Cases.rejected(Stage.FORWARD, null)));
    }

    @Test
    void gradientsAreThoseThatPyTorchGives() {
        Outcome none = new Outcome.Answered(new Computed(Cases.OUTPUT, Map.of()));
        assertEquals("to do: return a gradient for each name in requiresGrad", advice(Cases.values(), none));
        assertEquals(
                "to do: PyTorch leaves it None: leave the name out of the gradients",
                advice(expecting(null), Cases.computed(Cases.OUTPUT, Cases.GRADIENT)));
    }

    @Test
    void shapesAndTypesAreExplained() {
        TensorValue scalar = TensorValue.ofFloats(new int[0], 1f);
        assertTrue(
                advice(Cases.values(), Cases.computed(scalar, Cases.GRADIENT)).contains("mean and sum are 0-d"));
        assertEquals(
                "to do: a gradient has its argument's shape: sum it over the axes that were broadcast",
                advice(Cases.values(), Cases.computed(Cases.OUTPUT, scalar)));
        TensorValue doubles = TensorValue.ofDoubles(new int[] {2}, 4, 0.25);
        assertEquals(
                "to do: results have the call's dtype",
                advice(Cases.values(), Cases.computed(doubles, Cases.GRADIENT)));
    }

    @Test
    void maskedGradientsAreMultipliedAllTheSame() {
        String masked = advice(expecting(pair(Float.NaN, 1f)), Cases.computed(Cases.OUTPUT, pair(0f, 1f)));
        assertTrue(masked.contains("0 * Infinity is NaN"), masked);
        String overflow = advice(Cases.values(), Cases.computed(pair(Float.POSITIVE_INFINITY, 0.25f), Cases.GRADIENT));
        assertTrue(overflow.contains("operation by operation"), overflow);
    }

    @Test
    void roundingIsToldFromMistakes() {
        String rounding = advice(Cases.values(), Cases.computed(pair(4.0002f, 0.25f), Cases.GRADIENT));
        assertTrue(rounding.contains("so small a difference comes from rounding"), rounding);
        assertEquals(
                "to do: compare your formula with PyTorch's, first at the element below",
                advice(Cases.values(), Cases.computed(pair(4.5f, 0.25f), Cases.GRADIENT)));
    }

    @Test
    void arraysOfArgumentsAreCopied() {
        assertEquals(
                "to do: copy the array before the implementation works in it or returns it",
                advice(Cases.values(), new Outcome.MutatedInput("input")));
    }

    @Test
    void flagsSayWhatTheCaseIsThereFor() {
        GoldenCase flagged = Cases.goldenCase(Cases.ID, Cases.values().expected(), "kink", "broadcast");
        Outcome wrong = Cases.computed(pair(4.5f, 0.25f), Cases.GRADIENT);
        assertEquals("flag kink: catches a port without kink (torch/nn/functional.py)", lines(flagged, wrong, "flag "));
    }
}
