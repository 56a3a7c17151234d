package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reference;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** What is written otherwise in an element's formula, and the number that it has, are told from the answers. */
class SketchesTest {
    private static final double[] INPUT = {0.125, 0.25, 0.5, 0.75, 0.9375, 0.0625};
    private static final double[] TARGET = {1, 0, 0.5, 1, 0, 0.25};
    private static final double[] INCOMING = {1.5, -2, 0.5, 3, -0.25, 1.25};

    private static TensorValue tensor(double... values) {
        return TensorValue.ofDoubles(new int[] {2, 3}, values);
    }

    private static LossCall call(String loss, double scale) {
        return new LossCall(
                loss,
                DType.FLOAT64,
                Map.of("reduction", "none"),
                Map.of("input", Outcomes.map(tensor(INPUT), x -> x * scale), "target", tensor(TARGET)),
                Set.of("input"),
                Optional.of(tensor(INCOMING)));
    }

    /** Says what comes of a loss and its derivative. */
    private static List<String> said(String loss, DoubleBinaryOperator value, DoubleBinaryOperator slope) {
        FailingCases failing = new FailingCases();
        for (double scale : new double[] {1, 0.875, 0.75, 0.625}) {
            LossCall call = call(loss, scale);
            double[] x = call.tensor("input").doubles();
            double[] output = new double[x.length];
            double[] grad = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                output[i] = value.applyAsDouble(x[i], TARGET[i]);
                grad[i] = INCOMING[i] * slope.applyAsDouble(x[i], TARGET[i]);
            }
            Computed wrong = new Computed(tensor(output), Map.of("input", tensor(grad)));
            if (!wrong.equals(Reference.ofOwnLosses().right(call))) {
                failing.add(loss + "/float64/" + scale, call, wrong);
            }
        }
        return Diagnosis.of(failing).get(0).explanations().stream()
                .map(explanation -> explanation.mutant().name())
                .toList();
    }

    @Test
    void missingLogarithmIsNamed() {
        assertEquals(
                List.of("'1 - input' stands for 'log(1 - input)'"),
                said("BCELoss", (x, y) -> -(y * Math.log(x) + (1 - y) * (1 - x)), (x, y) -> -(y / x - (1 - y))));
    }

    @Test
    void boundsOfAClippedInputAreFound() {
        assertEquals(
                List.of("input is clipped to [0.3, 1 - 0.3]"),
                said(
                        "BCELoss",
                        (x, y) -> {
                            double clipped = Math.min(Math.max(x, 0.3), 0.7);
                            return -(y * Math.log(clipped) + (1 - y) * Math.log(1 - clipped));
                        },
                        (x, y) -> x < 0.3 || x > 0.7 ? 0 : -(y / x - (1 - y) / (1 - x))));
    }

    @Test
    void whereTheParabolaEndsIsFound() {
        assertEquals(
                List.of("beta is 0.2 instead of 1: the parabola ends where |input - target| is 0.2"),
                said(
                        "SmoothL1Loss",
                        (x, y) -> Math.abs(x - y) < 0.2 ? (x - y) * (x - y) / 0.4 : Math.abs(x - y) - 0.1,
                        (x, y) -> Math.abs(x - y) < 0.2 ? (x - y) / 0.2 : Math.signum(x - y)));
    }

    @Test
    void numberThatNothingExplainsIsNotNamed() {
        assertEquals(List.of(), said("L1Loss", (x, y) -> Math.sin(7 * x + y), (x, y) -> Math.cos(7 * x - y)));
    }
}
