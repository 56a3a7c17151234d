package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiMarginLossTest {
    private static final Float64Tensor INPUT =
            Float64Tensor.of(new int[] {3, 4}, 0.1, 0.27, 0.4, 0.8, 1, -1.5, 0.53, 2.2, -0.3, 0.91, -2.1, 0.64);
    private static final Int64Tensor TARGET = Int64Tensor.vector(3, 0, 2);

    @ParameterizedTest
    @CsvSource({"NONE,1", "NONE,2", "MEAN,1", "MEAN,2", "SUM,1", "SUM,2"})
    void gradientIsTheDerivative(Reduction reduction, int p) {
        FloatTensor weight = Float64Tensor.vector(0.2, 0.3, -0.5, 2);
        for (MultiMarginLoss loss : List.of(
                new MultiMarginLoss(p, 1, null, reduction),
                new MultiMarginLoss(p, 0.45, weight, reduction),
                new MultiMarginLoss(p, -0.35, weight, reduction))) {
            assertGradient(loss, INPUT, TARGET);
            assertGradient(loss, Float64Tensor.vector(0.1, 0.27, 0.4, 0.8), Int64Tensor.scalar(1));
        }
    }

    private static void assertGradient(MultiMarginLoss loss, Float64Tensor input, Int64Tensor target) {
        int[] output = loss.forward(input, target).shape().toArray();
        Float64Tensor gradOutput = FiniteDifferences.values(4, 2, output);
        FiniteDifferences.assertGradient(
                input, x -> loss.forward(x, target), gradOutput, loss.backward(gradOutput, input, target));
    }

    @Test
    void weightOfTheTargetMultipliesAfterThePower() {
        MultiMarginLoss squared = new MultiMarginLoss().withP(2).withWeight(Float64Tensor.vector(-3, 1));
        Float64Tensor input = Float64Tensor.of(new int[] {1, 2}, 0, 1);
        assertEquals(-3 * 4 / 2.0, squared.forward(input, Int64Tensor.vector(0)).item());
        assertArrayEquals(
                new double[] {6, -6},
                squared.backward(input, Int64Tensor.vector(0)).toArray());
    }

    @Test
    void tieAtTheMarginHasNoGradient() {
        Float64Tensor input = Float64Tensor.of(new int[] {1, 3}, 1, 0, 0.25);
        Float64Tensor gradient = new MultiMarginLoss(1, 1, null, Reduction.SUM)
                .backward(Float64Tensor.scalar(3), input, Int64Tensor.vector(0));
        assertArrayEquals(new double[] {-1, 0, 1}, gradient.toArray(), 1e-15);
    }

    @Test
    void nanCountsAsZero() {
        Float32Tensor input = Float32Tensor.of(new int[] {1, 3}, Float.NaN, 0f, 1f);
        MultiMarginLoss sum = new MultiMarginLoss().withReduction(Reduction.SUM);
        assertEquals(2f / 3, sum.forward(input, Int64Tensor.vector(1)).item());
        assertEquals(0f, sum.forward(input, Int64Tensor.vector(0)).item());
        assertArrayEquals(
                new float[3], sum.backward(input, Int64Tensor.vector(0)).toArray());
        assertEquals(
                0f,
                sum.withMargin(Double.NaN).forward(input, Int64Tensor.vector(1)).item());
    }

    @Test
    void vectorAndScalarGiveAScalar() {
        MultiMarginLoss none = new MultiMarginLoss().withReduction(Reduction.NONE);
        Float64Tensor vector = Float64Tensor.vector(0, 0);
        assertEquals(Float64Tensor.scalar(0.5), none.forward(vector, Int64Tensor.vector(0)));
        assertEquals(Float64Tensor.scalar(0.5), none.forward(vector, Int64Tensor.scalar(0)));
        assertEquals(Float64Tensor.scalar(0), none.forward(Float64Tensor.scalar(7), Int64Tensor.scalar(0)));
        assertEquals(
                Shape.of(1),
                none.forward(Float64Tensor.of(new int[] {1, 2}, 0, 0), Int64Tensor.scalar(0))
                        .shape());
    }

    @Test
    void furtherElementsOfTheWeightAreNotRead() {
        MultiMarginLoss loss = new MultiMarginLoss().withWeight(Float64Tensor.vector(1, 1, 1, 1, 9));
        assertEquals(new MultiMarginLoss().forward(INPUT, TARGET), loss.forward(INPUT, TARGET));
    }

    @Test
    void parametersAreChecked() {
        assertMessage("MultiMarginLoss: p must be 1 or 2, but was 3", () -> new MultiMarginLoss().withP(3));
        assertMessage(
                "MultiMarginLoss: weight must have 1 axis, but was 2 (weight shape [1, 2])",
                () -> new MultiMarginLoss().withWeight(Float64Tensor.of(new int[] {1, 2}, 1, 2)));
        assertMessage(
                "MultiMarginLoss: reduction must be one of none, mean, sum, but was batchmean",
                () -> new MultiMarginLoss().withReduction(Reduction.BATCHMEAN));
    }

    @Test
    void argumentsAreChecked() {
        MultiMarginLoss loss = new MultiMarginLoss();
        assertMessage(
                "MultiMarginLoss: target must be in [0, 4), but was 4 at index 1 (input shape [3, 4])",
                () -> loss.forward(INPUT, Int64Tensor.vector(3, 4, 0)));
        assertMessage(
                "MultiMarginLoss: target must have shape [3], but was [2] (input shape [3, 4])",
                () -> loss.forward(INPUT, Int64Tensor.vector(3, 0)));
        assertMessage(
                "MultiMarginLoss: input must have at most 2 axes and at least 1 element, but was [0, 4]",
                () -> loss.forward(Float64Tensor.of(new int[] {0, 4}), Int64Tensor.vector()));
        assertMessage(
                "MultiMarginLoss: weight must have at least 4 elements, but was 1 (input shape [3, 4], weight shape [1])",
                () -> loss.withWeight(Float64Tensor.vector(1)).forward(INPUT, TARGET));
        assertMessage(
                "MultiMarginLoss: gradOutput must have the output's shape [], but was [3] (input shape [3, 4])",
                () -> loss.backward(Float64Tensor.vector(1, 2, 3), INPUT, TARGET));
    }

    @Test
    void marginMustFitIntoTheDtype() {
        MultiMarginLoss loss = new MultiMarginLoss().withMargin(-1e39);
        assertMessage(
                "MultiMarginLoss: margin must be infinite or fit into float32, the dtype of the input,"
                        + " but was -1.0E39",
                () -> loss.forward(Float32Tensor.vector(1, 2), Int64Tensor.vector(0)));
        assertEquals(
                0,
                loss.forward(Float64Tensor.vector(1, 2), Int64Tensor.vector(0)).item());
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
