// Derived from HingeEmbeddingLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Select;

/**
 * l = (x if y != -1, otherwise 0) + (max(0, margin - x) if y != 1, otherwise 0).
 *
 * <p>dl/dx = (1 if y != -1, otherwise 0) - (1 if y != 1 and margin - x &gt;= 0, otherwise 0).
 */
public final class HingeEmbeddingLossFloat64 {
    private HingeEmbeddingLossFloat64() {}

    /** Computes l. */
    public static void losses(double[] loss, double[] x, double[] y, double margin, int from, int to) {
        double m = margin;
        for (int i = from; i < to; i++) {
            double lack = Math.max(m - x[i], 0.0); // torch: NaN stays NaN
            loss[i] = Select.unequal(y[i], 1.0, lack) + Select.unequal(y[i], -1.0, x[i]);
        }
    }

    /** Computes the incoming gradient of each loss, 0 where the target is the one excluded; g is each one's or all's. */
    public static void branch(double[] grad, double[] g, double[] y, double excluded, int from, int to) {
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            grad[i] = Select.unequal(y[i], excluded, g[i * step]);
        }
    }

    /** Computes the gradient of x, given those of both branches. */
    public static void gradient(
            double[] grad, double[] distant, double[] near, double[] x, double margin, int from, int to) {
        double m = margin;
        for (int i = from; i < to; i++) {
            grad[i] = m - x[i];
        }
        SelectFloat64.step(grad, from, to);
        for (int i = from; i < to; i++) {
            // torch: the 0 beyond the margin is a factor, which makes infinities NaN.
            grad[i] = -(distant[i] * grad[i]) + near[i];
        }
    }
}
