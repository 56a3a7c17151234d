package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/** z = e^(-y x), l = log(1 + z), dl/dx = -y z / (1 + z). */
public final class SoftMarginLossFloat32 {
    private SoftMarginLossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] y) {
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = loss(x[i], y[i]);
        }
        return loss;
    }

    /** Returns the sum or the mean of the losses. */
    public static float[] total(float[] x, float[] y, boolean mean) {
        float sum = 0f; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < x.length; i++) {
            sum += loss(x[i], y[i]);
        }
        return new float[] {mean ? sum / x.length : sum};
    }

    private static float loss(float x, float y) {
        // torch: the exponential is rounded to the dtype; 1 + z and its logarithm are float64.
        return (float) Elementary.scalarLog(1.0 + Elementary.scalarExp(-x * y));
    }

    /** Returns the gradient of x; {@code each} says that the losses are not reduced. */
    public static float[] gradient(float[] g, float[] x, float[] y, boolean each, boolean mean) {
        float[] grad = new float[x.length];
        float norm = (float) (mean ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            float z = Elementary.scalarExp(-y[i] * x[i]);
            if (each) {
                float own = (float) (-y[i] * z / (1.0 + z));
                grad[i] = own * g[i];
            } else {
                grad[i] = (float) (-norm * y[i] * z / (1.0 + z) * g[0]); // torch: float64 from the division on
            }
        }
        return grad;
    }
}
