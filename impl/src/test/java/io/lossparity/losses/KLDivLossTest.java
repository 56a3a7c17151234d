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

class KLDivLossTest {
    private static final KLDivLoss NONE = new KLDivLoss(Reduction.NONE);
    private static final Float64Tensor INPUT = FiniteDifferences.values(3, 2, 2, 3);
    private static final Float64Tensor TARGET = Float64Tensor.of(new int[] {2, 3}, 0.45, 0.5, 0.55, 0.6, 0.4, 0.65);

    @ParameterizedTest
    @EnumSource
    void gradientsAreDerivatives(Reduction reduction) {
        KLDivLoss loss = new KLDivLoss(reduction);
        Float64Tensor gradOutput = FiniteDifferences.values(
                1, 2, loss.forward(INPUT, TARGET).shape().toArray());
        KLDivLoss.AllGradients<Float64Tensor> all = loss.backwardAll(gradOutput, INPUT, TARGET);
        FiniteDifferences.assertGradient(INPUT, x -> loss.forward(x, TARGET), gradOutput, all.input());
        FiniteDifferences.assertGradient(TARGET, y -> loss.forward(INPUT, y), gradOutput, all.target());
        assertEquals(all.input(), loss.backward(gradOutput, INPUT, TARGET));
    }

    @Test
    void batchmeanDividesByTheFirstAxis() {
        double sum = new KLDivLoss(Reduction.SUM).forward(INPUT, TARGET).item();
        KLDivLoss batchmean = new KLDivLoss(Reduction.BATCHMEAN);
        assertEquals(sum / 2, batchmean.forward(INPUT, TARGET).item());
        Float64Tensor scalar = Float64Tensor.scalar(0.5);
        assertEquals(
                0.5 * (Math.log(0.5) - 0.5), batchmean.forward(scalar, scalar).item(), 1e-16);
    }

    @Test
    void targetsThatAreNotPositiveCostNothing() {
        Float64Tensor x = Float64Tensor.vector(-1, -1, -1, Double.NEGATIVE_INFINITY);
        Float64Tensor y = Float64Tensor.vector(0, -0.5, Double.NaN, 0);
        assertArrayEquals(new double[4], NONE.forward(x, y).toArray());
        KLDivLoss.AllGradients<Float64Tensor> grads = NONE.backwardAll(Float64Tensor.vector(1, 1, 1, 1), x, y);
        assertArrayEquals(new double[4], grads.input().toArray());
        assertArrayEquals(
                new double[] {0, Double.NaN, Double.NaN, 0}, grads.target().toArray());
    }

    @Test
    void broadcastsForwardOnly() {
        Float64Tensor row = Float64Tensor.vector(0.25, 0.5, 0.125);
        assertEquals(INPUT.shape(), NONE.forward(INPUT, row).shape());
        assertMessage(
                "KLDivLoss: target must have the 6 elements of the input to differentiate, but was 3"
                        + " (input shape [2, 3], target shape [3])",
                () -> new KLDivLoss().backward(INPUT, row));
    }

    @Test
    void gradientsNeedTheCommonShape() {
        Float64Tensor column = Float64Tensor.of(new int[] {2, 1}, -1, -2);
        Float64Tensor row = Float64Tensor.of(new int[] {1, 2}, 0.25, 0.5);
        assertArrayEquals(
                new double[] {-0.0625, -0.125},
                new KLDivLoss().backward(Float64Tensor.scalar(0.5), column, row).toArray());
        assertMessage(
                "KLDivLoss: target must have the common shape [2, 2] to be differentiated, but was [1, 2]"
                        + " (input shape [2, 1])",
                () -> new KLDivLoss().backwardAll(column, row));
        assertMessage(
                "KLDivLoss: input must have the common shape [2, 2] to be differentiated, but was [2, 1]"
                        + " (target shape [1, 2])",
                () -> NONE.backward(FiniteDifferences.values(1, 1, 2, 2), column, row));
    }

    /** The values are PyTorch 1.4.0's; the input, which is broadcast, has no gradient there. */
    @Test
    void targetMayHaveAGradientWhereTheInputHasNone() {
        Float32Tensor input = Float32Tensor.vector(-1f);
        Float32Tensor target = Float32Tensor.vector(0.2f, 0.3f, 0.5f);
        KLDivLoss sum = new KLDivLoss(Reduction.SUM);
        assertEquals(-0.029653028f, sum.forward(input, target).item());
        float[] gradient = new float[3];
        sum.compute(new Into().gradient("target", gradient), input, target);
        assertArrayEquals(new float[] {0.39056206f, 0.7960272f, 1.3068528f}, gradient, 1e-7f);
        assertMessage(
                "KLDivLoss: target must have the 1 elements of the input to differentiate, but was 3"
                        + " (input shape [1], target shape [3])",
                () -> sum.backwardAll(input, target));
    }

    @ParameterizedTest
    @EnumSource
    void gradientOfTheTargetAloneIsTheDerivative(Reduction reduction) {
        KLDivLoss loss = new KLDivLoss(reduction);
        for (Float64Tensor input : new Float64Tensor[] {INPUT, Float64Tensor.vector(-1, -2, -0.5)}) {
            Float64Tensor gradOutput = FiniteDifferences.values(
                    1, 2, loss.forward(input, TARGET).shape().toArray());
            double[] gradient = new double[TARGET.size()];
            loss.compute(new Into().gradOutput(gradOutput).gradient("target", gradient), input, TARGET);
            FiniteDifferences.assertGradient(
                    TARGET, y -> loss.forward(input, y), gradOutput, Float64Tensor.of(TARGET.shape(), gradient));
        }
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(Float.NaN, new KLDivLoss().forward(empty, empty).item());
        assertEquals(
                Float.NaN,
                new KLDivLoss(Reduction.BATCHMEAN).forward(empty, empty).item());
        assertEquals(0f, new KLDivLoss(Reduction.SUM).forward(empty, empty).item());
    }

    @Test
    void shapesMustBroadcast() {
        assertMessage(
                "KLDivLoss: target must broadcast with input [2, 3], but was [2]",
                () -> NONE.forward(INPUT, Float64Tensor.vector(1, 2)));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "KLDivLoss: target must be float64 as input is, but was float32 (input shape [2, 3], target shape [1])",
                () -> NONE.<FloatTensor>forward(INPUT, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustFit() {
        assertMessage(
                "KLDivLoss: gradOutput must have the output's shape [], but was [1] (input shape [2, 3])",
                () -> new KLDivLoss().backward(Float64Tensor.vector(1), INPUT, TARGET));
        assertMessage(
                "KLDivLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2, 3]",
                () -> NONE.backwardAll(INPUT, TARGET));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
