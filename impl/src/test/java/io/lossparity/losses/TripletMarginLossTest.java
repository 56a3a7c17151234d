package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TripletMarginLossTest {
    private static final TripletMarginLoss NONE = new TripletMarginLoss().withReduction(Reduction.NONE);
    private static final Float64Tensor ANCHOR = Float64Tensor.of(new int[] {2, 3}, 0.5, -1.25, 2.0, 0.125, 3.5, -0.75);
    private static final Float64Tensor POSITIVE =
            Float64Tensor.of(new int[] {2, 3}, 1.5, -0.5, 0.3, -0.6, 2.25, -0.125);
    private static final Float64Tensor NEGATIVE = Float64Tensor.of(new int[] {2, 3}, 0.9, -2.0, 1.7, 1.0, 3.1, 0.5);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientsAreDerivatives(Reduction reduction) {
        for (double p : new double[] {1, 2, 3, 1.5, 2.5, 4, 0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (boolean swap : new boolean[] {false, true}) {
                // a large margin keeps all distances, which p = 0.5 makes large, away from the clamp
                assertGradients(new TripletMarginLoss(40, p, 1e-6, swap, reduction), ANCHOR, POSITIVE, NEGATIVE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientsOfBroadcastArgumentsAreSummedBack(boolean swap) {
        TripletMarginLoss loss = new TripletMarginLoss().withSwap(swap).withMargin(4);
        assertGradients(loss, ANCHOR, Float64Tensor.of(new int[] {1, 3}, 0.3, 1.5, -1), NEGATIVE);
        assertGradients(loss, ANCHOR, POSITIVE, Float64Tensor.of(new int[] {2, 1}, 0.6, 1.9));
        assertGradients(
                loss,
                FiniteDifferences.values(1, 2, 2, 2),
                FiniteDifferences.values(2, 2, 2, 2),
                FiniteDifferences.values(3, 2, 3, 2, 2));
    }

    private static void assertGradients(
            TripletMarginLoss loss, Float64Tensor anchor, Float64Tensor positive, Float64Tensor negative) {
        Shape shape = loss.forward(anchor, positive, negative).shape();
        Float64Tensor gradOutput = FiniteDifferences.values(4, 2, shape.toArray());
        TripletMarginLoss.Gradients<Float64Tensor> grads = loss.backward(gradOutput, anchor, positive, negative);
        FiniteDifferences.assertGradient(anchor, a -> loss.forward(a, positive, negative), gradOutput, grads.anchor());
        FiniteDifferences.assertGradient(
                positive, p -> loss.forward(anchor, p, negative), gradOutput, grads.positive());
        FiniteDifferences.assertGradient(
                negative, n -> loss.forward(anchor, positive, n), gradOutput, grads.negative());
    }

    @Test
    void epsIsAddedToTheSignedDifference() {
        Float64Tensor zero = Float64Tensor.of(new int[] {1, 1}, 0);
        Float64Tensor one = Float64Tensor.of(new int[] {1, 1}, 1);
        TripletMarginLoss loss = new TripletMarginLoss(0, 2, 0.25, false, Reduction.SUM);
        assertEquals(1.25 - 0.25, loss.forward(one, zero, one).item());
        assertEquals(0.75 - 0.25, loss.forward(zero, one, zero).item());
    }

    @Test
    void zeroAsExponentCountsAndHasNoGradient() {
        TripletMarginLoss loss = NONE.withP(0).withEps(0).withMargin(0);
        Float64Tensor anchor = Float64Tensor.of(new int[] {1, 3}, 1, 2, 3);
        Float64Tensor positive = Float64Tensor.of(new int[] {1, 3}, 1, 0, 0);
        Float64Tensor negative = Float64Tensor.of(new int[] {1, 3}, 1, 2, 0);
        assertEquals(2 - 1, loss.forward(anchor, positive, negative).item());
        assertArrayEquals(
                new double[3],
                loss.backward(anchor, positive, negative).anchor().toArray());
    }

    @Test
    void infiniteExponentGivesTheGradientToEveryLargestDifference() {
        TripletMarginLoss loss = NONE.withP(Double.POSITIVE_INFINITY).withEps(0).withMargin(9);
        Float64Tensor anchor = Float64Tensor.of(new int[] {1, 3}, 1, -1, 1);
        Float64Tensor positive = Float64Tensor.of(new int[] {1, 3}, 0, 0, 0);
        Float64Tensor negative = Float64Tensor.of(new int[] {1, 3}, 1, -1, 6);
        TripletMarginLoss.Gradients<Float64Tensor> grads = loss.backward(anchor, positive, negative);
        assertArrayEquals(new double[] {-1, 1, -1}, grads.positive().toArray());
        assertArrayEquals(new double[] {0, 0, 1}, abs(grads.negative()));
    }

    private static double[] abs(Float64Tensor tensor) {
        return Arrays.stream(tensor.toArray()).map(Math::abs).toArray();
    }

    @Test
    void distanceOfZeroHasNoGradientUnlessTheExponentIsBelowOne() {
        TripletMarginLoss loss = NONE.withEps(0).withMargin(9);
        for (double p : new double[] {1, 1.5, 2, 3}) {
            assertArrayEquals(
                    new double[6],
                    abs(loss.withP(p).backward(ones(), ANCHOR, ANCHOR, NEGATIVE).positive()));
        }
        assertTrue(Double.isNaN(loss.withP(0.5)
                .backward(ones(), ANCHOR, ANCHOR, NEGATIVE)
                .positive()
                .toArray()[0]));
    }

    private static Float64Tensor ones() {
        return Float64Tensor.vector(1, 1);
    }

    @Test
    void swapAtATieGivesAllToThePositive() {
        TripletMarginLoss plain = NONE.withEps(0).withMargin(9);
        TripletMarginLoss.Gradients<Float64Tensor> expected = plain.backward(ones(), ANCHOR, ANCHOR, NEGATIVE);
        TripletMarginLoss.Gradients<Float64Tensor> actual =
                plain.withSwap(true).backward(ones(), ANCHOR, ANCHOR, NEGATIVE);
        assertArrayEquals(new double[6], abs(actual.anchor()));
        assertEquals(expected.anchor(), actual.positive());
        assertEquals(expected.negative(), actual.negative());
    }

    @Test
    void gradientPassesAtTheClamp() {
        TripletMarginLoss loss = new TripletMarginLoss(1, 1, 0, false, Reduction.NONE);
        Float64Tensor anchor = Float64Tensor.of(new int[] {1, 2}, 0, 0);
        Float64Tensor positive = Float64Tensor.of(new int[] {1, 2}, 1, 0);
        Float64Tensor negative = Float64Tensor.of(new int[] {1, 2}, 1, 1);
        assertEquals(0, loss.forward(anchor, positive, negative).item());
        assertArrayEquals(
                new double[] {1, 0},
                abs(loss.backward(anchor, positive, negative).positive()));
        assertArrayEquals(
                new double[2],
                abs(loss.withMargin(0.5).backward(anchor, positive, negative).positive()));
    }

    @Test
    void nothingHasTheMeanNaN() {
        Float32Tensor empty = Float32Tensor.of(new int[] {0, 3});
        assertEquals(
                Float.NaN, new TripletMarginLoss().forward(empty, empty, empty).item());
        Float32Tensor none = Float32Tensor.of(new int[] {2, 0});
        assertArrayEquals(new float[] {1f, 1f}, NONE.forward(none, none, none).toArray());
    }

    @Test
    void exponentMustFitIntoAFloat() {
        TripletMarginLoss loss = NONE.withP(1e300);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> loss.forward(ANCHOR, POSITIVE, NEGATIVE));
        assertEquals("TripletMarginLoss: p must be infinite or fit into a float, but was 1.0E300", e.getMessage());
        Float64Tensor none = Float64Tensor.of(new int[] {2, 0});
        assertArrayEquals(new double[] {1, 1}, loss.forward(none, none, none).toArray());
    }

    /** PyTorch 1.4.0's value; the square root of the sum of squares is 2.0873203. */
    @Test
    void euclideanNormIsThatOfTheCLibrarysPower() {
        Float32Tensor vector = Float32Tensor.of(new int[] {1, 2}, -2.0164065f, -0.53945464f);
        Float32Tensor zeros = Float32Tensor.of(new int[] {1, 2}, 0, 0);
        TripletMarginLoss distance = new TripletMarginLoss(0, 2, 0, false, Reduction.NONE);
        assertEquals(2.0873206f, distance.forward(vector, zeros, vector).item());
    }

    @Test
    void gradientOfTheFarDistanceIsNegatedBeforeItIsSummedBack() {
        Float32Tensor anchor = Float32Tensor.of(new int[] {1, 1}, 1);
        Float32Tensor positive = Float32Tensor.of(new int[] {2, 1}, 1e38f, -1.65f);
        Float32Tensor negative = Float32Tensor.of(new int[] {1, 1}, Float.NEGATIVE_INFINITY);
        TripletMarginLoss loss = new TripletMarginLoss().withP(Double.POSITIVE_INFINITY);
        assertEquals(
                Float32Tensor.of(new int[] {1, 1}, -0f),
                loss.backward(Float32Tensor.scalar(-3), anchor, positive, negative)
                        .negative());
    }

    @Test
    void shapesMustBroadcast() {
        assertFails(
                "TripletMarginLoss: negative must broadcast with anchor [2, 3], but was [2, 2]",
                ANCHOR,
                POSITIVE,
                Float64Tensor.of(new int[] {2, 2}, 1, 2, 3, 4));
        Float64Tensor vector = Float64Tensor.vector(1, 2, 3);
        assertFails(
                "TripletMarginLoss: anchor must have at least 2 axes, but was 1"
                        + " (anchor shape [3], positive shape [3])",
                vector,
                vector,
                vector);
    }

    private static void assertFails(String message, FloatTensor anchor, FloatTensor positive, FloatTensor negative) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new TripletMarginLoss().forward(anchor, positive, negative));
        assertEquals(message, e.getMessage());
    }

    @Test
    void outputOfSeveralElementsNeedsAGradient() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> NONE.backward(ANCHOR, POSITIVE, NEGATIVE));
        assertEquals(
                "TripletMarginLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2]",
                e.getMessage());
    }
}
