package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CTCLossTest {
    private static final CTCLoss NONE = new CTCLoss().withReduction(Reduction.NONE);
    private static final Float64Tensor LOG_PROBS = FiniteDifferences.values(1, 2, 5, 2, 4);
    private static final Int64Tensor PADDED = Int64Tensor.of(new int[] {2, 3}, 1, 3, 3, 2, 1, 0);
    private static final Int64Tensor JOINED = Int64Tensor.vector(1, 3, 3, 2);
    private static final Int64Tensor FRAMES = Int64Tensor.vector(5, 3);
    private static final Int64Tensor LABELS = Int64Tensor.vector(3, 1);

    /** The gradient is that of the logits: less e^x, it is the derivative. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientIsTheDerivativePlusTheProbability(Reduction reduction) {
        CTCLoss loss = NONE.withReduction(reduction);
        Float64Tensor gradOutput =
                reduction == Reduction.NONE ? Float64Tensor.vector(0.5, -2) : Float64Tensor.scalar(3);
        double[] incoming = gradOutput.toArray();
        double[] grad =
                loss.backward(gradOutput, LOG_PROBS, PADDED, FRAMES, LABELS).toArray();
        double[] x = LOG_PROBS.toArray();
        for (int i = 0; i < grad.length; i++) {
            int sample = i / 4 % 2;
            boolean counts = i / 8 < FRAMES.toArray()[sample];
            double each = incoming[reduction == Reduction.NONE ? sample : 0];
            double divisor = reduction == Reduction.MEAN ? 2 * LABELS.toArray()[sample] : 1;
            grad[i] -= counts ? Math.exp(x[i]) * each / divisor : 0;
        }
        FiniteDifferences.assertGradient(
                LOG_PROBS,
                lp -> loss.forward(lp, PADDED, FRAMES, LABELS),
                gradOutput,
                Float64Tensor.of(LOG_PROBS.shape(), grad));
    }

    @Test
    void lossIsTheSumOverAllAlignments() {
        // one label in two frames: label label, label blank, blank label
        Float64Tensor x =
                Float64Tensor.of(new int[] {2, 1, 2}, Math.log(0.75), Math.log(0.25), Math.log(0.5), Math.log(0.5));
        double likelihood = 0.25 * 0.5 + 0.25 * 0.5 + 0.75 * 0.5;
        Int64Tensor one = Int64Tensor.vector(1);
        assertEquals(
                -Math.log(likelihood),
                NONE.forward(x, one, Int64Tensor.vector(2), one).item(),
                1e-14);
        CTCLoss last = NONE.withBlank(1);
        likelihood = 0.75 * 0.5 + 0.75 * 0.5 + 0.25 * 0.5;
        Int64Tensor zero = Int64Tensor.vector(0);
        assertEquals(
                -Math.log(likelihood),
                last.forward(x, zero, Int64Tensor.vector(2), one).item(),
                1e-14);
    }

    @Test
    void joinedTargetsAreTheSameAsPaddedOnes() {
        assertEquals(NONE.forward(LOG_PROBS, PADDED, FRAMES, LABELS), NONE.forward(LOG_PROBS, JOINED, FRAMES, LABELS));
        Float64Tensor gradOutput = Float64Tensor.vector(2, 3);
        assertEquals(
                NONE.backward(gradOutput, LOG_PROBS, PADDED, FRAMES, LABELS),
                NONE.backward(gradOutput, LOG_PROBS, JOINED, FRAMES, LABELS));
    }

    @Test
    void paddingIsNotRead() {
        Int64Tensor odd = Int64Tensor.of(new int[] {2, 3}, 1, 3, 3, 2, 99, -7);
        assertEquals(NONE.forward(LOG_PROBS, PADDED, FRAMES, LABELS), NONE.forward(LOG_PROBS, odd, FRAMES, LABELS));
    }

    @Test
    void framesBehindTheLengthHaveNoGradient() {
        double[] grad = NONE.backward(Float64Tensor.vector(2, 3), LOG_PROBS, PADDED, FRAMES, LABELS)
                .toArray();
        assertArrayEquals(new double[4], Arrays.copyOfRange(grad, 3 * 8 + 4, 3 * 8 + 8));
        assertArrayEquals(new double[4], Arrays.copyOfRange(grad, 4 * 8 + 4, 4 * 8 + 8));
    }

    @Test
    void emptyTargetIsAllBlank() {
        Float64Tensor x = Float64Tensor.of(new int[] {2, 1, 2}, -0.5, -1, -0.25, -2);
        Int64Tensor none = Int64Tensor.of(new int[] {1, 0});
        for (Reduction reduction : new Reduction[] {Reduction.MEAN, Reduction.SUM}) {
            CTCLoss loss = new CTCLoss().withReduction(reduction);
            assertEquals(
                    0.75,
                    loss.forward(x, none, Int64Tensor.vector(2), Int64Tensor.vector(0))
                            .item());
        }
    }

    @Test
    void inputTooShortIsInfiniteUnlessThatIsZeroed() {
        Int64Tensor targets = Int64Tensor.vector(2, 2); // needs three frames, for the blank between
        Float32Tensor x = Float32Tensor.of(new int[] {2, 1, 3}, -1, -2, -0.5f, -3, -1, -0.25f);
        Int64Tensor two = Int64Tensor.vector(2);
        assertEquals(Float.POSITIVE_INFINITY, NONE.forward(x, targets, two, two).item());
        for (float g : NONE.backward(x, targets, two, two).toArray()) {
            assertTrue(Float.isNaN(g));
        }
        CTCLoss zeroed = NONE.withZeroInfinity(true);
        assertEquals(0f, zeroed.forward(x, targets, two, two).item());
        assertArrayEquals(new float[6], zeroed.backward(x, targets, two, two).toArray());
    }

    @Test
    void noSamplesHaveTheMeanNaN() {
        Float32Tensor empty = Float32Tensor.of(new int[] {4, 0, 3});
        Int64Tensor none = Int64Tensor.vector();
        assertEquals(Float.NaN, new CTCLoss().forward(empty, none, none, none).item());
        assertEquals(
                0f,
                new CTCLoss()
                        .withReduction(Reduction.SUM)
                        .forward(empty, none, none, none)
                        .item());
        assertEquals(
                Shape.of(4, 0, 3),
                new CTCLoss().backward(empty, none, none, none).shape());
    }

    @Test
    void blankMustBeAClass() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> NONE.withBlank(-1));
        assertEquals("CTCLoss: blank must be a class, but was -1", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class, () -> NONE.withBlank(4).forward(LOG_PROBS, PADDED, FRAMES, LABELS));
        assertEquals(
                "CTCLoss: blank must be in [0, 4), but was 4 (logProbs shape [5, 2, 4], targets shape [2, 3])",
                e.getMessage());
    }

    @Test
    void shapesMustFit() {
        assertFails(
                "logProbs must have 3 axes and at least one frame, but was [2, 2] (logProbs shape [2, 2], targets shape"
                        + " [2, 3])",
                Float32Tensor.of(new int[] {2, 2}, 1, 2, 3, 4),
                PADDED,
                FRAMES,
                LABELS);
        assertFails(
                "targets must have shape (2, S) or one axis, but was [3, 2]",
                LOG_PROBS,
                Int64Tensor.of(new int[] {3, 2}, 1, 1, 1, 1, 1, 1),
                FRAMES,
                LABELS);
        assertFails("inputLengths must have 2 elements, but was 1", LOG_PROBS, PADDED, Int64Tensor.vector(5), LABELS);
    }

    @Test
    void lengthsMustFit() {
        assertFails(
                "inputLengths must be in [1, 6), but was 6 at index 1",
                LOG_PROBS,
                PADDED,
                Int64Tensor.vector(5, 6),
                LABELS);
        assertFails(
                "inputLengths must be in [1, 6), but was 0 at index 0",
                LOG_PROBS,
                PADDED,
                Int64Tensor.vector(0, 5),
                LABELS);
        assertFails(
                "targetLengths must be in [0, 4), but was 4 at index 0",
                LOG_PROBS,
                PADDED,
                FRAMES,
                Int64Tensor.vector(4, 1));
        assertFails(
                "targetLengths must sum up to the 4 targets, but was 3",
                LOG_PROBS,
                JOINED,
                FRAMES,
                Int64Tensor.vector(2, 1));
        assertFails(
                "targetLengths must sum up to the 4 targets, but was 5",
                LOG_PROBS,
                JOINED,
                FRAMES,
                Int64Tensor.vector(4, 1));
    }

    @Test
    void labelsMustBeClasses() {
        Int64Tensor targets = Int64Tensor.of(new int[] {2, 3}, 1, 3, 4, 2, 1, 0);
        assertFails("targets must be in [0, 4), but was 4 at index [0, 2]", LOG_PROBS, targets, FRAMES, LABELS);
        Int64Tensor negative = Int64Tensor.of(new int[] {2, 3}, -1, 3, 2, 2, 1, 0);
        assertFails("targets must be in [0, 4), but was -1 at index [0, 0]", LOG_PROBS, negative, FRAMES, LABELS);
    }

    private static void assertFails(
            String message, FloatTensor logProbs, Int64Tensor targets, Int64Tensor frames, Int64Tensor labels) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> NONE.forward(logProbs, targets, frames, labels));
        assertTrue(e.getMessage().startsWith("CTCLoss: " + message), e.getMessage());
    }
}
