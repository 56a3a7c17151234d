// Derived from CTCLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.Alignment;
import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;
import java.util.Arrays;

/**
 * alpha[t, s] = log(sum of e^alpha[t-1, r], r = s, s-1, and s-2 if l[s-2] != l[s]) + x[t, l[s]], beta from the end.
 *
 * <p>loss = -log(e^alpha[T, last] + e^alpha[T, last-1]);
 * dloss/dx[t, c] = e^x[t, c] - (sum of e^(alpha[t, s] + beta[t, s]) where l[s] = c) e^(loss - x[t, c]).
 */
public final class CTCLossFloat64 {
    private final double[] x;
    private final Alignment sample;
    private final double[] alpha;
    private final double[] paths;
    private final double[] powers;
    private final CTCLinearFloat64 linear;
    private double[] beta;
    private double[] next;

    private CTCLossFloat64(Memory memory, double[] x, Alignment sample) {
        this.x = x;
        this.sample = sample;
        alpha = memory.float64(sample.largest());
        beta = memory.float64(sample.widest());
        next = memory.float64(sample.widest());
        paths = memory.float64(sample.classes());
        powers = memory.float64(sample.classes());
        linear = Elementary.FAST ? new CTCLinearFloat64(memory, x, sample) : null;
    }

    /**
     * Computes the loss of each sample, divided by its length for the mean, and the gradient of x.
     *
     * @param loss where the losses go; null if they are not wanted
     * @param grad where the gradient goes, zeros; null if it is not wanted
     * @param g the gradient of each loss, or of all
     */
    public static void run(
            Memory memory,
            double[] loss,
            double[] grad,
            double[] g,
            double[] x,
            Alignment sample,
            boolean zeroInfinity,
            boolean mean) {
        int parts = memory.parts(x.length);
        CTCLossFloat64[] paths = new CTCLossFloat64[parts];
        for (int part = 0; part < parts; part++) {
            paths[part] = new CTCLossFloat64(memory, x, sample.copy(memory));
        }
        memory.run(parts, part -> {
            int end = Memory.begin(sample.count(), part + 1, parts);
            for (int b = Memory.begin(sample.count(), part, parts); b < end; b++) {
                paths[part].run(loss, grad, g, b, zeroInfinity, mean);
            }
        });
    }

    private void run(double[] loss, double[] grad, double[] g, int b, boolean zeroInfinity, boolean mean) {
        sample.at(b);
        double divisor = mean ? sample.divisor() : 1.0;
        if (linear != null && withoutLogarithms(loss, grad, g, b, divisor)) {
            return;
        }
        forward();
        double nll = -logLikelihood();
        boolean zero = zeroInfinity && nll == Double.POSITIVE_INFINITY;
        if (loss != null) {
            loss[b] = (zero ? 0.0 : nll) / divisor;
        }
        if (grad != null && !zero) {
            collect(grad);
            differentiate(grad, nll, g[g.length == 1 ? 0 : b] / divisor);
        }
    }

    /** Computes a usual sample; returns whether it is one. */
    private boolean withoutLogarithms(double[] loss, double[] grad, double[] g, int b, double divisor) {
        double nll = linear.loss(grad);
        boolean usual =
                !Double.isNaN(nll) && (grad == null || linear.differentiate(grad, g[g.length == 1 ? 0 : b] / divisor));
        for (int t = 0; grad != null && !usual && t < sample.frames(); t++) {
            Arrays.fill(grad, sample.begin(t), sample.begin(t) + sample.classes(), 0.0);
        }
        if (loss != null && usual) {
            loss[b] = nll / divisor;
        }
        return usual;
    }

