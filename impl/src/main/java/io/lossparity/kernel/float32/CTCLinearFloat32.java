package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.Alignment;
import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;
import java.util.Arrays;

/**
 * a[t, s] = (a[t-1, s] + a[t-1, s-1] + a[t-1, s-2] if l[s-2] != l[s]) e^x[t, l[s]], b from the end: CTC without logarithms.
 *
 * <p>loss = -log(a[T, last] + a[T, last-1]); dloss/dx[t, c] = e^x[t, c] - (sum of a[t, s] b[t, s] where l[s] = c) / (sum of
 * all a[t, s] b[t, s]), b without its own e^x. Rows are scaled by powers of two, every {@value #SCALED} frames.
 *
 * <p>For the fast arithmetic, and for usual samples only: what might underflow, overflow or be no number is left to {@link
 * CTCLossFloat32}, and so is a label that is the blank.
 */
final class CTCLinearFloat32 {
    private static final int SCALED = 4; // (1e-30)^4 times the lowest cell is a normal number, (1e30)^4 is finite
    private static final double LOWEST_POWER = 1e-30;
    private static final double HIGHEST_POWER = 1e30;
    private static final double LOWEST_CELL = 1e-170;
    private static final double LOWEST_LOSS = 0.5;

    private final float[] x;
    private final Alignment sample;
    private final double[] powers;
    private final double[] cells;
    private final double[] skips;
    private final double[] row;
    private final double[] one;
    private final double[] two;
    private final double[] power;

    CTCLinearFloat32(Memory memory, float[] x, Alignment sample) {
        this.x = x;
        this.sample = sample;
        powers = memory.float64(sample.largest());
        cells = memory.float64(sample.largest());
        skips = memory.float64(sample.widest());
        row = memory.float64(sample.widest());
        one = memory.float64(sample.widest());
        two = memory.float64(sample.widest());
        power = memory.float64(sample.widest());
    }

    /** Computes the loss of the sample, NaN if it is not a usual one, and prepares for the gradient where that is wanted. */
    double loss(float[] grad) {
        if (!sample.blanksAreNoLabels() || !readPowers(grad)) {
            return Double.NaN;
        }
        int width = sample.width();
        for (int s = 0; s < width; s++) {
            skips[s] = sample.skips(s) ? 1.0 : 0.0;
        }
        long exponent = 0;
        Arrays.fill(row, 0, width, 0.0);
        for (int t = 0; t < sample.frames(); t++) {
            System.arraycopy(powers, t * width, power, 0, width);
            forward(t, width);
            if (t % SCALED == 0) {
                int own = scale(width);
                if (own == Integer.MIN_VALUE) {
                    return Double.NaN;
                }
                exponent += own;
            }
            System.arraycopy(row, 0, cells, t * width, width);
        }
        double likelihood = row[width - 1] + (width > 1 ? row[width - 2] : 0.0);
        if (!(likelihood > LOWEST_CELL)) {
            return Double.NaN;
        }
        double loss = -(Elementary.scalarLog(likelihood) + exponent * Math.log(2));
        return Math.abs(loss) < LOWEST_LOSS ? Double.NaN : loss; // a likelihood near 1 lacks bits of its logarithm
    }

