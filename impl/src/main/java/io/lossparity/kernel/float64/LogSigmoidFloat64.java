// Derived from LogSigmoidFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;

/**
 * m = max(0, -x), z = e^-m + e^(-x - m), s = -(m + log z).
 *
 * <p>dL/dx = (1 - (z - 1) / z) g if x &lt; 0, otherwise ((z - 1) / z) g.
 */
public final class LogSigmoidFloat64 {
    private LogSigmoidFloat64() {}

    /** Returns s of each element. */
    public static double[] logSigmoid(double[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < result.length; i++) {
            double m = Math.max(0.0, -x[i]);
            result[i] = -(m + Elementary.scalarLog(total(x[i], m)));
        }
        return result;
    }

    /** Returns the gradient of x. */
    public static double[] gradient(double[] g, double[] x) {
        double[] grad = new double[x.length];
        for (int i = 0; i < grad.length; i++) {
            double z = total(x[i], Math.max(0.0, -x[i]));
            double fraction = (z - 1.0) / z; // torch: in double, rounded before it multiplies
            double derivative = (x[i] < 0.0 ? 1.0 - fraction : fraction);
            grad[i] = derivative * g[i];
        }
        return grad;
    }

    /** Returns e^-m + e^(-x - m), where m = max(0, -x). */
    private static double total(double x, double m) {
        return Elementary.scalarExp(-m) + Elementary.scalarExp(-x - m);
    }
}
