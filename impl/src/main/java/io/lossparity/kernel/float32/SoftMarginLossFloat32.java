package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/** z = e^(-y x), l = log(1 + z), dl/dx = -y z / (1 + z). */
public final class SoftMarginLossFloat32 {
    private SoftMarginLossFloat32() {}

    /** Computes z. */
    public static void power(float[] z, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            z[i] = -x[i] * y[i];
        }
        Elementary.arrays().scalarExp(z, from, to);
    }

    /** Computes l, given z, which may be the same array. */
    public static void losses(float[] loss, float[] z, int from, int to) {
        double[] logs = Elementary.wideBlock();
        for (int begin = from; begin < to; begin += logs.length) {
            int count = Math.min(logs.length, to - begin);
            for (int i = 0; i < count; i++) {
                logs[i] = 1.0 + z[begin + i];
            }
            Elementary.arrays().scalarLog(logs, 0, count);
            for (int i = 0; i < count; i++) {
                // torch: the exponential is rounded to the dtype; 1 + z and its logarithm are float64.
                loss[begin + i] = (float) logs[i];
            }
        }
    }

    /** Computes the gradient of x, given z; g is the gradient of each loss, or of their sum or mean. */
    public static void gradient(
            float[] grad, float[] g, float[] z, float[] y, boolean each, int count, int from, int to) {
        float norm = (float) (1.0 / count);
        float shared = g[0];
        for (int i = from; i < to; i++) {
            // torch: float64 from the division on; each is rounded before the incoming gradient multiplies.
            grad[i] = each
                    ? (float) (-y[i] * z[i] / (1.0 + z[i])) * g[i]
                    : (float) (-norm * y[i] * z[i] / (1.0 + z[i]) * shared);
        }
    }
}
