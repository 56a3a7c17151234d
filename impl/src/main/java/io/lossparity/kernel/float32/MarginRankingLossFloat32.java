package io.lossparity.kernel.float32;

/** z = -y d + margin, d = x1 - x2, l = max(0, z), dl/dd = -y if z &gt;= 0, otherwise 0. */
public final class MarginRankingLossFloat32 {
    private MarginRankingLossFloat32() {}

    /** Computes l. */
    public static void losses(float[] loss, float[] x1, float[] x2, float[] y, double margin, int from, int to) {
        float m = (float) margin;
        for (int i = from; i < to; i++) {
            loss[i] = Math.max(-y[i] * (x1[i] - x2[i]) + m, 0f); // torch: NaN stays NaN
        }
        for (int i = from; isMinusZero(m) && i < to; i++) {
            float z = -y[i] * (x1[i] - x2[i]) + m;
            loss[i] = z == 0f ? z : loss[i]; // torch: -0 stays -0; no other margin has it
        }
    }

    private static boolean isMinusZero(float m) {
        return m == 0f && 1f / m < 0f;
    }

    /** Computes the incoming gradient of each loss, 0 where the loss is cut off; g is each one's or all's. */
    public static void active(
            float[] grad, float[] g, float[] x1, float[] x2, float[] y, double margin, int from, int to) {
        float m = (float) margin;
        for (int i = from; i < to; i++) {
            grad[i] = -y[i] * (x1[i] - x2[i]) + m; // torch: the gradient passes at the kink
        }
        SelectFloat32.step(grad, from, to);
        BlocksFloat32.times(grad, g, from, to); // torch: the 0 is a factor, which makes infinities NaN
    }

    /** Computes the gradient of d; g is that of each loss, or of all. */
    public static void gradient(
            float[] grad, float[] g, float[] x1, float[] x2, float[] y, double margin, int from, int to) {
        active(grad, g, x1, x2, y, margin, from, to);
        for (int i = from; i < to; i++) {
            grad[i] = -(grad[i] * y[i]);
        }
    }
}
