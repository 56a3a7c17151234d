// Derived from MSELossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** l = (x - y)^2, dl/dx = 2 (x - y). */
public final class MSELossFloat64 {
    private MSELossFloat64() {}

    /** Computes l. */
    public static void losses(double[] loss, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            double d = x[i] - y[i];
            loss[i] = d * d;
        }
    }

    /** Computes dl/dx, divided by so many elements. */
    public static void derivative(double[] d, double[] x, double[] y, int count, int from, int to) {
        double norm = (2.0 / count); // torch: rounded to the dtype before it multiplies
        for (int i = from; i < to; i++) {
            d[i] = norm * (x[i] - y[i]);
        }
    }

    /** Computes the gradient of x as the chain of PyTorch's elementary operations; g is that of each loss, or of all. */
    public static void composedGradient(double[] grad, double[] g, double[] x, double[] y, int count, int from, int to) {
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            double each = g[i * step] / count;
            grad[i] = each * 2.0 * (x[i] - y[i]); // torch: backward of pow(d, 2)
        }
    }
}
