package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HingeEmbeddingLossTest {
    private static final Float64Tensor INPUT = Float64Tensor.of(new int[] {2, 3}, 0.5, -1.25, 2.0, 0.125, 3.5, -0.75);
    private static final Float64Tensor TARGET = Float64Tensor.of(new int[] {2, 3}, 1, -1, -1, 0, 0.5, 1);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientIsTheDerivative(Reduction reduction) {
        for (double margin : new double[] {1, 0, 2.5, -0.4}) {
            assertGradient(new HingeEmbeddingLoss(margin, reduction), INPUT, TARGET);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientOfABroadcastInputIsSummedBack(Reduction reduction) {
        HingeEmbeddingLoss loss = new HingeEmbeddingLoss(1, reduction);
        assertGradient(loss, Float64Tensor.of(new int[] {2, 1}, 0.25, -3.1), TARGET);
        assertGradient(loss, INPUT, Float64Tensor.vector(1, -1, 3));
    }

    private static void assertGradient(HingeEmbeddingLoss loss, Float64Tensor input, Float64Tensor target) {
        Shape shape = loss.forward(input, target).shape();
        Float64Tensor gradOutput = FiniteDifferences.values(1, 2, shape.toArray());
        FiniteDifferences.assertGradient(
                input, x -> loss.forward(x, target), gradOutput, loss.backward(gradOutput, input, target));
    }

    @Test
    void targetsOtherThanOneAndMinusOneAddBothBranches() {
        HingeEmbeddingLoss none = new HingeEmbeddingLoss().withReduction(Reduction.NONE);
        Float64Tensor input = Float64Tensor.vector(0.5);
        Float64Tensor target = Float64Tensor.vector(0);
        assertEquals(1, none.forward(input, target).item());
        assertEquals(0, none.backward(input, target).item());
    }

    @Test
    void negativeInputOfASimilarPairIsANegativeLoss() {
        assertEquals(
                -0.5,
                new HingeEmbeddingLoss()
                        .forward(Float64Tensor.vector(-0.5), Float64Tensor.vector(1))
                        .item());
    }

    @Test
    void gradientPassesAtTheMargin() {
        HingeEmbeddingLoss none = new HingeEmbeddingLoss(0.5, Reduction.NONE);
        Float32Tensor input = Float32Tensor.vector(0.5f);
        Float32Tensor target = Float32Tensor.vector(-1f);
        assertEquals(0f, none.forward(input, target).item());
        assertEquals(-1f, none.backward(input, target).item());
    }

    @Test
    void dissimilarNaNIsNaNWithoutAGradient() {
        HingeEmbeddingLoss none = new HingeEmbeddingLoss(1, Reduction.NONE);
        Float32Tensor input = Float32Tensor.vector(Float.NaN);
        Float32Tensor target = Float32Tensor.vector(-1f);
        assertEquals(Float.NaN, none.forward(input, target).item());
        assertArrayEquals(new float[] {0f}, none.backward(input, target).toArray());
    }

    /** Expected values are PyTorch 1.4.0's: beyond the margin it multiplies by 0. */
    @ParameterizedTest
    @CsvSource({
        "-1, 2, Infinity, NaN",
        "-1, NaN, Infinity, NaN",
        "-1, 2, NaN, NaN",
        "0, 2, Infinity, NaN",
        "0, NaN, Infinity, NaN",
        "0, 2, -Infinity, NaN",
        "1, 2, Infinity, Infinity",
        "1, 2, -0.0, -0.0",
        "1, 2, 0.0, 0.0",
        "1, 0.5, -0.0, -0.0",
        "-1, 0.5, Infinity, -Infinity",
        "-1, 2, 1e38, 0.0",
        "-1, 2, -1, 0.0"
    })
    void incomingGradientIsMultipliedNotSelected(float y, float x, float incoming, float expected) {
        Float32Tensor input = Float32Tensor.vector(x);
        Float32Tensor target = Float32Tensor.vector(y);
        for (Reduction reduction : new Reduction[] {Reduction.NONE, Reduction.SUM, Reduction.MEAN}) {
            HingeEmbeddingLoss loss = new HingeEmbeddingLoss(1, reduction);
            Float32Tensor gradOutput =
                    Float32Tensor.of(loss.forward(input, target).shape(), incoming);
            assertEquals(Float32Tensor.vector(expected), loss.backward(gradOutput, input, target));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void targetsMayBeIntegers(Reduction reduction) {
        HingeEmbeddingLoss loss = new HingeEmbeddingLoss(1, reduction);
        Float64Tensor floats = Float64Tensor.vector(1, -1, 0);
        Int64Tensor integers = Int64Tensor.vector(1, -1, 0);
        Float64Tensor output = loss.forward(INPUT, floats);
        assertEquals(output, loss.forward(INPUT, integers));
        Float64Tensor gradOutput = FiniteDifferences.values(1, 2, output.shape().toArray());
        assertEquals(loss.backward(gradOutput, INPUT, floats), loss.backward(gradOutput, INPUT, integers));
        if (reduction != Reduction.NONE) {
            assertEquals(loss.backward(INPUT, floats), loss.backward(INPUT, integers));
        }
        assertMessage(
                "HingeEmbeddingLoss: target must broadcast with input [2, 3], but was [2]",
                () -> loss.forward(INPUT, Int64Tensor.vector(1, -1)));
    }

    @Test
    void marginMustFitIntoTheDtype() {
        HingeEmbeddingLoss loss = new HingeEmbeddingLoss(1e39, Reduction.NONE);
        Float32Tensor one = Float32Tensor.scalar(1);
        assertMessage(
                "HingeEmbeddingLoss: margin must be infinite or fit into float32, the dtype of the input,"
                        + " but was 1.0E39",
                () -> loss.forward(one, one));
        assertEquals(
                1e39,
                loss.forward(Float64Tensor.scalar(1), Float64Tensor.scalar(-1)).item());
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(Float.NaN, new HingeEmbeddingLoss().forward(empty, empty).item());
        assertEquals(
                0f,
                new HingeEmbeddingLoss(1, Reduction.SUM).forward(empty, empty).item());
    }

    @Test
    void implicitGradOutputIsOne() {
        HingeEmbeddingLoss loss = new HingeEmbeddingLoss().withMargin(3);
        assertEquals(loss.backward(Float64Tensor.scalar(1), INPUT, TARGET), loss.backward(INPUT, TARGET));
    }

    @Test
    void implicitGradOutputNeedsOneElement() {
        assertMessage(
                "HingeEmbeddingLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2, 3]",
                () -> new HingeEmbeddingLoss(1, Reduction.NONE).backward(INPUT, TARGET));
    }

    @Test
    void shapesMustBroadcast() {
        assertMessage(
                "HingeEmbeddingLoss: target must broadcast with input [2, 3], but was [2]",
                () -> new HingeEmbeddingLoss().forward(INPUT, Float64Tensor.vector(1, -1)));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "HingeEmbeddingLoss: target must be float64 as input is, but was float32"
                        + " (input shape [2, 3], target shape [1])",
                () -> new HingeEmbeddingLoss().<FloatTensor>forward(INPUT, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustHaveTheOutputsShape() {
        assertMessage(
                "HingeEmbeddingLoss: gradOutput must have the output's shape [], but was [1] (input shape [2, 3])",
                () -> new HingeEmbeddingLoss().backward(Float64Tensor.vector(1), INPUT, TARGET));
    }

    @Test
    void reductionIsNotBatchmean() {
        assertMessage(
                "HingeEmbeddingLoss: reduction must be one of none, mean, sum, but was batchmean",
                () -> new HingeEmbeddingLoss(1, Reduction.BATCHMEAN));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
