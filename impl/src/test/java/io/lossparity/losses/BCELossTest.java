package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BCELossTest {
    private static final BCELoss NONE = new BCELoss().withReduction(Reduction.NONE);
    private static final Float64Tensor INPUT = Float64Tensor.of(new int[] {2, 3}, 0.45, 0.5, 0.55, 0.6, 0.4, 0.65);
    private static final Float64Tensor TARGET = Float64Tensor.of(new int[] {2, 3}, 1, 0, 0.25, 0, 1, 2);
    private static final Float64Tensor COLUMN = Float64Tensor.of(new int[] {2, 1}, 1.5, -0.5);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        for (Float64Tensor weight : new Float64Tensor[] {null, COLUMN}) {
            BCELoss loss = new BCELoss(weight, reduction);
            Float64Tensor gradOutput = FiniteDifferences.values(
                    1, 2, loss.forward(INPUT, TARGET).shape().toArray());
            FiniteDifferences.assertGradient(
                    INPUT, x -> loss.forward(x, TARGET), gradOutput, loss.backward(gradOutput, INPUT, TARGET));
        }
    }

    @Test
    void logarithmOfExactlyZeroAloneIsReplaced() {
        Float64Tensor one = Float64Tensor.vector(1, 1);
        double[] losses = NONE.forward(Float64Tensor.vector(0, 1e-300), one).toArray();
        assertEquals(-Math.log(1e-12), losses[0], 1e-14);
        assertEquals(-Math.log(1e-300), losses[1], 1e-12);
        double[] grads = NONE.backward(one, Float64Tensor.vector(0, 1), one).toArray();
        assertArrayEquals(new double[] {-999999999999.0, 0}, new double[] {grads[0], Math.abs(grads[1])});
    }

    @Test
    void meanDividesByTheNumberOfElementsNotTheWeights() {
        BCELoss sum = new BCELoss(COLUMN, Reduction.SUM);
        assertEquals(
                sum.forward(INPUT, TARGET).item() / 6,
                new BCELoss(COLUMN, Reduction.MEAN).forward(INPUT, TARGET).item());
    }

    @Test
    void asManyElementsAreEnough() {
        Float64Tensor flat = Float64Tensor.vector(TARGET.toArray());
        assertEquals(NONE.forward(INPUT, TARGET), NONE.forward(INPUT, flat));
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(Float.NaN, new BCELoss().forward(empty, empty).item());
        assertEquals(0f, new BCELoss(null, Reduction.SUM).forward(empty, empty).item());
    }

    @Test
    void inputMustBeAProbability() {
        assertMessage(
                "BCELoss: input must be in [0, 1], but was 1.5 at index [0, 1] (input shape [1, 2])",
                () -> NONE.forward(Float64Tensor.of(new int[] {1, 2}, 0.5, 1.5), Float64Tensor.vector(0, 1)));
        assertMessage(
                "BCELoss: input must be in [0, 1], but was NaN at index 0 (input shape [1])",
                () -> NONE.backward(Float32Tensor.vector(Float.NaN), Float32Tensor.vector(1f)));
    }

    @Test
    void targetMustHaveAsManyElements() {
        assertMessage(
                "BCELoss: target must have the 6 elements of the input, but was 1"
                        + " (input shape [2, 3], target shape [1])",
                () -> NONE.forward(INPUT, Float64Tensor.vector(1)));
    }

    @Test
    void weightMustFitTheTarget() {
        assertMessage(
                "BCELoss: weight must broadcast with target [2, 3], but was [2]",
                () -> NONE.withWeight(Float64Tensor.vector(1, 2)).forward(INPUT, TARGET));
        assertMessage(
                "BCELoss: weight must not enlarge target [3], but was [2, 1] (input shape [3], target shape [3])",
                () -> NONE.withWeight(COLUMN).forward(Float64Tensor.vector(0, 0, 1), Float64Tensor.vector(0, 1, 1)));
        assertMessage(
                "BCELoss: weight must be float64 as input is, but was float32 (input shape [2, 3], weight shape [1])",
                () -> NONE.withWeight(Float32Tensor.vector(1f)).forward(INPUT, TARGET));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "BCELoss: target must be float64 as input is, but was float32 (input shape [2, 3], target shape [1])",
                () -> NONE.<FloatTensor>forward(INPUT, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustFit() {
        assertMessage(
                "BCELoss: gradOutput must have the output's shape [], but was [1] (input shape [2, 3])",
                () -> new BCELoss().backward(Float64Tensor.vector(1), INPUT, TARGET));
        assertMessage(
                "BCELoss: gradOutput must be given unless the output has one element, but the output's shape is [2, 3]",
                () -> NONE.backward(INPUT, TARGET));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
