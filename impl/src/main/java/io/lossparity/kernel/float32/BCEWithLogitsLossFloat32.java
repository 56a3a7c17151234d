package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/**
 * l = w ((1 - y) x + (1 + (p - 1) y) log(1 + e^-x)), dl/dx = w ((1 + (p - 1) y) s(x) - p y), s the sigmoid.
 *
 * <p>log(1 + e^-x) = m + log(e^-m + e^(-x-m)), m = max(-x, 0). The weights w and p may be null.
 */
public final class BCEWithLogitsLossFloat32 {
    private BCEWithLogitsLossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] y, float[] w, float[] p) {
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            float m = Math.max(-x[i], 0f);
            float log =
                    Elementary.tensorLog(Elementary.tensorExp(-m) + Elementary.tensorExp(-x[i] - m)); // torch: no log1p
            float negative = (1f - y[i]) * x[i];
            // torch: the sum is grouped in another way when there is a posWeight.
            loss[i] = p == null ? negative + m + log : negative + ((p[i] - 1f) * y[i] + 1f) * (log + m);
            if (w != null) {
                loss[i] *= w[i];
            }
        }
        return loss;
    }

    /** Returns the gradient of x for an incoming 1, not weighted. */
    public static float[] gradient(float[] x, float[] y, float[] p) {
        float[] grad = new float[x.length];
        for (int i = 0; i < grad.length; i++) {
            float s = Elementary.sigmoid(x[i]);
            if (p == null) {
                grad[i] = s - y[i];
            } else {
                float positive = p[i] * y[i];
                grad[i] = (positive + 1f - y[i]) * s - positive;
            }
        }
        return grad;
    }

    /** Returns the gradient of y for an incoming 1, not weighted. */
    public static float[] targetGradient(float[] x, float[] p) {
        float[] grad = new float[x.length];
        for (int i = 0; i < grad.length; i++) {
            if (p == null) {
                grad[i] = -x[i];
            } else {
                float s = Elementary.sigmoid(x[i]);
                // torch: -Infinity once 1 - s rounds to 0.
                grad[i] = Elementary.tensorLog(1f - s) - p[i] * Elementary.tensorLog(s);
            }
        }
        return grad;
    }

    /** Returns the derivative times the incoming gradient and the weights, divided by their number for the mean. */
    public static float[] incoming(float[] g, float[] derivative, float[] w, boolean mean) {
        float[] grad = new float[derivative.length];
        int step = g.length == 1 ? 0 : 1;
        float divisor = mean ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            float own = derivative[i] * g[i * step];
            grad[i] = (w == null ? own : own * w[i]) / divisor;
        }
        return grad;
    }
}
