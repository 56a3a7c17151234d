// Derived from MarginRankingLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** z = -y d + margin, d = x1 - x2, l = max(0, z), dl/dd = -y if z &gt;= 0, otherwise 0. */
public final class MarginRankingLossFloat64 {
    private MarginRankingLossFloat64() {}

    /** Returns the losses. */
    public static double[] losses(double[] d, double[] y, double margin) {
        double[] loss = new double[d.length];
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            double z = -y[i] * d[i] + m;
            loss[i] = z < 0.0 ? 0.0 : z; // torch: NaN stays NaN
        }
        return loss;
    }

    /** Returns the incoming gradient of each loss, 0 where the loss is cut off. */
    public static double[] active(double[] g, double[] d, double[] y, double margin, boolean mean) {
        double[] grad = new double[d.length];
        double m = margin;
        int step = g.length == 1 ? 0 : 1;
        double divisor = mean ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i * step] / divisor * (-y[i] * d[i] + m >= 0.0 ? 1.0 : 0.0);
        }
        return grad;
    }
}
