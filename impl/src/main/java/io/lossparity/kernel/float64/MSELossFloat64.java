// Derived from MSELossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** l = (x - y)^2, dl/dx = 2 (x - y). */
public final class MSELossFloat64 {
    private MSELossFloat64() {}

    /** Returns the losses. */
    public static double[] losses(double[] x, double[] y) {
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            double d = x[i] - y[i];
            loss[i] = d * d;
        }
        return loss;
    }

    /** Returns the gradient of x, where y requires none. */
    public static double[] gradient(double[] g, double[] x, double[] y, boolean mean) {
        double[] grad = new double[x.length];
        int step = g.length == 1 ? 0 : 1;
        // torch: 2 / n is rounded to the dtype before it multiplies.
        double norm = (mean ? 2.0 / grad.length : 2.0);
        for (int i = 0; i < grad.length; i++) {
            grad[i] = norm * (x[i] - y[i]) * g[i * step];
        }
        return grad;
    }

    /** Returns the gradient of x as the chain of PyTorch's elementary operations. */
    public static double[] composedGradient(double[] g, double[] x, double[] y, boolean mean) {
        double[] grad = new double[x.length];
        int step = g.length == 1 ? 0 : 1;
        double divisor = mean ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            double each = g[i * step] / divisor;
            grad[i] = each * 2.0 * (x[i] - y[i]); // torch: backward of pow(d, 2)
        }
        return grad;
    }
}
