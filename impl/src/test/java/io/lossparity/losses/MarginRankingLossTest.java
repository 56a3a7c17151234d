package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarginRankingLossTest {
    private static final Float64Tensor FIRST = Float64Tensor.of(new int[] {2, 3}, 0.5, -1.25, 2.0, 0.125, 3.5, -0.75);
    private static final Float64Tensor SECOND = Float64Tensor.of(new int[] {2, 3}, 0.25, 1.5, 2.4, -0.5, 3.0, 1.0);
    private static final Float64Tensor TARGET = Float64Tensor.of(new int[] {2, 3}, 1, 1, -1, -1, 0.5, -1);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        for (double margin : new double[] {0, 0.6, -0.4}) {
            assertGradients(new MarginRankingLoss(margin, reduction), FIRST, SECOND, TARGET);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsOfBroadcastArgumentsAreSummedBack(Reduction reduction) {
        MarginRankingLoss loss = new MarginRankingLoss(0.6, reduction);
        Float64Tensor column = Float64Tensor.of(new int[] {2, 1}, 1.5, -2);
        Float64Tensor row = Float64Tensor.vector(0.3, -1, 2.2);
        assertGradients(loss, column, row, TARGET);
        assertGradients(loss, row, SECOND, column);
        assertGradients(loss, row, Float64Tensor.vector(1.1, 0.2, 3), TARGET);
    }

    private static void assertGradients(
            MarginRankingLoss loss, Float64Tensor input1, Float64Tensor input2, Float64Tensor target) {
        Shape shape = loss.forward(input1, input2, target).shape();
        Float64Tensor gradOutput = FiniteDifferences.values(1, 2, shape.toArray());
        MarginRankingLoss.AllGradients<Float64Tensor> all = loss.backwardAll(gradOutput, input1, input2, target);
        FiniteDifferences.assertGradient(input1, x -> loss.forward(x, input2, target), gradOutput, all.input1());
        FiniteDifferences.assertGradient(input2, x -> loss.forward(input1, x, target), gradOutput, all.input2());
        FiniteDifferences.assertGradient(target, y -> loss.forward(input1, input2, y), gradOutput, all.target());
        assertEquals(
                new MarginRankingLoss.Gradients<>(all.input1(), all.input2()),
                loss.backward(gradOutput, input1, input2, target));
    }

    @Test
    void marginOfMinusZeroKeepsTheSignOfZero() {
        MarginRankingLoss none = new MarginRankingLoss(-0.0, Reduction.NONE);
        Float32Tensor zero = Float32Tensor.vector(0f, 0f, 1f);
        Float32Tensor other = Float32Tensor.vector(0f, 0f, 3f);
        Float32Tensor target = Float32Tensor.vector(1f, -1f, 1f);
        assertArrayEquals(
                new float[] {-0f, 0f, 2f}, none.forward(zero, other, target).toArray());
        MarginRankingLoss plain = none.withMargin(0);
        assertArrayEquals(
                new float[] {0f, 0f, 2f}, plain.forward(zero, other, target).toArray());
    }

    @Test
    void marginOfMinusZeroChangesNothingButTheSignOfZero() {
        Random random = new Random(1);
        float[] input1 = new float[40];
        float[] input2 = new float[40];
        float[] target = new float[40];
        for (int i = 0; i < target.length; i++) {
            input1[i] = (float) random.nextGaussian();
            input2[i] = i % 5 == 0 ? input1[i] : (float) random.nextGaussian();
            target[i] = random.nextBoolean() ? 1f : -1f;
        }
        Float32Tensor x1 = Float32Tensor.vector(input1);
        Float32Tensor x2 = Float32Tensor.vector(input2);
        Float32Tensor y = Float32Tensor.vector(target);
        MarginRankingLoss none = new MarginRankingLoss(0, Reduction.NONE);
        float[] expected = none.forward(x1, x2, y).toArray();
        for (int i = 0; i < expected.length; i += 5) {
            expected[i] = -target[i] * 0f;
        }
        assertArrayEquals(expected, none.withMargin(-0.0).forward(x1, x2, y).toArray());
    }

    @Test
    void gradientPassesAtTheKink() {
        MarginRankingLoss none = new MarginRankingLoss().withReduction(Reduction.NONE);
        Float32Tensor tie = Float32Tensor.vector(2f);
        Float32Tensor one = Float32Tensor.vector(1f);
        assertEquals(0f, none.forward(tie, tie, one).item());
        MarginRankingLoss.Gradients<Float32Tensor> grads = none.backward(tie, tie, one);
        assertArrayEquals(new float[] {-1f}, grads.input1().toArray());
        assertArrayEquals(new float[] {1f}, grads.input2().toArray());
    }

    @Test
    void targetIsAFactor() {
        MarginRankingLoss sum = new MarginRankingLoss(0.5, Reduction.SUM);
        Float64Tensor input1 = Float64Tensor.vector(1, 1, 1);
        Float64Tensor input2 = Float64Tensor.vector(2, 2, 2);
        assertEquals(
                2.5 + 0.5,
                sum.forward(input1, input2, Float64Tensor.vector(2, 0, -0.5)).item());
    }

    @Test
    void infiniteDifferenceBeyondTheMarginHasANaNGradientOfTheTarget() {
        MarginRankingLoss sum = new MarginRankingLoss(0, Reduction.SUM);
        Float32Tensor infinite = Float32Tensor.vector(Float.POSITIVE_INFINITY);
        MarginRankingLoss.AllGradients<Float32Tensor> all =
                sum.backwardAll(infinite, Float32Tensor.vector(0f), Float32Tensor.vector(1f));
        assertArrayEquals(new float[] {-0f}, all.input1().toArray());
        assertArrayEquals(new float[] {Float.NaN}, all.target().toArray());
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(
                Float.NaN, new MarginRankingLoss().forward(empty, empty, empty).item());
        assertEquals(
                0f,
                new MarginRankingLoss(1, Reduction.SUM)
                        .forward(empty, empty, empty)
                        .item());
    }

    @Test
    void implicitGradOutputIsOne() {
        MarginRankingLoss loss = new MarginRankingLoss().withMargin(3);
        Float64Tensor one = Float64Tensor.scalar(1);
        assertEquals(loss.backward(one, FIRST, SECOND, TARGET), loss.backward(FIRST, SECOND, TARGET));
        assertEquals(loss.backwardAll(one, FIRST, SECOND, TARGET), loss.backwardAll(FIRST, SECOND, TARGET));
    }

    @Test
    void implicitGradOutputNeedsOneElement() {
        assertMessage(
                "MarginRankingLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2, 3]",
                () -> new MarginRankingLoss(0, Reduction.NONE).backward(FIRST, SECOND, TARGET));
    }

    @Test
    void argumentsAreNoScalars() {
        assertMessage(
                "MarginRankingLoss: input2 must have at least 1 axis, but was 0 (input2 shape [])",
                () -> new MarginRankingLoss().forward(FIRST, Float64Tensor.scalar(1), TARGET));
        assertMessage(
                "MarginRankingLoss: target must have at least 1 axis, but was 0 (target shape [])",
                () -> new MarginRankingLoss().forward(FIRST, SECOND, Float64Tensor.scalar(1)));
    }

    @Test
    void targetPerRowDoesNotBroadcast() {
        assertMessage(
                "MarginRankingLoss: target must broadcast with the inputs [2, 3], but was [2]",
                () -> new MarginRankingLoss().forward(FIRST, SECOND, Float64Tensor.vector(1, -1)));
    }

    @Test
    void inputsMustBroadcast() {
        assertMessage(
                "MarginRankingLoss: input2 must broadcast with input1 [2, 3], but was [2]",
                () -> new MarginRankingLoss().forward(FIRST, Float64Tensor.vector(1, 2), TARGET));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "MarginRankingLoss: target must be float64 as input1 is, but was float32"
                        + " (input1 shape [2, 3], target shape [1])",
                () -> new MarginRankingLoss().<FloatTensor>forward(FIRST, SECOND, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustHaveTheOutputsShape() {
        assertMessage(
                "MarginRankingLoss: gradOutput must have the output's shape [], but was [1] (input1 shape [2, 3])",
                () -> new MarginRankingLoss().backward(Float64Tensor.vector(1), FIRST, SECOND, TARGET));
    }

    @Test
    void reductionIsNotBatchmean() {
        assertMessage(
                "MarginRankingLoss: reduction must be one of none, mean, sum, but was batchmean",
                () -> new MarginRankingLoss(0, Reduction.BATCHMEAN));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
