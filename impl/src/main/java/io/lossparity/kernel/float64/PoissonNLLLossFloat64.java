// Derived from PoissonNLLLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;

/**
 * l = e^x - y x, or x - y log(x + eps) unless the input is a logarithm; with Stirling's y log y - y + log(2 pi y) / 2.
 *
 * <p>dl/dx = e^x - y, or 1 - y / (x + eps); dl/dy = -x, or -log(x + eps), with Stirling's log y + 1 / (2 y).
 */
public final class PoissonNLLLossFloat64 {
    private static final double TAU = (2 * Math.PI);

    private PoissonNLLLossFloat64() {}

    /** Computes the rate e^x, or the logarithm of the rate x + eps. */
    public static void other(double[] r, double[] x, boolean logInput, double eps, int from, int to) {
        if (logInput) {
            System.arraycopy(x, from, r, from, to - from);
            Elementary.arrays().tensorExp(r, from, to);
        } else {
            double e = eps;
            for (int i = from; i < to; i++) {
                r[i] = x[i] + e;
            }
            Elementary.arrays().tensorLog(r, from, to);
        }
    }

    /** Computes l; r is the rate, or its logarithm, whichever x is not. */
    public static void losses(
            double[] loss, double[] x, double[] y, double[] r, boolean logInput, boolean full, int from, int to) {
        for (int i = from; i < to; i++) {
            loss[i] = logInput ? r[i] - y[i] * x[i] : x[i] - y[i] * r[i];
        }
        for (int i = from; full && i < to; i++) {
            loss[i] += stirling(y[i]);
        }
    }

    /** Returns Stirling's approximation of log(y!), 0 for y up to 1; NaN for NaN. */
    private static double stirling(double y) {
        double tau = TAU;
        return y <= 1.0 ? 0.0 : y * Elementary.tensorLog(y) - y + 0.5 * Elementary.tensorLog(tau * y);
    }

    /** Computes -g v, v being y or the logarithm of the rate. */
    public static void negatedProduct(double[] result, double[] g, double[] v, int from, int to) {
        boolean single = g.length == 1;
        double all = g[0];
        for (int i = from; i < to; i++) {
            result[i] = -(single ? all : g[i]) * v[i];
        }
    }

    /** Computes the gradient of x from logarithms of rates r, given the sums of g, each or all of them, and of -g y. */
    public static void logGradient(double[] grad, double[] g, double[] product, double[] r, int from, int to) {
        boolean single = g.length == 1;
        double all = g[0];
        for (int i = from; i < to; i++) {
            grad[i] = product[i] + (single ? all : g[i]) * r[i];
        }
    }

    /** Replaces rates by the gradient of x, given g, each or all of them. */
    public static void replaceRates(double[] r, double[] g, double[] y, int from, int to) {
        boolean single = g.length == 1;
        double all = g[0];
        for (int i = from; i < to; i++) {
            double each = single ? all : g[i];
            r[i] = -each * y[i] + each * r[i];
        }
    }

    /** Computes the gradient of x from rates, given the sums of g, each or all of them, and of -g y. */
    public static void gradient(double[] grad, double[] g, double[] product, double[] x, double eps, int from, int to) {
        boolean single = g.length == 1;
        double all = g[0];
        double e = eps;
        for (int i = from; i < to; i++) {
            grad[i] = (single ? all : g[i]) + product[i] / (x[i] + e);
        }
    }

    /** Computes the gradient of y with Stirling's term, given the sums of g, each or all of them, and of -g log(rate). */
    public static void targetGradient(double[] grad, double[] g, double[] product, double[] y, int from, int to) {
        double tau = TAU;
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            // torch: where Stirling's term is not added, its derivative times 0: NaN where that is not finite.
            double m = y[i] <= 1.0 ? 0.0 : g[i * step];
            double root = m * 0.5 / (tau * y[i]) * tau;
            // torch: the order in which the graph's branches arrive.
            grad[i] = m * Elementary.tensorLog(y[i]) - m + m * y[i] / y[i] + root + product[i];
        }
    }
}
