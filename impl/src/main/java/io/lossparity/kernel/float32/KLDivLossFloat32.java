package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/**
 * l = y (log y - x) if y &gt; 0, otherwise 0.
 *
 * <p>dl/dx = -y if y &gt; 0, otherwise 0; dl/dy = log y + 1 - x, 0 at y = 0.
 */
public final class KLDivLossFloat32 {
    private KLDivLossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] y) {
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = y[i] > 0f ? y[i] * (Elementary.tensorLog(y[i]) - x[i]) : 0f;
        }
        return loss;
    }

    /** Returns the gradient of x. */
    public static float[] gradient(float[] g, float[] y, boolean mean) {
        float[] grad = new float[y.length];
        int step = g.length == 1 ? 0 : 1;
        float divisor = mean ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] > 0f ? -y[i] * g[i * step] / divisor : 0f;
        }
        return grad;
    }

    /** Returns the gradient of y. */
    public static float[] targetGradient(float[] g, float[] x, float[] y, boolean mean) {
        float[] grad = new float[y.length];
        int step = g.length == 1 ? 0 : 1;
        float divisor = mean ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] == 0f ? 0f : g[i * step] * (Elementary.tensorLog(y[i]) + 1f - x[i]) / divisor;
        }
        return grad;
    }
}