    /** Computes, frame by frame, the log-probability of all paths that end in each extended label. */
    private void forward() {
        int width = sample.width();
        for (int s = 0; s < width; s++) {
            alpha[s] = s < 2 ? x[sample.position(0, s)] : Double.NEGATIVE_INFINITY;
        }
        for (int t = 1; t < sample.frames(); t++) {
            int before = (t - 1) * width;
            for (int s = 0; s < width; s++) {
                double one = s > 0 ? alpha[before + s - 1] : Double.NEGATIVE_INFINITY;
                double two = sample.skips(s) ? alpha[before + s - 2] : Double.NEGATIVE_INFINITY;
                alpha[t * width + s] = logSum(alpha[before + s], one, two) + x[sample.position(t, s)];
            }
        }
    }

    private double logLikelihood() {
        int end = sample.frames() * sample.width();
        double last = alpha[end - 1];
        return sample.width() == 1 ? last : logSum(last, alpha[end - 2]);
    }

    private static double logSum(double a, double b) {
        double larger = a < b ? b : a;
        double shift = larger == Double.NEGATIVE_INFINITY ? 0.0 : larger;
        return Elementary.scalarLog(Elementary.scalarExp(a - shift) + Elementary.scalarExp(b - shift)) + shift;
    }

    private static double logSum(double a, double b, double c) {
        double largest = b > a ? b : a;
        largest = c > largest ? c : largest;
        double shift = largest == Double.NEGATIVE_INFINITY ? 0.0 : largest;
        double sum = Elementary.scalarExp(a - shift) + Elementary.scalarExp(b - shift) + Elementary.scalarExp(c - shift);
        return Elementary.scalarLog(sum) + shift;
    }

    /** Replaces what {@link #collect} wrote by the gradient, given the loss and the gradient of that. */
    private void differentiate(double[] grad, double nll, double incoming) {
        int classes = sample.classes();
        for (int t = 0; t < sample.frames(); t++) {
            int from = sample.begin(t);
            System.arraycopy(x, from, powers, 0, classes);
            System.arraycopy(grad, from, paths, 0, classes);
            for (int c = 0; c < classes; c++) {
                paths[c] = paths[c] + nll - powers[c];
            }
            Elementary.arrays().scalarExp(powers, 0, classes);
            Elementary.arrays().scalarExp(paths, 0, classes);
            for (int c = 0; c < classes; c++) {
                grad[from + c] = (powers[c] - paths[c]) * incoming;
            }
        }
    }

    /** Writes, for each frame and class, the log-probability of all paths through it, which counts it twice. */
    private void collect(double[] collected) {
        int width = sample.width();
        int last = sample.frames() - 1;
        for (int t = last; t >= 0; t--) {
            int from = sample.begin(t);
            Arrays.fill(collected, from, from + sample.classes(), Double.NEGATIVE_INFINITY);
            backward(t);
            for (int s = width - 1; s >= 0; s--) {
                int position = sample.position(t, s);
                double both = alpha[t * width + s] + beta[s];
                if (t == last) {
                    // torch: the last label overwrites, even if it is the blank.
                    collected[position] = s >= width - 2 ? both : collected[position];
                } else if (collected[position] == Double.NEGATIVE_INFINITY) {
                    collected[position] = both;
                } else {
                    collected[position] = logSum(collected[position], both);
                }
            }
        }
    }

    /** Computes, for one frame, the log-probability of all paths that begin in each extended label. */
    private void backward(int t) {
        double[] behind = beta;
        beta = next;
        next = behind;
        int width = sample.width();
        boolean last = t == sample.frames() - 1;
        for (int s = 0; s < width; s++) {
            if (last) {
                boolean ends = s >= width - 2;
                beta[s] = ends ? x[sample.position(t, s)] : Double.NEGATIVE_INFINITY;
            } else {
                double one = s + 1 < width ? next[s + 1] : Double.NEGATIVE_INFINITY;
                double two = sample.skips(s + 2) ? next[s + 2] : Double.NEGATIVE_INFINITY;
                beta[s] = logSum(next[s], one, two) + x[sample.position(t, s)];
            }
        }
    }
}
