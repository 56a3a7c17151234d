package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MSELossTest {
    private static final Float64Tensor INPUT = Float64Tensor.of(new int[] {2, 3}, 0.5, -1.25, 2.0, 0.125, 3.5, -0.75);
    private static final Float64Tensor TARGET = Float64Tensor.of(new int[] {2, 3}, 0.25, 1.5, 2.4, -0.5, 3.0, 1.0);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        assertGradients(new MSELoss(reduction), INPUT, TARGET);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsOfBroadcastArgumentsAreSummedBack(Reduction reduction) {
        Float64Tensor column = Float64Tensor.of(new int[] {2, 1}, 0.25, -3.1);
        assertGradients(new MSELoss(reduction), INPUT, column);
        assertGradients(new MSELoss(reduction), column, INPUT);
    }

    private static void assertGradients(MSELoss loss, Float64Tensor input, Float64Tensor target) {
        Shape shape = loss.forward(input, target).shape();
        Float64Tensor gradOutput = FiniteDifferences.values(1, 2, shape.toArray());
        MSELoss.AllGradients<Float64Tensor> all = loss.backwardAll(gradOutput, input, target);
        FiniteDifferences.assertGradient(
                input, x -> loss.forward(x, target), gradOutput, loss.backward(gradOutput, input, target));
        FiniteDifferences.assertGradient(input, x -> loss.forward(x, target), gradOutput, all.input());
        FiniteDifferences.assertGradient(target, y -> loss.forward(input, y), gradOutput, all.target());
    }

    @Test
    void overflowingLossKeepsAFiniteGradient() {
        MSELoss none = new MSELoss(Reduction.NONE);
        Float32Tensor x = Float32Tensor.vector(2e19f);
        Float32Tensor y = Float32Tensor.vector(0f);
        assertEquals(Float.POSITIVE_INFINITY, none.forward(x, y).item());
        assertArrayEquals(new float[] {4e19f}, none.backward(x, y).toArray());
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(Float.NaN, new MSELoss().forward(empty, empty).item());
        assertEquals(0f, new MSELoss(Reduction.SUM).forward(empty, empty).item());
        assertEquals(empty, new MSELoss().backward(Float32Tensor.scalar(2f), empty, empty));
    }

    @Test
    void implicitGradOutputIsOne() {
        MSELoss loss = new MSELoss();
        assertEquals(loss.backward(Float64Tensor.scalar(1), INPUT, TARGET), loss.backward(INPUT, TARGET));
        assertEquals(loss.backwardAll(Float64Tensor.scalar(1), INPUT, TARGET), loss.backwardAll(INPUT, TARGET));
    }

    @Test
    void implicitGradOutputNeedsOneElement() {
        assertMessage(
                "MSELoss: gradOutput must be given unless the output has one element, but the output's shape is [2, 3]",
                () -> new MSELoss(Reduction.NONE).backward(INPUT, TARGET));
    }

    @Test
    void shapesMustBroadcast() {
        assertMessage(
                "MSELoss: target must broadcast with input [2, 3], but was [2]",
                () -> new MSELoss().forward(INPUT, Float64Tensor.vector(1, 2)));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "MSELoss: target must be float64 as input is, but was float32 (input shape [2, 3], target shape [1])",
                () -> new MSELoss().<FloatTensor>forward(INPUT, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustHaveTheOutputsShape() {
        assertMessage(
                "MSELoss: gradOutput must have the output's shape [], but was [1] (input shape [2, 3])",
                () -> new MSELoss().backward(Float64Tensor.vector(1), INPUT, TARGET));
    }

    @Test
    void reductionIsNotBatchmean() {
        assertMessage(
                "MSELoss: reduction must be one of none, mean, sum, but was batchmean",
                () -> new MSELoss(Reduction.BATCHMEAN));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
