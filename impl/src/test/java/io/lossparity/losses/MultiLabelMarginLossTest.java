package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.Int64Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultiLabelMarginLossTest {
    private static final Float64Tensor INPUT = Float64Tensor.of(new int[] {1, 4}, 0.1, 0.2, 0.4, 0.8);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientIsTheDerivative(Reduction reduction) {
        MultiLabelMarginLoss loss = new MultiLabelMarginLoss(reduction);
        Float64Tensor input =
                Float64Tensor.of(new int[] {3, 4}, 0.1, 0.27, 0.4, 0.8, 1, -1.5, 0.53, 2.2, -0.3, 0.91, -2.1, 0.64);
        assertGradient(loss, input, Int64Tensor.of(new int[] {3, 4}, 3, 0, -1, 1, 2, 2, 2, 1, -1, 0, 0, 0));
        assertGradient(loss, Float64Tensor.vector(0.1, 0.27, 0.4), Int64Tensor.vector(1, -1, 2));
    }

    private static void assertGradient(MultiLabelMarginLoss loss, Float64Tensor input, Int64Tensor target) {
        int[] output = loss.forward(input, target).shape().toArray();
        Float64Tensor gradOutput = FiniteDifferences.values(4, 2, output);
        FiniteDifferences.assertGradient(
                input, x -> loss.forward(x, target), gradOutput, loss.backward(gradOutput, input, target));
    }

    @Test
    void exampleOfTheDocumentation() {
        MultiLabelMarginLoss loss = new MultiLabelMarginLoss();
        Int64Tensor target = Int64Tensor.of(new int[] {1, 4}, 3, 0, -1, 1);
        assertEquals(0.85, loss.forward(INPUT, target).item(), 1e-15);
        Float32Tensor narrow = Float32Tensor.of(new int[] {1, 4}, 0.1f, 0.2f, 0.4f, 0.8f);
        assertEquals(0.85f, loss.forward(narrow, target).item(), 1e-7f);
        assertArrayEquals(
                new double[] {-0.5, 0.5, 0.5, -0.5},
                loss.backward(INPUT, target).toArray());
    }

    @Test
    void repeatedLabelCountsRepeatedly() {
        MultiLabelMarginLoss loss = new MultiLabelMarginLoss();
        double once = loss.forward(INPUT, Int64Tensor.of(new int[] {1, 4}, 3, -1, -1, -1))
                .item();
        assertEquals(
                2 * once,
                loss.forward(INPUT, Int64Tensor.of(new int[] {1, 4}, 3, 3, -1, -1))
                        .item(),
                1e-15);
    }

    @Test
    void withoutALabelOrAnotherClassThereIsNoLoss() {
        MultiLabelMarginLoss loss = new MultiLabelMarginLoss();
        Int64Tensor none = Int64Tensor.of(new int[] {1, 4}, -1, 0, 1, 2);
        assertEquals(0.0, loss.forward(INPUT, none).item());
        assertArrayEquals(new double[4], loss.backward(INPUT, none).toArray());
        assertEquals(
                0.0,
                loss.forward(INPUT, Int64Tensor.of(new int[] {1, 4}, 3, 2, 1, 0))
                        .item());
    }

    @Test
    void tieAtTheMarginHasNoGradient() {
        Float64Tensor input = Float64Tensor.vector(1, 0, 0.5);
        Float64Tensor gradient = new MultiLabelMarginLoss(Reduction.SUM).backward(input, Int64Tensor.vector(0, -1, -1));
        assertArrayEquals(new double[] {-1 / 3.0, 0, 1 / 3.0}, gradient.toArray());
    }

    @Test
    void nanCountsAsZero() {
        Float32Tensor input = Float32Tensor.vector(Float.NaN, 0f, 1f);
        MultiLabelMarginLoss sum = new MultiLabelMarginLoss(Reduction.SUM);
        assertEquals(2f / 3, sum.forward(input, Int64Tensor.vector(1, -1, -1)).item());
        assertEquals(0f, sum.forward(input, Int64Tensor.vector(0, -1, -1)).item());
    }

    @Test
    void vectorIsABatchOfOneAndAScalarIsNone() {
        MultiLabelMarginLoss none = new MultiLabelMarginLoss(Reduction.NONE);
        assertEquals(Float64Tensor.vector(0.5), none.forward(Float64Tensor.vector(0, 0), Int64Tensor.vector(1, -1)));
        assertEquals(Float64Tensor.scalar(0), none.forward(Float64Tensor.scalar(7), Int64Tensor.vector(0)));
        assertEquals(Float64Tensor.vector(0), none.forward(Float64Tensor.vector(7), Int64Tensor.scalar(-1)));
    }

    @Test
    void argumentsAreChecked() {
        MultiLabelMarginLoss loss = new MultiLabelMarginLoss();
        assertMessage(
                "MultiLabelMarginLoss: target must be in [-1, 4), but was 4 at index [0, 3] (input shape [1, 4])",
                () -> loss.forward(INPUT, Int64Tensor.of(new int[] {1, 4}, -1, 0, 0, 4)));
        assertMessage(
                "MultiLabelMarginLoss: target must have the shape of input [1, 4], but was [4]",
                () -> loss.forward(INPUT, Int64Tensor.vector(0, 1, 2, 3)));
        assertMessage(
                "MultiLabelMarginLoss: input must have at most 2 axes and at least 1 element, but was [1, 0]",
                () -> loss.forward(Float64Tensor.of(new int[] {1, 0}), Int64Tensor.of(new int[] {1, 0})));
        assertMessage(
                "MultiLabelMarginLoss: gradOutput must have the output's shape [1], but was [] (input shape [1, 4])",
                () -> loss.withReduction(Reduction.NONE)
                        .backward(Float64Tensor.scalar(1), INPUT, Int64Tensor.of(new int[] {1, 4}, 3, -1, -1, -1)));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
