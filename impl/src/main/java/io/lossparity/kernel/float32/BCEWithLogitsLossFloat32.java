package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/**
 * l = w ((1 - y) x + (1 + (p - 1) y) log(1 + e^-x)), dl/dx = w ((1 + (p - 1) y) s(x) - p y), s the sigmoid.
 *
 * <p>log(1 + e^-x) = m + log(e^-m + e^(-x-m)), m = max(-x, 0); of these two powers one is 1. The weights w and p may be
 * null.
 */
public final class BCEWithLogitsLossFloat32 {
    private BCEWithLogitsLossFloat32() {}

    /** Computes the losses. */
    public static void losses(float[] loss, float[] x, float[] y, float[] w, float[] p, int from, int to) {
        LogSigmoidFloat32.exponent(loss, x, from, to);
        Elementary.arrays().tensorExp(loss, from, to);
        for (int i = from; i < to; i++) {
            loss[i] = 1f + loss[i];
        }
        Elementary.arrays().tensorLog(loss, from, to); // torch: no log1p
        for (int i = from; i < to; i++) {
            float m = Math.max(-x[i], 0f);
            float negative = (1f - y[i]) * x[i];
            // torch: the sum is grouped in another way when there is a posWeight.
            loss[i] = p == null ? negative + m + loss[i] : negative + ((p[i] - 1f) * y[i] + 1f) * (loss[i] + m);
        }
        if (w != null) {
            for (int i = from; i < to; i++) {
                loss[i] *= w[i];
            }
        }
    }

    /** Computes the gradient of x for an incoming 1, not weighted. */
    public static void derivative(float[] d, float[] x, float[] y, float[] p, int from, int to) {
        sigmoid(d, x, from, to);
        if (p == null) {
            for (int i = from; i < to; i++) {
                d[i] = d[i] - y[i];
            }
        } else {
            for (int i = from; i < to; i++) {
                float positive = p[i] * y[i];
                d[i] = (positive + 1f - y[i]) * d[i] - positive;
            }
        }
    }

    /** Computes s. */
    private static void sigmoid(float[] s, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            s[i] = -x[i];
        }
        Elementary.arrays().scalarExp(s, from, to);
        for (int i = from; i < to; i++) {
            s[i] = 1f / (1f + s[i]);
        }
    }

    /** Computes the gradient of y for an incoming 1, not weighted. */
    public static void targetDerivative(float[] d, float[] x, float[] p, int from, int to) {
        if (p == null) {
            for (int i = from; i < to; i++) {
                d[i] = -x[i];
            }
            return;
        }
        sigmoid(d, x, from, to);
        for (int i = from; i < to; i++) {
            // torch: -Infinity once 1 - s rounds to 0.
            d[i] = Elementary.tensorLog(1f - d[i]) - p[i] * Elementary.tensorLog(d[i]);
        }
    }

    /** Multiplies a derivative by the incoming gradient, of each or of all, and the weights; divides it by a number. */
    public static void incoming(float[] d, float[] g, float[] w, int count, int from, int to) {
        BlocksFloat32.times(d, g, from, to);
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
