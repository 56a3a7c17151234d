package io.lossparity.kernel.float32;

/**
 * l = (x if y != -1, otherwise 0) + (max(0, margin - x) if y != 1, otherwise 0).
 *
 * <p>dl/dx = (1 if y != -1, otherwise 0) - (1 if y != 1 and margin - x &gt;= 0, otherwise 0).
 */
public final class HingeEmbeddingLossFloat32 {
    private HingeEmbeddingLossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] y, double margin) {
        float[] loss = new float[x.length];
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            float lack = m - x[i] < 0f ? 0f : m - x[i]; // torch: NaN stays NaN
            loss[i] = (y[i] != 1f ? lack : 0f) + (y[i] != -1f ? x[i] : 0f);
        }
        return loss;
    }

    /** Returns the incoming gradient of each loss, 0 where the target is the one excluded. */
    public static float[] branch(float[] g, float[] y, float excluded, boolean mean) {
        float[] grad = new float[y.length];
        int step = g.length == 1 ? 0 : 1;
        float divisor = mean ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] != excluded ? g[i * step] / divisor : 0f;
        }
        return grad;
    }

    /** Returns the gradient of x, given those of both branches. */
    public static float[] gradient(float[] distant, float[] near, float[] x, double margin) {
        float[] grad = new float[x.length];
        float m = (float) margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the 0 beyond the margin is a factor, which makes infinities NaN.
            grad[i] = -(distant[i] * (m - x[i] >= 0f ? 1f : 0f)) + near[i];
        }
        return grad;
    }
}
