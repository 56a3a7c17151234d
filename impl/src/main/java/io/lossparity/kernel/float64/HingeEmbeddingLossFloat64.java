// Derived from HingeEmbeddingLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/**
 * l = (x if y != -1, otherwise 0) + (max(0, margin - x) if y != 1, otherwise 0).
 *
 * <p>dl/dx = (1 if y != -1, otherwise 0) - (1 if y != 1 and margin - x &gt;= 0, otherwise 0).
 */
public final class HingeEmbeddingLossFloat64 {
    private HingeEmbeddingLossFloat64() {}

    /** Returns the losses. */
    public static double[] losses(double[] x, double[] y, double margin) {
        double[] loss = new double[x.length];
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            double lack = m - x[i] < 0.0 ? 0.0 : m - x[i]; // torch: NaN stays NaN
            loss[i] = (y[i] != 1.0 ? lack : 0.0) + (y[i] != -1.0 ? x[i] : 0.0);
        }
        return loss;
    }

    /** Returns the incoming gradient of each loss, 0 where the target is the one excluded. */
    public static double[] branch(double[] g, double[] y, double excluded, boolean mean) {
        double[] grad = new double[y.length];
        int step = g.length == 1 ? 0 : 1;
        double divisor = mean ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] != excluded ? g[i * step] / divisor : 0.0;
        }
        return grad;
    }

    /** Returns the gradient of x, given those of both branches. */
    public static double[] gradient(double[] distant, double[] near, double[] x, double margin) {
        double[] grad = new double[x.length];
        double m = margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the 0 beyond the margin is a factor, which makes infinities NaN.
            grad[i] = -(distant[i] * (m - x[i] >= 0.0 ? 1.0 : 0.0)) + near[i];
        }
        return grad;
    }
}
