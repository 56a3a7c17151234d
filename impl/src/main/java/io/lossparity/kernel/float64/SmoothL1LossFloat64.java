// Derived from SmoothL1LossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** d = x - y, l = d^2 / 2 if |d| &lt; 1, otherwise |d| - 1/2, dl/dx = d if |d| &lt; 1, otherwise sign(d). */
public final class SmoothL1LossFloat64 {
    private SmoothL1LossFloat64() {}

    /** Returns the losses. */
    public static double[] losses(double[] x, double[] y) {
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            double z = Math.abs(x[i] - y[i]);
            loss[i] = z < 1.0 ? 0.5 * z * z : z - 0.5;
        }
        return loss;
    }

    /** Returns the gradient of x, where y requires none. */
    public static double[] gradient(double[] g, double[] x, double[] y, boolean mean) {
        double[] grad = new double[x.length];
        int step = g.length == 1 ? 0 : 1;
        // torch: 1 / n is rounded to the dtype before it multiplies.
        double norm = (mean ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            double d = x[i] - y[i];
            if (d <= -1.0) {
                grad[i] = -norm * g[i * step];
            } else if (d >= 1.0) {
                grad[i] = norm * g[i * step];
            } else {
                grad[i] = norm * d * g[i * step];
            }
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
            double d = x[i] - y[i];
            double z = Math.abs(d);
            // torch: where(z < 1, 0.5 * z^2, z - 0.5) sends each branch its share, 0 to the one not taken.
            double squared = (z < 1.0 ? each : 0.0) * 0.5 * 2.0 * z;
            double linear = z < 1.0 ? 0.0 : each;
            grad[i] = (squared + linear) * sign(d);
        }
        return grad;
    }

    /** Returns -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    private static double sign(double d) {
        return d > 0.0 ? 1.0 : d < 0.0 ? -1.0 : 0.0;
    }
}
