// Derived from BCEWithLogitsLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;

/**
 * l = w ((1 - y) x + (1 + (p - 1) y) log(1 + e^-x)), dl/dx = w ((1 + (p - 1) y) s(x) - p y), s the sigmoid.
 *
 * <p>log(1 + e^-x) = m + log(e^-m + e^(-x-m)), m = max(-x, 0); of these two powers one is 1. The weights w and p may be
 * null.
 */
public final class BCEWithLogitsLossFloat64 {
    private BCEWithLogitsLossFloat64() {}

    /** Computes the losses. */
    public static void losses(double[] loss, double[] x, double[] y, double[] w, double[] p, int from, int to) {
        LogSigmoidFloat64.exponent(loss, x, from, to);
        Elementary.arrays().tensorExp(loss, from, to);
        for (int i = from; i < to; i++) {
            loss[i] = 1.0 + loss[i];
        }
        Elementary.arrays().tensorLog(loss, from, to); // torch: no log1p
        for (int i = from; i < to; i++) {
            double m = Math.max(-x[i], 0.0);
            double negative = (1.0 - y[i]) * x[i];
            // torch: the sum is grouped in another way when there is a posWeight.
            loss[i] = p == null ? negative + m + loss[i] : negative + ((p[i] - 1.0) * y[i] + 1.0) * (loss[i] + m);
        }
        if (w != null) {
            for (int i = from; i < to; i++) {
                loss[i] *= w[i];
            }
        }
    }

    /** Computes the gradient of x for an incoming 1, not weighted. */
    public static void derivative(double[] d, double[] x, double[] y, double[] p, int from, int to) {
        sigmoid(d, x, from, to);
        if (p == null) {
            for (int i = from; i < to; i++) {
                d[i] = d[i] - y[i];
            }
        } else {
            for (int i = from; i < to; i++) {
                double positive = p[i] * y[i];
                d[i] = (positive + 1.0 - y[i]) * d[i] - positive;
            }
        }
    }

    /** Computes s. */
    private static void sigmoid(double[] s, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            s[i] = -x[i];
        }
        Elementary.arrays().scalarExp(s, from, to);
        for (int i = from; i < to; i++) {
            s[i] = 1.0 / (1.0 + s[i]);
        }
    }

    /** Computes the gradient of y for an incoming 1, not weighted. */
    public static void targetDerivative(double[] d, double[] x, double[] p, int from, int to) {
        if (p == null) {
            for (int i = from; i < to; i++) {
                d[i] = -x[i];
            }
            return;
        }
        sigmoid(d, x, from, to);
        for (int i = from; i < to; i++) {
            // torch: -Infinity once 1 - s rounds to 0.
            d[i] = Elementary.tensorLog(1.0 - d[i]) - p[i] * Elementary.tensorLog(d[i]);
        }
    }

    /** Multiplies a derivative by the incoming gradient, of each or of all, and the weights; divides it by a number. */
    public static void incoming(double[] d, double[] g, double[] w, int count, int from, int to) {
        BlocksFloat64.times(d, g, from, to);
        if (w != null) {
            for (int i = from; i < to; i++) {
                d[i] *= w[i];
            }
        }
        if (count != 1) {
            for (int i = from; i < to; i++) {
                d[i] /= count;
            }
        }
    }
}
