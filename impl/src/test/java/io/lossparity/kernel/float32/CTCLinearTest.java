package io.lossparity.kernel.float32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kernel.float64.CTCLossFloat64;
import io.lossparity.kernel.layout.Alignment;
import io.lossparity.memory.Memory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * CTC without logarithms agrees with that in logarithms. The losses hide a mistake here: they compute a sample with
 * logarithms if this code says that it is not a usual one. So these tests ask this code itself.
 */
class CTCLinearTest {
    private static final float LOW = -69f; // e to this power is just above the lowest usual one, 1e-30
    private static final float HIGH = 69f;

    private final Random random = new Random(1);

    /** A batch of samples, whose class 0 is the blank. */
    private static final class Batch {
        private final int classes;
        private final int[] frames;
        private final Alignment sample;
        private final float[] x;
        private int longest;

        Batch(int classes, int[] frames, int[] lengths, long... targets) {
            this.classes = classes;
            this.frames = frames;
            int[] starts = new int[lengths.length];
            for (int b = 1; b < lengths.length; b++) {
                starts[b] = starts[b - 1] + lengths[b - 1];
            }
            sample = new Alignment(Memory.NEW, frames, lengths, starts, targets, 0, classes);
            for (int count : frames) {
                longest = Math.max(longest, count);
            }
            x = new float[longest * frames.length * classes];
        }

