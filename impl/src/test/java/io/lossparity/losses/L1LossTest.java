package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class L1LossTest {
    private static final Float64Tensor INPUT = Float64Tensor.of(new int[] {2, 3}, 0.5, -1.25, 2.0, 0.125, 3.5, -0.75);
    private static final Float64Tensor TARGET = Float64Tensor.of(new int[] {2, 3}, 0.25, 1.5, 2.4, -0.5, 3.0, 1.0);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        assertGradients(new L1Loss(reduction), INPUT, TARGET);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsOfBroadcastArgumentsAreSummedBack(Reduction reduction) {
        Float64Tensor column = Float64Tensor.of(new int[] {2, 1}, 0.25, -3.1);
        assertGradients(new L1Loss(reduction), INPUT, column);
        assertGradients(new L1Loss(reduction), column, INPUT);
    }

    private static void assertGradients(L1Loss loss, Float64Tensor input, Float64Tensor target) {
        Shape shape = loss.forward(input, target).shape();
        Float64Tensor gradOutput = FiniteDifferences.values(1, 2, shape.toArray());
        L1Loss.AllGradients<Float64Tensor> all = loss.backwardAll(gradOutput, input, target);
        FiniteDifferences.assertGradient(
                input, x -> loss.forward(x, target), gradOutput, loss.backward(gradOutput, input, target));
        FiniteDifferences.assertGradient(input, x -> loss.forward(x, target), gradOutput, all.input());
        FiniteDifferences.assertGradient(target, y -> loss.forward(input, y), gradOutput, all.target());
    }

    @Test
    void gradientIsZeroAtATieAndAtNaN() {
        L1Loss sum = new L1Loss(Reduction.SUM);
        Float32Tensor x = Float32Tensor.vector(1f, Float.NaN, 3e38f);
        Float32Tensor y = Float32Tensor.vector(1f, 0f, -3e38f);
        assertArrayEquals(new float[] {0f, 0f, 1f}, sum.backward(x, y).toArray());
    }

    /** The kernel looks for NaN in four numbers at a time. */
    @Test
    void gradientIsZeroAtNaNWhereverItStands() {
        for (int size = 1; size < 10; size++) {
            for (int at = 0; at < size; at++) {
                float[] x = new float[size];
                float[] expected = new float[size];
                Arrays.fill(x, 2f);
                Arrays.fill(expected, 1f);
                x[at] = Float.NaN;
                expected[at] = 0f;
                Float32Tensor zeros = Float32Tensor.vector(new float[size]);
                L1Loss sum = new L1Loss(Reduction.SUM);
                assertArrayEquals(
                        expected, sum.backward(Float32Tensor.vector(x), zeros).toArray());
            }
        }
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(Float.NaN, new L1Loss().forward(empty, empty).item());
        assertEquals(0f, new L1Loss(Reduction.SUM).forward(empty, empty).item());
        assertEquals(empty, new L1Loss().backward(Float32Tensor.scalar(2f), empty, empty));
    }

    @Test
    void implicitGradOutputIsOne() {
        L1Loss loss = new L1Loss();
        assertEquals(loss.backward(Float64Tensor.scalar(1), INPUT, TARGET), loss.backward(INPUT, TARGET));
        assertEquals(loss.backwardAll(Float64Tensor.scalar(1), INPUT, TARGET), loss.backwardAll(INPUT, TARGET));
    }

    @Test
    void implicitGradOutputNeedsOneElement() {
        assertMessage(
                "L1Loss: gradOutput must be given unless the output has one element, but the output's shape is [2, 3]",
                () -> new L1Loss(Reduction.NONE).backward(INPUT, TARGET));
    }

    @Test
    void shapesMustBroadcast() {
        assertMessage(
                "L1Loss: target must broadcast with input [2, 3], but was [2]",
                () -> new L1Loss().forward(INPUT, Float64Tensor.vector(1, 2)));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "L1Loss: target must be float64 as input is, but was float32 (input shape [2, 3], target shape [1])",
                () -> new L1Loss().<FloatTensor>forward(INPUT, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustHaveTheOutputsShape() {
        assertMessage(
                "L1Loss: gradOutput must have the output's shape [], but was [1] (input shape [2, 3])",
                () -> new L1Loss().backward(Float64Tensor.vector(1), INPUT, TARGET));
    }

    @Test
    void reductionIsNotBatchmean() {
        assertMessage(
                "L1Loss: reduction must be one of none, mean, sum, but was batchmean",
                () -> new L1Loss(Reduction.BATCHMEAN));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
