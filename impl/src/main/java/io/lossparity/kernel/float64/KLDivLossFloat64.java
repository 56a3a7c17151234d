// Derived from KLDivLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;

/**
 * l = y (log y - x) if y &gt; 0, otherwise 0.
 *
 * <p>dl/dx = -y if y &gt; 0, otherwise 0; dl/dy = log y + 1 - x, 0 at y = 0.
 */
public final class KLDivLossFloat64 {
    private KLDivLossFloat64() {}

    /** Computes l. */
    public static void losses(double[] loss, double[] x, double[] y, int from, int to) {
        System.arraycopy(y, from, loss, from, to - from);
        Elementary.arrays().tensorLog(loss, from, to);
        for (int i = from; i < to; i++) {
            loss[i] = y[i] > 0.0 ? y[i] * (loss[i] - x[i]) : 0.0;
        }
    }

    /** Computes the gradient of x; g is that of each loss, or of all. */
    public static void gradient(double[] grad, double[] g, double[] y, int count, int from, int to) {
        boolean single = g.length == 1;
        double all = g[0];
        for (int i = from; i < to; i++) {
            grad[i] = y[i] > 0.0 ? -y[i] * (single ? all : g[i]) / count : 0.0;
        }
    }

    /** Computes the gradient of y; g is that of each loss, or of all. */
    public static void targetGradient(double[] grad, double[] g, double[] x, double[] y, int count, int from, int to) {
        System.arraycopy(y, from, grad, from, to - from);
        Elementary.arrays().tensorLog(grad, from, to);
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            grad[i] = y[i] == 0.0 ? 0.0 : g[i * step] * (grad[i] + 1.0 - x[i]) / count;
        }
    }
}
