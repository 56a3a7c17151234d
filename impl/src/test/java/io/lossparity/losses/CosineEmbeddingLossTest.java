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
import org.junit.jupiter.params.provider.EnumSource;

class CosineEmbeddingLossTest {
    private static final CosineEmbeddingLoss NONE = new CosineEmbeddingLoss().withReduction(Reduction.NONE);
    private static final Float64Tensor FIRST = FiniteDifferences.values(1, 2, 4, 3);
    private static final Float64Tensor SECOND = FiniteDifferences.values(2, 2, 4, 3);
    private static final Float64Tensor TARGET = Float64Tensor.vector(1, -1, -1, 0);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        for (double margin : new double[] {0, -0.9, 0.3}) {
            assertGradients(new CosineEmbeddingLoss(margin, reduction), FIRST, SECOND, TARGET);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsOfBroadcastInputsAreSummedBack(Reduction reduction) {
        CosineEmbeddingLoss loss = new CosineEmbeddingLoss(-0.9, reduction);
        assertGradients(loss, FIRST, FiniteDifferences.values(3, 2, 1, 3), TARGET);
        assertGradients(loss, FiniteDifferences.values(4, 2, 4, 1), SECOND, TARGET);
        assertGradients(loss, FIRST, SECOND, Float64Tensor.of(new int[] {2, 1}, 1, -1));
        assertGradients(loss, FIRST, SECOND, Float64Tensor.scalar(1));
        assertGradients(
                loss,
                FiniteDifferences.values(5, 2, 2, 2),
                FiniteDifferences.values(6, 2, 3, 2, 2),
                Float64Tensor.vector(1, -1));
    }

    @Test
    void gradientsOfSeveralPositionsAreDerivatives() {
        Float64Tensor target = Float64Tensor.of(new int[] {2, 2}, 1, -1, -1, 1);
        assertGradients(
                NONE.withMargin(-0.9),
                FiniteDifferences.values(8, 2, 2, 3, 2),
                FiniteDifferences.values(9, 2, 2, 3, 2),
                target);
    }

    private static void assertGradients(
            CosineEmbeddingLoss loss, Float64Tensor input1, Float64Tensor input2, Float64Tensor target) {
        Shape shape = loss.forward(input1, input2, target).shape();
        Float64Tensor gradOutput = FiniteDifferences.values(10, 2, shape.toArray());
        CosineEmbeddingLoss.Gradients<Float64Tensor> grads = loss.backward(gradOutput, input1, input2, target);
        FiniteDifferences.assertGradient(input1, x -> loss.forward(x, input2, target), gradOutput, grads.input1());
        FiniteDifferences.assertGradient(input2, x -> loss.forward(input1, x, target), gradOutput, grads.input2());
    }

    @Test
    void zeroVectorsAreOrthogonalToAll() {
        Float64Tensor zeros = Float64Tensor.of(new int[] {1, 2}, 0, 0);
        Float64Tensor ones = Float64Tensor.of(new int[] {1, 2}, 1, 1);
        assertEquals(1, NONE.forward(zeros, ones, Float64Tensor.vector(1)).item());
        assertEquals(1, NONE.forward(zeros, zeros, Float64Tensor.vector(1)).item());
        CosineEmbeddingLoss.Gradients<Float64Tensor> grads = NONE.backward(zeros, zeros, Float64Tensor.vector(1));
        assertArrayEquals(new double[2], grads.input1().toArray());
    }

    @Test
    void vectorsWithoutElementsAreOrthogonal() {
        Float32Tensor none = Float32Tensor.of(new int[] {2, 0});
        assertArrayEquals(
                new float[] {1f, 0f},
                NONE.forward(none, none, Float32Tensor.vector(1f, -1f)).toArray());
    }

    @Test
    void gradientPassesAtTheMargin() {
        Float64Tensor right = Float64Tensor.of(new int[] {1, 2}, 1, 0);
        Float64Tensor up = Float64Tensor.of(new int[] {1, 2}, 0, 1);
        Float64Tensor apart = Float64Tensor.vector(-1);
        assertEquals(0, NONE.forward(right, up, apart).item());
        assertEquals(1, NONE.backward(right, up, apart).input1().toArray()[1], 1e-11);
        assertEquals(0, NONE.withMargin(0.1).backward(right, up, apart).input1().toArray()[1]);
    }

    @Test
    void targetsOtherThanOneAndMinusOneLoseNothing() {
        Float64Tensor target = Float64Tensor.vector(0, 0.5, 2, Double.NaN);
        assertArrayEquals(new double[4], NONE.forward(FIRST, SECOND, target).toArray());
    }

    @Test
    void cutOffLossIsPositiveZero() {
        // The sum of squares overflows, the cosine is -0.0, and PyTorch adds the 0 of the other branch.
        Float32Tensor large = Float32Tensor.of(new int[] {1, 1}, 1e25f);
        Float32Tensor small = Float32Tensor.of(new int[] {1, 1}, -1e-5f);
        Float32Tensor apart = Float32Tensor.vector(-1f);
        assertEquals(Float32Tensor.vector(0f), new CosineEmbeddingLoss(0, Reduction.NONE).forward(large, small, apart));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void targetsMayBeIntegers(Reduction reduction) {
        CosineEmbeddingLoss loss = new CosineEmbeddingLoss(0.1, reduction);
        Float64Tensor floats = Float64Tensor.vector(1, -1, 0, 2);
        Int64Tensor integers = Int64Tensor.vector(1, -1, 0, 2);
        Float64Tensor output = loss.forward(FIRST, SECOND, floats);
        assertEquals(output, loss.forward(FIRST, SECOND, integers));
        Float64Tensor gradOutput = FiniteDifferences.values(1, 2, output.shape().toArray());
        assertEquals(
                loss.backward(gradOutput, FIRST, SECOND, floats), loss.backward(gradOutput, FIRST, SECOND, integers));
        if (reduction != Reduction.NONE) {
            assertEquals(loss.backward(FIRST, SECOND, floats), loss.backward(FIRST, SECOND, integers));
        }
    }

    @Test
    void nothingHasTheMeanNaN() {
        Float32Tensor empty = Float32Tensor.of(new int[] {0, 3});
        Float32Tensor target = Float32Tensor.vector();
        assertEquals(
                Float.NaN,
                new CosineEmbeddingLoss().forward(empty, empty, target).item());
        assertEquals(
                0f,
                NONE.withReduction(Reduction.SUM).forward(empty, empty, target).item());
    }

    @Test
    void inputsNeedTwoAxes() {
        assertFails(
                "CosineEmbeddingLoss: input1 must have at least 2 axes, but was 1 (input1 shape [3])",
                Float32Tensor.vector(1, 2, 3),
                Float32Tensor.of(new int[] {4, 3}, new float[12]),
                Float32Tensor.scalar(1));
    }

    @Test
    void shapesMustBroadcast() {
        assertFails(
                "CosineEmbeddingLoss: input2 must broadcast with input1 [4, 3], but was [4, 2]",
                FIRST,
                FiniteDifferences.values(1, 1, 4, 2),
                TARGET);
        assertFails(
                "CosineEmbeddingLoss: target must broadcast with the cosines [4], but was [3]",
                FIRST,
                SECOND,
                Float64Tensor.vector(1, -1, 1));
    }

    @Test
    void dtypesMustAgree() {
        assertFails(
                "CosineEmbeddingLoss: target must be float32 as input1 is, but was float64"
                        + " (input1 shape [4, 3], target shape [4])",
                Float32Tensor.of(new int[] {4, 3}, new float[12]),
                Float32Tensor.of(new int[] {4, 3}, new float[12]),
                TARGET);
    }

    private static void assertFails(String message, FloatTensor input1, FloatTensor input2, FloatTensor target) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new CosineEmbeddingLoss().forward(input1, input2, target));
        assertEquals(message, e.getMessage());
    }

    @Test
    void gradOutputMustHaveTheOutputsShape() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> NONE.backward(Float64Tensor.vector(1, 2, 3), FIRST, SECOND, TARGET));
        assertEquals(
                "CosineEmbeddingLoss: gradOutput must have the output's shape [4], but was [3] (input1 shape [4, 3])",
                e.getMessage());
    }
}