        Batch fill(IntToDoubleFunction values) {
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) values.applyAsDouble(i);
            }
            return this;
        }

        /** Sets what the first sample has for a class at a frame. */
        Batch set(int frame, int label, double value) {
            x[frame * frames.length * classes + label] = (float) value;
            return this;
        }

        /** Returns the loss of the first sample with nothing kept for the gradient. */
        double loss() {
            sample.at(0);
            return linear().loss(null);
        }

        /** Returns the loss of the first sample and prepares for its gradient. */
        double lossForGradient() {
            sample.at(0);
            return linear().loss(new float[x.length]);
        }

        CTCLinearFloat32 linear() {
            return new CTCLinearFloat32(Memory.NEW, x, sample);
        }
    }

    private void assertAgrees(Batch batch) {
        int count = batch.frames.length;
        double[] wide = new double[batch.x.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = batch.x[i];
        }
        double[] g = random.doubles(count, 0.5, 2).map(v -> (float) v).toArray();
        double[] losses = new double[count];
        double[] gradient = new double[wide.length];
        CTCLossFloat64.run(Memory.NEW, losses, gradient, g, wide, batch.sample, false, false);

        CTCLinearFloat32 linear = batch.linear(); // one for all, so that each finds what the one before left
        float[] grad = new float[wide.length];
        for (int b = 0; b < count; b++) {
            batch.sample.at(b);
            assertEquals(losses[b], linear.loss(null), 1e-11 * Math.max(1, Math.abs(losses[b])), "loss of " + b);
            // Each power is now rounded to float32.
            double rounded = linear.loss(grad);
            assertEquals(losses[b], rounded, 1e-7 * batch.frames[b], "loss of " + b + " with the gradient");
            assertTrue(linear.differentiate(grad, (float) g[b]), "gradient of " + b);
        }
        for (int i = 0; i < grad.length; i++) {
            assertEquals(gradient[i], grad[i], 2e-6 * Math.max(1, Math.abs(gradient[i])), "gradient at " + i);
        }
    }

    @Test
    void samplesOfManyLengthsAgree() {
        int[] frames = {13, 9, 7, 13, 11, 6, 1, 5};
        int[] lengths = {4, 0, 1, 3, 5, 2, 1, 3};
        long[] targets = {1, 2, 2, 5, 3, 4, 4, 4, 1, 2, 3, 4, 5, 2, 1, 1, 3, 5, 3};
        assertAgrees(new Batch(6, frames, lengths, targets).fill(i -> -4 * random.nextDouble() - 0.1));
        assertAgrees(new Batch(6, frames, lengths, targets).fill(i -> 6 * random.nextGaussian() - 9));
    }

    @Test
    void longSamplesAgreeThoughTheirLikelihoodUnderflows() {
        long[] targets = random.longs(30, 1, 6).toArray();
        assertAgrees(new Batch(6, new int[] {200, 190}, new int[] {20, 10}, targets)
                .fill(i -> -40 + 3 * random.nextGaussian()));
        assertAgrees(new Batch(6, new int[] {200, 190}, new int[] {20, 10}, targets)
                .fill(i -> 40 + 3 * random.nextGaussian()));
    }

    /** What no path leads through must not count for the scale either: here it is larger by hundreds of digits. */
    @Test
    void cellsThatNoPathLeadsThroughAreLeftOut() {
        for (int labels : new int[] {8, 24}) {
            for (int frames = labels + 1; frames < labels + 7; frames++) {
                assertAgrees(steep(labels, frames));
            }
        }
    }

    private Batch steep(int labels, int frames) {
        long[] targets = new long[labels];
        Arrays.setAll(targets, k -> k + 1);
        Batch batch = new Batch(labels + 1, new int[] {frames}, new int[] {labels}, targets);
        batch.fill(i -> -60 - random.nextDouble());
        for (int t = 0; t < frames; t++) {
            for (int k = 0; k < labels; k++) {
                boolean fromStart = k <= t;
                boolean toEnd = labels - 1 - k <= frames - 1 - t;
                if (!fromStart || !toEnd) {
                    batch.set(t, k + 1, 60);
                }
            }
        }
        return batch;
    }

    @Test
    void powersUpToTheLimitsAreUsual() {
        for (float limit : new float[] {LOW, HIGH}) {
            assertAgrees(new Batch(3, new int[] {9}, new int[] {2}, 1, 2).fill(i -> limit));
            for (int t = 0; t < 5; t++) {
                for (int label = 0; label < 3; label++) {
                    Batch batch = new Batch(3, new int[] {5}, new int[] {2}, 1, 2).fill(i -> -2);
                    double beyond = limit * 1.01;
                    assertFalse(Double.isNaN(batch.set(t, label, limit).loss()));
                    assertFalse(Double.isNaN(batch.lossForGradient()));
                    assertUnusual(batch.set(t, label, beyond));
                    assertUnusual(batch.set(t, label, Math.copySign(Float.POSITIVE_INFINITY, beyond)));
                    assertUnusual(batch.set(t, label, Float.NaN));
                }
            }
        }
    }

    @Test
    void eachFrameOfASampleWithoutLabelsMustBeUsual() {
        for (int t = 0; t < 3; t++) {
            Batch batch = new Batch(2, new int[] {3}, new int[] {0}).fill(i -> -2);
            assertFalse(Double.isNaN(batch.loss()));
            assertUnusual(batch.set(t, 0, 1.01 * LOW));
        }
    }

    @Test
    void everyClassMustHaveAPowerForTheGradient() {
        for (int t = 0; t < 5; t++) {
            for (int label : new int[] {0, 3}) { // neither the blank nor a label: the blank is 2 here
                for (double x : new double[] {-200, 89, Float.NaN}) {
                    Alignment sample = new Alignment(
                            Memory.NEW, new int[] {5}, new int[] {1}, new int[] {0}, new long[] {1}, 2, 4);
                    float[] values = new float[20];
                    Arrays.fill(values, -2f);
                    CTCLinearFloat32 linear = new CTCLinearFloat32(Memory.NEW, values, sample);
                    sample.at(0);
                    double usual = linear.loss(null);
                    assertFalse(Double.isNaN(linear.loss(new float[20])));
                    values[t * 4 + label] = (float) x;
                    assertEquals(usual, linear.loss(null));
                    assertTrue(Double.isNaN(linear.loss(new float[20])));
                }
            }
        }
    }

    @Test
    void blankAsALabelIsUnusual() {
        assertFalse(Double.isNaN(new Batch(3, new int[] {6}, new int[] {2}, 1, 2).loss()));
        assertUnusual(new Batch(3, new int[] {6}, new int[] {2}, 0, 2));
        assertUnusual(new Batch(3, new int[] {6}, new int[] {2}, 1, 0));
    }

    @Test
    void lossNearZeroIsUnusual() {
        for (double loss : new double[] {0.45, -0.45, 0.55, -0.55}) {
            Batch batch = new Batch(2, new int[] {3}, new int[] {0}).fill(i -> -loss / 3);
            assertEquals(Math.abs(loss) < 0.5, Double.isNaN(batch.loss()), "loss of " + loss);
            assertEquals(Math.abs(loss) < 0.5, Double.isNaN(batch.lossForGradient()), "loss of " + loss);
        }
    }

    @Test
    void sampleWithoutAPathIsUnusual() {
        for (int frames = 1; frames <= 9; frames++) {
            Batch batch = new Batch(3, new int[] {frames}, new int[] {6}, 1, 1, 2, 1, 2, 2).fill(i -> -2);
            assertEquals(frames < 8, Double.isNaN(batch.loss()), frames + " frames");
        }
    }

    /** A cell that lacks digits at the start of the double's range may be the one that all paths go through later. */
    @Test
    void cellsFarBelowTheOthersAreUnusual() {
        for (int frames : new int[] {13, 14, 15, 16, 17}) {
            Batch batch = new Batch(6, new int[] {frames}, new int[] {5}, 1, 2, 3, 4, 5);
            batch.fill(i -> i % 6 == 0 ? 60 : -60);
            assertUnusual(batch);
            Batch first = new Batch(2, new int[] {frames}, new int[] {1}, 1);
            assertUnusual(first.fill(i -> i % 2 == 0 ? -60 : 60)); // only the first cell is low
        }
    }

    @Test
    void cellsFarBelowTheOthersFromTheEndOnAreUnusualForTheGradient() {
        Batch batch = new Batch(6, new int[] {13}, new int[] {5}, 1, 2, 3, 4, 5);
        batch.fill(i -> i < 8 * 6 ? -2 : i % 6 == 0 ? 60 : -60);
        batch.sample.at(0);
        CTCLinearFloat32 linear = batch.linear();
        float[] grad = new float[batch.x.length];
        assertFalse(Double.isNaN(linear.loss(grad)));
        assertFalse(linear.differentiate(grad, 1f));
    }

    private static void assertUnusual(Batch batch) {
        assertTrue(Double.isNaN(batch.loss()));
        assertTrue(Double.isNaN(batch.lossForGradient()));
    }
}
