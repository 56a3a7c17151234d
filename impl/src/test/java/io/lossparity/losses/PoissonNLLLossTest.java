package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoissonNLLLossTest {
    private static final Float64Tensor LOG_RATE =
            Float64Tensor.of(new int[] {2, 3}, 0.5, -1.25, 2.0, 0.125, 0.9, -0.75);
    private static final Float64Tensor RATE = Float64Tensor.of(new int[] {2, 3}, 0.9, 1.25, 2.0, 1.125, 3.5, 0.75);
    private static final Float64Tensor COUNT = Float64Tensor.of(new int[] {2, 3}, 0.25, 1.5, 2.4, 0.5, 3.0, 1.2);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        for (boolean full : new boolean[] {false, true}) {
            assertGradients(new PoissonNLLLoss(true, full, 1e-8, reduction), LOG_RATE, COUNT);
            assertGradients(new PoissonNLLLoss(false, full, 1e-8, reduction), RATE, COUNT);
            assertGradients(new PoissonNLLLoss(false, full, 0.5, reduction), RATE, COUNT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsOfBroadcastArgumentsAreSummedBack(Reduction reduction) {
        Float64Tensor column = Float64Tensor.of(new int[] {2, 1}, 0.8, 1.6);
        Float64Tensor row = Float64Tensor.vector(0.7, 1.1, 2.2);
        for (boolean logInput : new boolean[] {false, true}) {
            PoissonNLLLoss loss = new PoissonNLLLoss(logInput, true, 1e-8, reduction);
            assertGradients(loss, RATE, column);
            assertGradients(loss, column, COUNT);
            assertGradients(loss, row, column);
        }
    }

    private static void assertGradients(PoissonNLLLoss loss, Float64Tensor input, Float64Tensor target) {
        Shape shape = loss.forward(input, target).shape();
        Float64Tensor gradOutput = FiniteDifferences.values(1, 2, shape.toArray());
        PoissonNLLLoss.AllGradients<Float64Tensor> all = loss.backwardAll(gradOutput, input, target);
        FiniteDifferences.assertGradient(input, x -> loss.forward(x, target), gradOutput, all.input());
        FiniteDifferences.assertGradient(target, y -> loss.forward(input, y), gradOutput, all.target());
        assertEquals(all.input(), loss.backward(gradOutput, input, target));
    }

    @Test
    void stirlingIsAddedAboveOneAlone() {
        PoissonNLLLoss plain = new PoissonNLLLoss().withReduction(Reduction.NONE);
        PoissonNLLLoss full = plain.withFull(true);
        Float64Tensor input = Float64Tensor.vector(0.5, 0.5, 0.5);
        Float64Tensor target = Float64Tensor.vector(1, Math.nextUp(1.0), 2);
        double[] without = plain.forward(input, target).toArray();
        double[] with = full.forward(input, target).toArray();
        assertEquals(without[0], with[0]);
        assertEquals(0.5 * Math.log(2 * Math.PI) - 1, with[1] - without[1], 1e-14);
        assertEquals(2 * Math.log(2) - 2 + 0.5 * Math.log(4 * Math.PI), with[2] - without[2], 1e-14);
    }

    @Test
    void fullMakesTheGradientOfCountsUpToZeroNaN() {
        PoissonNLLLoss full = new PoissonNLLLoss(true, true, 1e-8, Reduction.SUM);
        Float32Tensor input = Float32Tensor.vector(1f, 1f, 1f);
        Float32Tensor target = Float32Tensor.vector(0f, -1f, 0.5f);
        assertTrue(Float.isFinite(full.forward(input, target).item()));
        float[] grad = full.backwardAll(input, target).target().toArray();
        assertEquals(Float.NaN, grad[0]);
        assertEquals(Float.NaN, grad[1]);
        assertEquals(-1f, grad[2]);
    }

    @Test
    void negativeRateIsNaNWithAFiniteGradient() {
        PoissonNLLLoss loss = new PoissonNLLLoss().withLogInput(false).withReduction(Reduction.SUM);
        Float64Tensor rate = Float64Tensor.vector(-0.5);
        Float64Tensor count = Float64Tensor.vector(1);
        assertEquals(Double.NaN, loss.forward(rate, count).item());
        assertEquals(3, loss.backward(rate, count).item(), 1e-7);
    }

    @Test
    void zeroRateIsAsLargeAsEpsAllows() {
        PoissonNLLLoss loss = new PoissonNLLLoss().withLogInput(false);
        Float64Tensor zero = Float64Tensor.vector(0);
        Float64Tensor one = Float64Tensor.vector(1);
        assertEquals(-Math.log(1e-8), loss.forward(zero, one).item(), 1e-14);
        assertEquals(1 - 1e8, loss.backward(zero, one).item(), 1e-6);
        PoissonNLLLoss bare = loss.withEps(0);
        assertEquals(Double.POSITIVE_INFINITY, bare.forward(zero, one).item());
        assertEquals(Double.NEGATIVE_INFINITY, bare.backward(zero, one).item());
        assertEquals(Double.NaN, bare.forward(zero, zero).item());
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(Float.NaN, new PoissonNLLLoss().forward(empty, empty).item());
        assertEquals(
                0f,
                new PoissonNLLLoss()
                        .withReduction(Reduction.SUM)
                        .forward(empty, empty)
                        .item());
    }

    @Test
    void implicitGradOutputIsOne() {
        PoissonNLLLoss loss = new PoissonNLLLoss();
        Float64Tensor one = Float64Tensor.scalar(1);
        assertEquals(loss.backward(one, LOG_RATE, COUNT), loss.backward(LOG_RATE, COUNT));
        assertEquals(loss.backwardAll(one, LOG_RATE, COUNT), loss.backwardAll(LOG_RATE, COUNT));
    }

    @Test
    void implicitGradOutputNeedsOneElement() {
        assertMessage(
                "PoissonNLLLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2, 3]",
                () -> new PoissonNLLLoss().withReduction(Reduction.NONE).backward(RATE, COUNT));
    }

    @Test
    void shapesMustBroadcast() {
        assertMessage(
                "PoissonNLLLoss: target must broadcast with input [2, 3], but was [2]",
                () -> new PoissonNLLLoss().forward(RATE, Float64Tensor.vector(1, 2)));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "PoissonNLLLoss: target must be float64 as input is, but was float32"
                        + " (input shape [2, 3], target shape [1])",
                () -> new PoissonNLLLoss().<FloatTensor>forward(RATE, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustHaveTheOutputsShape() {
        assertMessage(
                "PoissonNLLLoss: gradOutput must have the output's shape [], but was [1] (input shape [2, 3])",
                () -> new PoissonNLLLoss().backward(Float64Tensor.vector(1), RATE, COUNT));
    }

    @Test
    void reductionIsNotBatchmean() {
        assertMessage(
                "PoissonNLLLoss: reduction must be one of none, mean, sum, but was batchmean",
                () -> new PoissonNLLLoss().withReduction(Reduction.BATCHMEAN));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
