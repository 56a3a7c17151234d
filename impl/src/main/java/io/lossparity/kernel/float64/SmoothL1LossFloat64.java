// Derived from SmoothL1LossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** d = x - y, l = d^2 / 2 if |d| &lt; 1, otherwise |d| - 1/2, dl/dx = d if |d| &lt; 1, otherwise sign(d). */
public final class SmoothL1LossFloat64 {
    private SmoothL1LossFloat64() {}

    /** Computes l. */
    public static void losses(double[] loss, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            double z = Math.abs(x[i] - y[i]);
            double q = Math.min(z, 1.0);
            loss[i] = Math.max(0.5 * q * q, z - 0.5); // the parabola is above the line, which touches it at 1
        }
    }

    /** Computes dl/dx, divided by so many elements. */
    public static void derivative(double[] d, double[] x, double[] y, int count, int from, int to) {
        double norm = (1.0 / count); // torch: rounded to the dtype before it multiplies
        for (int i = from; i < to; i++) {
            d[i] = norm * Math.max(-1.0, Math.min(1.0, x[i] - y[i]));
        }
    }

    /** Computes the gradient of x as the chain of PyTorch's elementary operations; g is that of each loss, or of all. */
    public static void composedGradient(double[] grad, double[] g, double[] x, double[] y, int count, int from, int to) {
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            double each = g[i * step] / count;
            double z = Math.abs(x[i] - y[i]);
            // torch: where(z < 1, 0.5 * z^2, z - 0.5) sends each branch its share, 0 to the one not taken.
            double squared = (z < 1.0 ? each : 0.0) * 0.5 * 2.0 * z;
            double linear = z < 1.0 ? 0.0 : each;
            grad[i] = squared + linear;
        }
        for (int i = from; i < to; i++) {
            grad[i] *= SelectFloat64.sign(x[i] - y[i]);
        }
    }
}
