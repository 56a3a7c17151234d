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

    /** Returns the losses. */
    public static double[] losses(double[] x, double[] y) {
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = y[i] > 0.0 ? y[i] * (Elementary.tensorLog(y[i]) - x[i]) : 0.0;
        }
        return loss;
    }

    /** Returns the gradient of x. */
    public static double[] gradient(double[] g, double[] y, boolean mean) {
        double[] grad = new double[y.length];
        int step = g.length == 1 ? 0 : 1;
        double divisor = mean ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] > 0.0 ? -y[i] * g[i * step] / divisor : 0.0;
        }
        return grad;
    }

    /** Returns the gradient of y. */
    public static double[] targetGradient(double[] g, double[] x, double[] y, boolean mean) {
        double[] grad = new double[y.length];
        int step = g.length == 1 ? 0 : 1;
        double divisor = mean ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] == 0.0 ? 0.0 : g[i * step] * (Elementary.tensorLog(y[i]) + 1.0 - x[i]) / divisor;
        }
        return grad;
    }
}
