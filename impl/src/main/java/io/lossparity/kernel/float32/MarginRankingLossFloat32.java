package io.lossparity.kernel.float32;

/** z = -y d + margin, d = x1 - x2, l = max(0, z), dl/dd = -y if z &gt;= 0, otherwise 0. */
public final class MarginRankingLossFloat32 {
    private MarginRankingLossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] d, float[] y, double margin) {
        float[] loss = new float[d.length];
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            float z = -y[i] * d[i] + m;
            loss[i] = z < 0f ? 0f : z; // torch: NaN stays NaN
        }
        return loss;
    }

    /** Returns the incoming gradient of each loss, 0 where the loss is cut off. */
    public static float[] active(float[] g, float[] d, float[] y, double margin, boolean mean) {
        float[] grad = new float[d.length];
        float m = (float) margin;
        int step = g.length == 1 ? 0 : 1;
        float divisor = mean ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i * step] / divisor * (-y[i] * d[i] + m >= 0f ? 1f : 0f);
        }
        return grad;
    }
}
