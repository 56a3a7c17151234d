// Derived from BCEWithLogitsLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;

/**
 * l = w ((1 - y) x + (1 + (p - 1) y) log(1 + e^-x)), dl/dx = w ((1 + (p - 1) y) s(x) - p y), s the sigmoid.
 *
 * <p>log(1 + e^-x) = m + log(e^-m + e^(-x-m)), m = max(-x, 0). The weights w and p may be null.
 */
public final class BCEWithLogitsLossFloat64 {
    private BCEWithLogitsLossFloat64() {}

    /** Returns the losses. */
    public static double[] losses(double[] x, double[] y, double[] w, double[] p) {
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            double m = Math.max(-x[i], 0.0);
            double log =
                    Elementary.tensorLog(Elementary.tensorExp(-m) + Elementary.tensorExp(-x[i] - m)); // torch: no log1p
            double negative = (1.0 - y[i]) * x[i];
            // torch: the sum is grouped in another way when there is a posWeight.
            loss[i] = p == null ? negative + m + log : negative + ((p[i] - 1.0) * y[i] + 1.0) * (log + m);
            if (w != null) {
                loss[i] *= w[i];
            }
        }
        return loss;
    }

    /** Returns the gradient of x for an incoming 1, not weighted. */
    public static double[] gradient(double[] x, double[] y, double[] p) {
        double[] grad = new double[x.length];
        for (int i = 0; i < grad.length; i++) {
            double s = Elementary.sigmoid(x[i]);
            if (p == null) {
                grad[i] = s - y[i];
            } else {
                double positive = p[i] * y[i];
                grad[i] = (positive + 1.0 - y[i]) * s - positive;
            }
        }
        return grad;
    }

    /** Returns the gradient of y for an incoming 1, not weighted. */
    public static double[] targetGradient(double[] x, double[] p) {
        double[] grad = new double[x.length];
        for (int i = 0; i < grad.length; i++) {
            if (p == null) {
                grad[i] = -x[i];
            } else {
                double s = Elementary.sigmoid(x[i]);
                // torch: -Infinity once 1 - s rounds to 0.
                grad[i] = Elementary.tensorLog(1.0 - s) - p[i] * Elementary.tensorLog(s);
            }
        }
        return grad;
    }

    /** Returns the derivative times the incoming gradient and the weights, divided by their number for the mean. */
    public static double[] incoming(double[] g, double[] derivative, double[] w, boolean mean) {
        double[] grad = new double[derivative.length];
        int step = g.length == 1 ? 0 : 1;
        double divisor = mean ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            double own = derivative[i] * g[i * step];
            grad[i] = (w == null ? own : own * w[i]) / divisor;
        }
        return grad;
    }
}
