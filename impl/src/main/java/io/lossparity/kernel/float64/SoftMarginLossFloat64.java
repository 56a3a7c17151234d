// Derived from SoftMarginLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;

/** z = e^(-y x), l = log(1 + z), dl/dx = -y z / (1 + z). */
public final class SoftMarginLossFloat64 {
    private SoftMarginLossFloat64() {}

    /** Computes z. */
    public static void power(double[] z, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            z[i] = -x[i] * y[i];
        }
        Elementary.arrays().scalarExp(z, from, to);
    }

    /** Computes l, given z, which may be the same array. */
    public static void losses(double[] loss, double[] z, int from, int to) {
        double[] logs = Elementary.wideBlock();
        for (int begin = from; begin < to; begin += logs.length) {
            int count = Math.min(logs.length, to - begin);
            for (int i = 0; i < count; i++) {
                logs[i] = 1.0 + z[begin + i];
            }
            Elementary.arrays().scalarLog(logs, 0, count);
            for (int i = 0; i < count; i++) {
                // torch: the exponential is rounded to the dtype; 1 + z and its logarithm are float64.
                loss[begin + i] = logs[i];
            }
        }
    }

    /** Computes the gradient of x, given z; g is the gradient of each loss, or of their sum or mean. */
    public static void gradient(
            double[] grad, double[] g, double[] z, double[] y, boolean each, int count, int from, int to) {
        double norm = (1.0 / count);
        double shared = g[0];
        for (int i = from; i < to; i++) {
            // torch: float64 from the division on; each is rounded before the incoming gradient multiplies.
            grad[i] = each
                    ? (-y[i] * z[i] / (1.0 + z[i])) * g[i]
                    : (-norm * y[i] * z[i] / (1.0 + z[i]) * shared);
        }
    }
}
