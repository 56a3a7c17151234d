// Derived from SoftMarginLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;

/** z = e^(-y x), l = log(1 + z), dl/dx = -y z / (1 + z). */
public final class SoftMarginLossFloat64 {
    private SoftMarginLossFloat64() {}

    /** Returns the losses. */
    public static double[] losses(double[] x, double[] y) {
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = loss(x[i], y[i]);
        }
        return loss;
    }

    /** Returns the sum or the mean of the losses. */
    public static double[] total(double[] x, double[] y, boolean mean) {
        double sum = 0.0; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < x.length; i++) {
            sum += loss(x[i], y[i]);
        }
        return new double[] {mean ? sum / x.length : sum};
    }

    private static double loss(double x, double y) {
        // torch: the exponential is rounded to the dtype; 1 + z and its logarithm are float64.
        return Elementary.scalarLog(1.0 + Elementary.scalarExp(-x * y));
    }

    /** Returns the gradient of x; {@code each} says that the losses are not reduced. */
    public static double[] gradient(double[] g, double[] x, double[] y, boolean each, boolean mean) {
        double[] grad = new double[x.length];
        double norm = (mean ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            double z = Elementary.scalarExp(-y[i] * x[i]);
            if (each) {
                double own = (-y[i] * z / (1.0 + z));
                grad[i] = own * g[i];
            } else {
                grad[i] = (-norm * y[i] * z / (1.0 + z) * g[0]); // torch: float64 from the division on
            }
        }
        return grad;
    }
}
