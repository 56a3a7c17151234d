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

    /** Returns the losses. */
    public static double[] losses(double[] x, double[] y, boolean logInput, boolean full, double eps) {
        double[] loss = new double[x.length];
        double e = eps;
        for (int i = 0; i < loss.length; i++) {
            loss[i] =
                    logInput ? Elementary.tensorExp(x[i]) - y[i] * x[i] : x[i] - y[i] * Elementary.tensorLog(x[i] + e);
            if (full) {
                loss[i] += stirling(y[i]);
            }
        }
        return loss;
    }

    /** Returns Stirling's approximation of log(y!), 0 for y up to 1; NaN for NaN. */
    private static double stirling(double y) {
        double tau = TAU;
        return y <= 1.0 ? 0.0 : y * Elementary.tensorLog(y) - y + 0.5 * Elementary.tensorLog(tau * y);
    }

    /** Returns -g v, v being y or the logarithm of the rate. */
    public static double[] negatedProduct(double[] g, double[] v) {
        double[] result = new double[g.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -g[i] * v[i];
        }
        return result;
    }

    /** Returns the gradient of x, given the sums of g and of -g y. */
    public static double[] gradient(double[] one, double[] product, double[] x, boolean logInput, double eps) {
        double[] grad = new double[x.length];
        double e = eps;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = logInput ? product[i] + one[i] * Elementary.tensorExp(x[i]) : one[i] + product[i] / (x[i] + e);
        }
        return grad;
    }

    /** Returns log(x + eps). */
    public static double[] logRate(double[] x, double eps) {
        double[] log = new double[x.length];
        double e = eps;
        for (int i = 0; i < log.length; i++) {
            log[i] = Elementary.tensorLog(x[i] + e);
        }
        return log;
    }

    /** Returns the gradient of y with Stirling's term, given the sums of g and of -g log(rate). */
    public static double[] targetGradient(double[] g, double[] product, double[] y) {
        double[] grad = new double[y.length];
        double tau = TAU;
        for (int i = 0; i < grad.length; i++) {
            // torch: where Stirling's term is not added, its derivative times 0: NaN where that is not finite.
            double m = y[i] <= 1.0 ? 0.0 : g[i];
            double root = m * 0.5 / (tau * y[i]) * tau;
            // torch: the order in which the graph's branches arrive.
            grad[i] = m * Elementary.tensorLog(y[i]) - m + m * y[i] / y[i] + root + product[i];
        }
        return grad;
    }
}