    /** Reads the powers of the labels; returns whether all of them are usual, and those of all classes for a gradient. */
    private boolean readPowers(float[] grad) {
        int width = sample.width();
        for (int t = 0; t < sample.frames(); t++) {
            int from = sample.begin(t);
            if (grad != null && !readClasses(grad, from)) {
                return false;
            }
            float[] source = grad == null ? x : grad;
            for (int s = 0; s < width; s++) {
                powers[t * width + s] = source[sample.position(t, s)];
            }
        }
        int count = sample.frames() * width;
        if (grad == null) {
            Elementary.arrays().scalarExp(powers, 0, count);
        }
        for (int i = 0; i < count; i++) {
            if (!(powers[i] > LOWEST_POWER && powers[i] < HIGHEST_POWER)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the powers of all classes of a frame to the gradient; returns whether they are positive and finite. */
    private boolean readClasses(float[] grad, int from) {
        int to = from + sample.classes();
        System.arraycopy(x, from, grad, from, sample.classes());
        Elementary.arrays().scalarExp(grad, from, to);
        for (int i = from; i < to; i++) {
            if (!(grad[i] > 0f && grad[i] <= Float.MAX_VALUE)) {
                return false;
            }
        }
        return true;
    }

    /** Replaces the row by that of a frame; cells that no path from the start or to the end leads through are 0. */
    private void forward(int t, int width) {
        if (t == 0) {
            row[0] = power[0];
            if (width > 1) {
                row[1] = power[1];
            }
        } else {
            one[0] = 0.0;
            System.arraycopy(row, 0, one, 1, width - 1);
            if (width > 1) {
                System.arraycopy(row, 0, two, 2, width - 2); // nothing skips to the first two
            }
            for (int s = 0; s < width; s++) {
                row[s] = (row[s] + one[s] + two[s] * skips[s]) * power[s];
            }
        }
        Arrays.fill(row, 0, Math.max(0, width - 2 * (sample.frames() - t)), 0.0);
    }

    /** Scales the row, and returns the power of two that it was divided by; the least integer if a cell is too small. */
    private int scale(int width) {
        double sum = Elementary.arrays().sum(0.0, row, 0, width);
        int exponent = Math.getExponent(sum);
        double factor = Math.scalb(1.0, -exponent);
        for (int s = 0; s < width; s++) {
            row[s] *= factor;
        }
        for (int s = 0; s < width; s++) {
            if (row[s] < LOWEST_CELL && row[s] > 0.0) {
                return Integer.MIN_VALUE;
            }
        }
        return exponent;
    }

    /** Replaces the powers in the gradient by the gradient; returns whether the sample is still a usual one. */
    boolean differentiate(float[] grad, float incoming) {
        int width = sample.width();
        row[width - 1] = 1.0; // the row of the last frame is 0 before the last two
        if (width > 1) {
            row[width - 2] = 1.0;
        }
        for (int t = sample.frames() - 1; t >= 0; t--) {
            if (t < sample.frames() - 1) {
                System.arraycopy(powers, (t + 1) * width, power, 0, width);
                backward(t, width);
            }
            if (t % SCALED == 0 && scale(width) == Integer.MIN_VALUE) {
                return false;
            }
            subtract(grad, t, width);
            int from = sample.begin(t);
            for (int i = from; i < from + sample.classes(); i++) {
                grad[i] *= incoming;
            }
        }
        return true;
    }

    /** Replaces the row behind by that of a frame, whose own power it lacks. */
    private void backward(int t, int width) {
        for (int s = 0; s < width; s++) {
            row[s] *= power[s];
        }
        for (int s = 2; s < width; s++) {
            power[s] = row[s] * skips[s];
        }
        System.arraycopy(row, 1, one, 0, width - 1);
        one[width - 1] = 0.0;
        if (width > 1) {
            System.arraycopy(power, 2, two, 0, width - 2);
            two[width - 2] = 0.0;
        }
        two[width - 1] = 0.0;
        for (int s = 0; s < width; s++) {
            row[s] += one[s] + two[s];
        }
        int end = Math.min(width, 2 * t + 2);
        Arrays.fill(row, end, width, 0.0); // where no path from the start leads
    }

    /** Subtracts the share that the paths through each label have of all paths. */
    private void subtract(float[] grad, int t, int width) {
        System.arraycopy(cells, t * width, one, 0, width);
        double blank = one[width - 1] * row[width - 1];
        double labels = 0.0;
        for (int s = 1; s < width; s += 2) {
            one[s] *= row[s];
            labels += one[s];
            blank += one[s - 1] * row[s - 1];
        }
        double share = 1.0 / (blank + labels);
        int position = sample.position(t, 0);
        grad[position] = (float) (grad[position] - blank * share);
        for (int s = 1; s < width; s += 2) {
            position = sample.position(t, s);
            grad[position] = (float) (grad[position] - one[s] * share);
        }
    }
}
