// Derived from MarginRankingLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** z = -y d + margin, d = x1 - x2, l = max(0, z), dl/dd = -y if z &gt;= 0, otherwise 0. */
public final class MarginRankingLossFloat64 {
    private MarginRankingLossFloat64() {}

    /** Computes l. */
    public static void losses(double[] loss, double[] x1, double[] x2, double[] y, double margin, int from, int to) {
        double m = margin;
        for (int i = from; i < to; i++) {
            loss[i] = Math.max(-y[i] * (x1[i] - x2[i]) + m, 0.0); // torch: NaN stays NaN
        }
        for (int i = from; isMinusZero(m) && i < to; i++) {
            double z = -y[i] * (x1[i] - x2[i]) + m;
            loss[i] = z == 0.0 ? z : loss[i]; // torch: -0 stays -0; no other margin has it
        }
    }

    private static boolean isMinusZero(double m) {
        return m == 0.0 && 1.0 / m < 0.0;
    }

    /** Computes the incoming gradient of each loss, 0 where the loss is cut off; g is each one's or all's. */
    public static void active(
            double[] grad, double[] g, double[] x1, double[] x2, double[] y, double margin, int from, int to) {
        double m = margin;
        for (int i = from; i < to; i++) {
            grad[i] = -y[i] * (x1[i] - x2[i]) + m; // torch: the gradient passes at the kink
        }
        SelectFloat64.step(grad, from, to);
        BlocksFloat64.times(grad, g, from, to); // torch: the 0 is a factor, which makes infinities NaN
    }

    /** Computes the gradient of d; g is that of each loss, or of all. */
    public static void gradient(
            double[] grad, double[] g, double[] x1, double[] x2, double[] y, double margin, int from, int to) {
        active(grad, g, x1, x2, y, margin, from, to);
        for (int i = from; i < to; i++) {
            grad[i] = -(grad[i] * y[i]);
        }
    }
}
