package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultiLabelSoftMarginLossTest {
    private static final Float64Tensor INPUT = FiniteDifferences.values(1, 3, 2, 3);
    private static final Float64Tensor TARGET = FiniteDifferences.values(2, 1, 2, 3);
    private static final Float64Tensor WEIGHT = FiniteDifferences.values(3, 2, 3);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        assertGradients(reduction, INPUT, TARGET, WEIGHT);
        assertGradients(
                reduction,
                FiniteDifferences.values(4, 3, 2, 3, 4),
                FiniteDifferences.values(5, 1, 2, 3, 4),
                FiniteDifferences.values(6, 2, 2, 3, 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsOfBroadcastArgumentsAreSummedBack(Reduction reduction) {
        assertGradients(reduction, INPUT, FiniteDifferences.values(5, 1, 3), FiniteDifferences.values(6, 2, 2, 1));
        assertGradients(
                reduction,
                FiniteDifferences.values(4, 3, 1, 3),
                FiniteDifferences.values(5, 1, 2, 1),
                FiniteDifferences.values(6, 2, 4, 1, 1));
    }

    private static void assertGradients(
            Reduction reduction, Float64Tensor input, Float64Tensor target, Float64Tensor weight) {
        MultiLabelSoftMarginLoss loss = new MultiLabelSoftMarginLoss(weight, reduction);
        Shape shape = loss.forward(input, target).shape();
        Float64Tensor gradOutput = FiniteDifferences.values(7, 2, shape.toArray());
        MultiLabelSoftMarginLoss.AllGradients<Float64Tensor> all = loss.backwardAll(gradOutput, input, target);
        FiniteDifferences.assertGradient(
                input, x -> loss.forward(x, target), gradOutput, loss.backward(gradOutput, input, target));
        FiniteDifferences.assertGradient(input, x -> loss.forward(x, target), gradOutput, all.input());
        FiniteDifferences.assertGradient(target, y -> loss.forward(input, y), gradOutput, all.target());
        FiniteDifferences.assertGradient(
                weight, w -> loss.withWeight(w).forward(input, target), gradOutput, all.weight());
    }

    @Test
    void inputOfZeroCostsTheLogOfTwoWhateverTheTarget() {
        Float64Tensor zeros = Float64Tensor.of(new int[] {1, 3}, 0, 0, 0);
        assertEquals(
                Math.log(2),
                new MultiLabelSoftMarginLoss()
                        .forward(zeros, Float64Tensor.vector(0, 1, 0.25))
                        .item(),
                1e-15);
    }

    @Test
    void largeInputsStayFinite() {
        MultiLabelSoftMarginLoss loss = new MultiLabelSoftMarginLoss();
        Float32Tensor input = Float32Tensor.of(new int[] {1, 1}, 800f);
        Float32Tensor wrong = Float32Tensor.vector(0f);
        assertEquals(800f, loss.forward(input, wrong).item());
        assertArrayEquals(new float[] {1f}, loss.backward(input, wrong).toArray());
        assertEquals(0f, loss.forward(input, Float32Tensor.vector(1f)).item());
    }

    @Test
    void infiniteInputIsNaNWhateverTheTarget() {
        MultiLabelSoftMarginLoss loss = new MultiLabelSoftMarginLoss();
        for (double infinity : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (double target : new double[] {0, 1}) {
                Float64Tensor input = Float64Tensor.of(new int[] {1, 1}, infinity);
                assertEquals(
                        Double.NaN,
                        loss.forward(input, Float64Tensor.vector(target)).item());
                assertEquals(
                        Double.NaN,
                        loss.backward(input, Float64Tensor.vector(target)).item());
            }
        }
    }

    @Test
    void divisorIsTheInputsSizeThoughTheWeightEnlarges() {
        MultiLabelSoftMarginLoss sum = new MultiLabelSoftMarginLoss().withReduction(Reduction.SUM);
        Float64Tensor ones = Float64Tensor.of(new int[] {4, 2, 3}, new double[24]);
        double[] twice = new double[24];
        java.util.Arrays.fill(twice, 2);
        MultiLabelSoftMarginLoss weighted = sum.withWeight(Float64Tensor.of(ones.shape(), twice));
        assertEquals(
                8 * sum.forward(INPUT, TARGET).item(),
                weighted.forward(INPUT, TARGET).item(),
                1e-13);
        assertEquals(
                Shape.of(4, 3),
                weighted.withReduction(Reduction.NONE).forward(INPUT, TARGET).shape());
    }

    @Test
    void emptyBatchHasANaNMeanAndAZeroSum() {
        Float64Tensor noRows = Float64Tensor.of(new int[] {0, 3});
        MultiLabelSoftMarginLoss mean = new MultiLabelSoftMarginLoss();
        assertEquals(Double.NaN, mean.forward(noRows, noRows).item());
        assertEquals(
                0.0, mean.withReduction(Reduction.SUM).forward(noRows, noRows).item());
        assertEquals(noRows, mean.backward(noRows, noRows));
        Float64Tensor noClasses = Float64Tensor.of(new int[] {2, 0});
        assertArrayEquals(
                new double[] {Double.NaN, Double.NaN},
                mean.withReduction(Reduction.NONE).forward(noClasses, noClasses).toArray());
    }

    @Test
    void withoutAWeightThereIsNoGradientOfIt() {
        assertNull(new MultiLabelSoftMarginLoss().backwardAll(INPUT, TARGET).weight());
    }

    @Test
    void argumentsAreChecked() {
        MultiLabelSoftMarginLoss loss = new MultiLabelSoftMarginLoss();
        assertMessage(
                "MultiLabelSoftMarginLoss: input must have at least 2 axes, but was 1 (input shape [3])",
                () -> loss.forward(Float64Tensor.vector(1, 2, 3), TARGET));
        assertMessage(
                "MultiLabelSoftMarginLoss: target must broadcast with input [2, 3], but was [2]",
                () -> loss.forward(INPUT, Float64Tensor.vector(0, 1)));
        assertMessage(
                "MultiLabelSoftMarginLoss: weight must broadcast with input and target [2, 3], but was [2]",
                () -> loss.withWeight(Float64Tensor.vector(1, 2)).forward(INPUT, TARGET));
        assertMessage(
                "MultiLabelSoftMarginLoss: weight must be float64 as input is, but was float32"
                        + " (input shape [2, 3], weight shape [3])",
                () -> loss.withWeight(Float32Tensor.vector(1, 2, 3)).forward(INPUT, TARGET));
        assertMessage(
                "MultiLabelSoftMarginLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2]",
                () -> loss.withReduction(Reduction.NONE).backwardAll(INPUT, TARGET));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
