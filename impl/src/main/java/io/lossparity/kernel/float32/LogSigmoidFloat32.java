package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/**
 * m = max(0, -x), z = e^-m + e^(-x - m), s = -(m + log z).
 *
 * <p>dL/dx = (1 - (z - 1) / z) g if x &lt; 0, otherwise ((z - 1) / z) g.
 */
public final class LogSigmoidFloat32 {
    private LogSigmoidFloat32() {}

    /** Returns s of each element. */
    public static float[] logSigmoid(float[] x) {
        float[] result = new float[x.length];
        for (int i = 0; i < result.length; i++) {
            float m = Math.max(0f, -x[i]);
            result[i] = -(m + Elementary.scalarLog(total(x[i], m)));
        }
        return result;
    }

    /** Returns the gradient of x. */
    public static float[] gradient(float[] g, float[] x) {
        float[] grad = new float[x.length];
        for (int i = 0; i < grad.length; i++) {
            float z = total(x[i], Math.max(0f, -x[i]));
            double fraction = (z - 1.0) / z; // torch: in double, rounded before it multiplies
            float derivative = (float) (x[i] < 0f ? 1.0 - fraction : fraction);
            grad[i] = derivative * g[i];
        }
        return grad;
    }

    /** Returns e^-m + e^(-x - m), where m = max(0, -x). */
    private static float total(float x, float m) {
        return Elementary.scalarExp(-m) + Elementary.scalarExp(-x - m);
    }
}
