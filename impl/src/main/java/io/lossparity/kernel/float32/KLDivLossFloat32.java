package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/**
 * l = y (log y - x) if y &gt; 0, otherwise 0.
 *
 * <p>dl/dx = -y if y &gt; 0, otherwise 0; dl/dy = log y + 1 - x, 0 at y = 0.
 */
public final class KLDivLossFloat32 {
    private KLDivLossFloat32() {}

    /** Computes l. */
    public static void losses(float[] loss, float[] x, float[] y, int from, int to) {
        System.arraycopy(y, from, loss, from, to - from);
        Elementary.arrays().tensorLog(loss, from, to);
        for (int i = from; i < to; i++) {
            loss[i] = y[i] > 0f ? y[i] * (loss[i] - x[i]) : 0f;
        }
    }

    /** Computes the gradient of x; g is that of each loss, or of all. */
    public static void gradient(float[] grad, float[] g, float[] y, int count, int from, int to) {
        boolean single = g.length == 1;
        float all = g[0];
        for (int i = from; i < to; i++) {
            grad[i] = y[i] > 0f ? -y[i] * (single ? all : g[i]) / count : 0f;
        }
    }

    /** Computes the gradient of y; g is that of each loss, or of all. */
    public static void targetGradient(float[] grad, float[] g, float[] x, float[] y, int count, int from, int to) {
        System.arraycopy(y, from, grad, from, to - from);
        Elementary.arrays().tensorLog(grad, from, to);
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            grad[i] = y[i] == 0f ? 0f : g[i * step] * (grad[i] + 1f - x[i]) / count;
        }
    }
}
