// Derived from NLLLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.ClassTargets;

/**
 * l = -w[y] x[y], 0 where y is ignored, W = sum of w[y]; dl/dx[c] = -w[y] if c = y, otherwise 0.
 *
 * <p>The weights w may be null.
 */
public final class NLLLossFloat64 {
    private NLLLossFloat64() {}

    /** Computes the losses. */
    public static void losses(double[] loss, double[] x, double[] w, ClassTargets y) {
        for (int i = 0; i < loss.length; i++) {
            if (y.counts(i)) {
                loss[i] = -x[y.position(i)] * weightOf(y.label(i), w);
            }
        }
    }

    /** Computes the sum of the losses, or that divided by the sum of the weights; {@code empty} says if the input is. */
    public static void total(double[] total, double[] x, double[] w, ClassTargets y, boolean empty, boolean mean) {
        double sum = 0.0; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < y.count(); i++) {
            if (y.counts(i)) {
                sum -= x[y.position(i)] * weightOf(y.label(i), w);
            }
        }
        double weightSum = weightSum(w, y);
        // torch: a weight sum of 0 does not divide, except for an empty input.
        boolean divides = mean && (weightSum != 0.0 || empty);
        total[0] = divides ? sum / weightSum : sum;
    }

    private static double weightOf(int label, double[] w) {
        return w == null ? 1.0 : w[label];
    }

    private static double weightSum(double[] w, ClassTargets y) {
        double sum = 0.0;
        for (int i = 0; i < y.count(); i++) {
            if (y.counts(i)) {
                sum += weightOf(y.label(i), w);
            }
        }
        return sum;
    }

    /**
     * Computes the gradient of x.
     *
     * @param plane whether x has no axes behind the classes
     * @param each whether the losses are not reduced
     */
    public static void gradient(
            double[] grad, double[] g, double[] w, ClassTargets y, boolean plane, boolean each, boolean mean) {
        double weightSum = weightSum(w, y);
        if (!each && weightSum <= 0.0) {
            return; // torch: sum too, and negative weights too
        }
        double divisor = mean ? weightSum : 1.0;
        for (int i = 0; i < y.count(); i++) {
            if (y.counts(i)) {
                double own = -weightOf(y.label(i), w);
                double incoming = g[each ? i : 0];
                // torch: 2-D input divides after, N-D input before it multiplies by the incoming gradient.
                grad[y.position(i)] = plane ? own * incoming / divisor : own / divisor * incoming;
            }
        }
    }
}
