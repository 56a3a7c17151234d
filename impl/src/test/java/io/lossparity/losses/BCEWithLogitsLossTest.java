package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BCEWithLogitsLossTest {
    private static final BCEWithLogitsLoss NONE = new BCEWithLogitsLoss().withReduction(Reduction.NONE);
    private static final Float64Tensor INPUT = FiniteDifferences.values(3, 2, 2, 3);
    private static final Float64Tensor TARGET = Float64Tensor.of(new int[] {2, 3}, 1, 0, 0.25, 0, 1, 0.75);
    private static final Float64Tensor COLUMN = Float64Tensor.of(new int[] {2, 1}, 1.5, -0.5);
    private static final Float64Tensor ROW = Float64Tensor.vector(2, 0.5, 3);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        for (Float64Tensor weight : new Float64Tensor[] {null, COLUMN}) {
            for (Float64Tensor posWeight : new Float64Tensor[] {null, ROW}) {
                assertGradients(new BCEWithLogitsLoss(weight, posWeight, reduction));
            }
        }
    }

    private static void assertGradients(BCEWithLogitsLoss loss) {
        Float64Tensor gradOutput = FiniteDifferences.values(
                1, 2, loss.forward(INPUT, TARGET).shape().toArray());
        BCEWithLogitsLoss.AllGradients<Float64Tensor> all = loss.backwardAll(gradOutput, INPUT, TARGET);
        FiniteDifferences.assertGradient(INPUT, x -> loss.forward(x, TARGET), gradOutput, all.input());
        FiniteDifferences.assertGradient(TARGET, y -> loss.forward(INPUT, y), gradOutput, all.target());
        assertEquals(all.input(), loss.backward(gradOutput, INPUT, TARGET));
    }

    @Test
    void guidesExampleOfOnes() {
        float[] ones = new float[640];
        Arrays.fill(ones, 1f);
        float[] logits = new float[640];
        Arrays.fill(logits, 0.999f);
        float[] weights = new float[64];
        Arrays.fill(weights, 1f);
        int[] shape = {10, 64};
        float loss = new BCEWithLogitsLoss()
                .withPosWeight(Float32Tensor.vector(weights))
                .forward(Float32Tensor.of(shape, logits), Float32Tensor.of(shape, ones))
                .item();
        assertEquals(0.3135f, loss, 5e-5f);
    }

    @Test
    void tailOfTheLogarithmIsLost() {
        assertArrayEquals(
                new double[] {0},
                NONE.forward(Float64Tensor.vector(40), Float64Tensor.vector(1)).toArray());
        assertArrayEquals(
                new float[] {0f},
                NONE.forward(Float32Tensor.vector(17f), Float32Tensor.vector(1f))
                        .toArray());
    }

    @Test
    void largeLogitsDoNotOverflow() {
        Float64Tensor x = Float64Tensor.vector(1000, -1000, 1000, -1000);
        Float64Tensor y = Float64Tensor.vector(0, 1, 1, 0);
        assertArrayEquals(new double[] {1000, 1000, 0, 0}, NONE.forward(x, y).toArray());
    }

    @Test
    void infiniteLogitsHaveFiniteGradients() {
        double infinity = Double.POSITIVE_INFINITY;
        Float64Tensor x = Float64Tensor.vector(infinity, infinity, -infinity, -infinity);
        Float64Tensor y = Float64Tensor.vector(0, 1, 0, 1);
        double nan = Double.NaN;
        assertArrayEquals(
                new double[] {infinity, nan, nan, nan}, NONE.forward(x, y).toArray());
        assertArrayEquals(
                new double[] {1, 0, 0, -1},
                NONE.backward(Float64Tensor.vector(1, 1, 1, 1), x, y).toArray());
    }

    @Test
    void posWeightSaturatesTheGradientOfTheTarget() {
        Float64Tensor x = Float64Tensor.vector(40);
        Float64Tensor y = Float64Tensor.vector(1);
        BCEWithLogitsLoss weighted = NONE.withPosWeight(Float64Tensor.vector(2));
        assertArrayEquals(
                new double[] {Double.NEGATIVE_INFINITY},
                weighted.backwardAll(x, y).target().toArray());
        assertArrayEquals(new double[] {-40}, NONE.backwardAll(x, y).target().toArray());
    }

    @Test
    void emptyMeanIsNaNAndEmptySumIsZero() {
        Float32Tensor empty = Float32Tensor.vector();
        assertEquals(Float.NaN, new BCEWithLogitsLoss().forward(empty, empty).item());
        assertEquals(0f, NONE.withReduction(Reduction.SUM).forward(empty, empty).item());
    }

    @Test
    void shapesMustBeEqual() {
        assertMessage(
                "BCEWithLogitsLoss: target must have the shape of input [2, 3], but was [3]",
                () -> NONE.forward(INPUT, ROW));
    }

    @Test
    void weightsMustBroadcastToTheInput() {
        assertMessage(
                "BCEWithLogitsLoss: weight must broadcast with input [2, 3], but was [2]",
                () -> NONE.withWeight(Float64Tensor.vector(1, 2)).forward(INPUT, TARGET));
        assertMessage(
                "BCEWithLogitsLoss: posWeight must not enlarge input [3], but was [2, 1]",
                () -> NONE.withPosWeight(COLUMN).forward(ROW, ROW));
        assertMessage(
                "BCEWithLogitsLoss: posWeight must be float64 as input is, but was float32"
                        + " (input shape [3], posWeight shape [1])",
                () -> NONE.withPosWeight(Float32Tensor.vector(1f)).backward(ROW, ROW));
    }

    @Test
    void dtypesMustAgree() {
        assertMessage(
                "BCEWithLogitsLoss: target must be float64 as input is, but was float32"
                        + " (input shape [2, 3], target shape [1])",
                () -> NONE.<FloatTensor>forward(INPUT, Float32Tensor.vector(1f)));
    }

    @Test
    void gradOutputMustFit() {
        assertMessage(
                "BCEWithLogitsLoss: gradOutput must have the output's shape [], but was [1] (input shape [2, 3])",
                () -> new BCEWithLogitsLoss().backward(Float64Tensor.vector(1), INPUT, TARGET));
        assertMessage(
                "BCEWithLogitsLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2, 3]",
                () -> NONE.backwardAll(INPUT, TARGET));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
