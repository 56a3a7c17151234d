// Derived from L1LossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** l = |x - y|, dl/dx = sign(x - y). */
public final class L1LossFloat64 {
    private L1LossFloat64() {}

    /** Returns the losses. */
    public static double[] losses(double[] x, double[] y) {
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = Math.abs(x[i] - y[i]);
        }
        return loss;
    }

    /** Returns the gradient of x. */
    public static double[] gradient(double[] g, double[] x, double[] y, boolean mean) {
        double[] grad = new double[x.length];
        int step = g.length == 1 ? 0 : 1;
        // torch: both of its paths multiply the sign by g / n, so that backward and backwardAll agree.
        double divisor = mean ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = sign(x[i] - y[i]) * (g[i * step] / divisor);
        }
        return grad;
    }

    /** Returns -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    private static double sign(double d) {
        return d > 0.0 ? 1.0 : d < 0.0 ? -1.0 : 0.0;
    }
}
