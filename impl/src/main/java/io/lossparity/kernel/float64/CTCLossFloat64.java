// Derived from CTCLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.Alignment;
import io.lossparity.math.Elementary;
import java.util.Arrays;

/**
 * alpha[t, s] = log(sum of e^alpha[t-1, r], r = s, s-1, and s-2 if l[s-2] != l[s]) + x[t, l[s]], beta from the end.
 *
 * <p>loss = -log(e^alpha[T, last] + e^alpha[T, last-1]);
 * dloss/dx[t, c] = e^x[t, c] - (sum of e^(alpha[t, s] + beta[t, s]) where l[s] = c) e^(loss - x[t, c]).
 */
public final class CTCLossFloat64 {
    private CTCLossFloat64() {}

    /**
     * Computes the loss of each sample, divided by its length for the mean, and the gradient of x.
     *
     * @param loss where the losses go; null if they are not wanted
     * @param grad where the gradient goes, zeros; null if it is not wanted
     * @param g the gradient of each loss, or of all
     */
    public static void run(
            double[] loss,
            double[] grad,
            double[] g,
            double[] x,
            Alignment[] samples,
            int classes,
            boolean zeroInfinity,
            boolean mean) {
        for (int b = 0; b < samples.length; b++) {
            Alignment sample = samples[b];
            double[] alpha = alpha(x, sample);
            double nll = -logLikelihood(alpha, sample);
            double divisor = mean ? sample.divisor() : 1.0;
            boolean zero = zeroInfinity && nll == Double.POSITIVE_INFINITY;
            if (loss != null) {
                loss[b] = (zero ? 0.0 : nll) / divisor;
            }
            if (grad != null && !zero) {
                collect(grad, x, alpha, sample, classes);
                differentiate(grad, x, sample, classes, nll, g[g.length == 1 ? 0 : b] / divisor);
            }
        }
    }

    /** Returns, frame by frame, the log-probability of all paths that end in each extended label. */
    private static double[] alpha(double[] x, Alignment sample) {
        int width = sample.width();
        double[] alpha = new double[sample.frames() * width];
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
        return alpha;
    }

    private static double logLikelihood(double[] alpha, Alignment sample) {
        double last = alpha[alpha.length - 1];
        return sample.width() == 1 ? last : logSum(last, alpha[alpha.length - 2]);
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
    private static void differentiate(
            double[] grad, double[] x, Alignment sample, int classes, double nll, double incoming) {
        double[] paths = new double[classes];
        double[] powers = new double[classes];
        for (int t = 0; t < sample.frames(); t++) {
            int from = t * sample.stride() + sample.offset();
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
    private static void collect(double[] collected, double[] x, double[] alpha, Alignment sample, int classes) {
        int width = sample.width();
        int last = sample.frames() - 1;
        double[] beta = new double[width];
        for (int t = last; t >= 0; t--) {
            int from = t * sample.stride() + sample.offset();
            Arrays.fill(collected, from, from + classes, Double.NEGATIVE_INFINITY);
            beta = t == last ? lastBeta(x, sample) : beta(beta, x, sample, t);
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

    private static double[] lastBeta(double[] x, Alignment sample) {
        double[] beta = new double[sample.width()];
        for (int s = 0; s < beta.length; s++) {
            boolean ends = s >= beta.length - 2;
            beta[s] = ends ? x[sample.position(sample.frames() - 1, s)] : Double.NEGATIVE_INFINITY;
        }
        return beta;
    }

    /** Returns, for one frame, the log-probability of all paths that begin in each extended label. */
    private static double[] beta(double[] next, double[] x, Alignment sample, int t) {
        double[] beta = new double[next.length];
        for (int s = 0; s < beta.length; s++) {
            double one = s + 1 < beta.length ? next[s + 1] : Double.NEGATIVE_INFINITY;
            double two = sample.skips(s + 2) ? next[s + 2] : Double.NEGATIVE_INFINITY;
            beta[s] = logSum(next[s], one, two) + x[sample.position(t, s)];
        }
        return beta;
    }
}
