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

class SoftMarginLossTest {
    private static final SoftMarginLoss NONE = new SoftMarginLoss(Reduction.NONE);
    private static final Float64Tensor INPUT = FiniteDifferences.values(3, 2, 2, 3);
    private static final Float64Tensor TARGET = Float64Tensor.of(new int[] {2, 3}, 1, -1, -1, 1, 0.5, -2);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        SoftMarginLoss loss = new SoftMarginLoss(reduction);
        Float64Tensor gradOutput = FiniteDifferences.values(
                1, 2, loss.forward(INPUT, TARGET).shape().toArray());
        FiniteDifferences.assertGradient(
                INPUT, x -> loss.forward(x, TARGET), gradOutput, loss.backward(gradOutput, INPUT, TARGET));
    }

    @Test
    void overflowingExponentialGivesInfinityAndNaN() {
        Float32Tensor x = Float32Tensor.vector(-89f);
        Float32Tensor y = Float32Tensor.vector(1f);
        assertEquals(Float.POSITIVE_INFINITY, NONE.forward(x, y).toArray()[0]);
        assertArrayEquals(new float[] {Float.NaN}, NONE.backward(x, y).toArray());
        Float64Tensor wide = Float64Tensor.vector(-709);
        assertEquals(709.0, NONE.forward(wide, Float64Tensor.vector(1)).toArray()[0]);
    }

    @Test
    void float32AddsAndTakesTheLogarithmInFloat64() {
        float loss = new SoftMarginLoss()
                .forward(Float32Tensor.scalar(16f), Float32Tensor.scalar(1f))
                .item();
        assertEquals((float) Math.log1p(Math.exp(-16)), loss, 2e-14f);
    }

    @Test
    void targetOfZeroHasNoGradient() {
        Float64Tensor zero = Float64Tensor.vector(0);
        assertEquals(Math.log(2), NONE.forward(Float64Tensor.vector(3), zero).toArray()[0]);
        assertEquals(0, Math.abs(NONE.backward(Float64Tensor.vector(3), zero).toArray()[0]));
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(Float.NaN, new SoftMarginLoss().forward(empty, empty).item());
        assertEquals(0f, new SoftMarginLoss(Reduction.SUM).forward(empty, empty).item());
    }

    @Test
    void shapesMustBeEqual() {
        assertMessage(
                "SoftMarginLoss: target must have the shape of input [2, 3], but was [6]",
                () -> NONE.forward(INPUT, FiniteDifferences.values(1, 1, 6)));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "SoftMarginLoss: target must be float64 as input is, but was float32"
                        + " (input shape [2, 3], target shape [1])",
                () -> NONE.<FloatTensor>forward(INPUT, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustFit() {
        assertMessage(
                "SoftMarginLoss: gradOutput must have the output's shape [], but was [1] (input shape [2, 3])",
                () -> new SoftMarginLoss().backward(Float64Tensor.vector(1), INPUT, TARGET));
        assertMessage(
                "SoftMarginLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2, 3]",
                () -> NONE.backward(INPUT, TARGET));
    }

    @Test
    void reductionIsNotBatchmean() {
        assertMessage(
                "SoftMarginLoss: reduction must be one of none, mean, sum, but was batchmean",
                () -> new SoftMarginLoss(Reduction.BATCHMEAN));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
