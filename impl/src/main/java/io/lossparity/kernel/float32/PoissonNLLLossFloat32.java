package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/**
 * l = e^x - y x, or x - y log(x + eps) unless the input is a logarithm; with Stirling's y log y - y + log(2 pi y) / 2.
 *
 * <p>dl/dx = e^x - y, or 1 - y / (x + eps); dl/dy = -x, or -log(x + eps), with Stirling's log y + 1 / (2 y).
 */
public final class PoissonNLLLossFloat32 {
    private static final float TAU = (float) (2 * Math.PI);

    private PoissonNLLLossFloat32() {}

    /** Computes the rate e^x, or the logarithm of the rate x + eps. */
    public static void other(float[] r, float[] x, boolean logInput, double eps, int from, int to) {
        if (logInput) {
            System.arraycopy(x, from, r, from, to - from);
            Elementary.arrays().tensorExp(r, from, to);
        } else {
            float e = (float) eps;
            for (int i = from; i < to; i++) {
                r[i] = x[i] + e;
            }
            Elementary.arrays().tensorLog(r, from, to);
        }
    }

    /** Computes l; r is the rate, or its logarithm, whichever x is not. */
    public static void losses(
            float[] loss, float[] x, float[] y, float[] r, boolean logInput, boolean full, int from, int to) {
        for (int i = from; i < to; i++) {
            loss[i] = logInput ? r[i] - y[i] * x[i] : x[i] - y[i] * r[i];
        }
        for (int i = from; full && i < to; i++) {
            loss[i] += stirling(y[i]);
        }
    }

    /** Returns Stirling's approximation of log(y!), 0 for y up to 1; NaN for NaN. */
    private static float stirling(float y) {
        float tau = TAU;
        return y <= 1f ? 0f : y * Elementary.tensorLog(y) - y + 0.5f * Elementary.tensorLog(tau * y);
    }

    /** Computes -g v, v being y or the logarithm of the rate. */
    public static void negatedProduct(float[] result, float[] g, float[] v, int from, int to) {
        boolean single = g.length == 1;
        float all = g[0];
        for (int i = from; i < to; i++) {
            result[i] = -(single ? all : g[i]) * v[i];
        }
    }

    /** Computes the gradient of x from logarithms of rates r, given the sums of g, each or all of them, and of -g y. */
    public static void logGradient(float[] grad, float[] g, float[] product, float[] r, int from, int to) {
        boolean single = g.length == 1;
        float all = g[0];
        for (int i = from; i < to; i++) {
            grad[i] = product[i] + (single ? all : g[i]) * r[i];
        }
    }

    /** Replaces rates by the gradient of x, given g, each or all of them. */
    public static void replaceRates(float[] r, float[] g, float[] y, int from, int to) {
        boolean single = g.length == 1;
        float all = g[0];
        for (int i = from; i < to; i++) {
            float each = single ? all : g[i];
            r[i] = -each * y[i] + each * r[i];
        }
    }

    /** Computes the gradient of x from rates, given the sums of g, each or all of them, and of -g y. */
    public static void gradient(float[] grad, float[] g, float[] product, float[] x, double eps, int from, int to) {
        boolean single = g.length == 1;
        float all = g[0];
        float e = (float) eps;
        for (int i = from; i < to; i++) {
            grad[i] = (single ? all : g[i]) + product[i] / (x[i] + e);
        }
    }

    /** Computes the gradient of y with Stirling's term, given the sums of g, each or all of them, and of -g log(rate). */
    public static void targetGradient(float[] grad, float[] g, float[] product, float[] y, int from, int to) {
        float tau = TAU;
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            // torch: where Stirling's term is not added, its derivative times 0: NaN where that is not finite.
            float m = y[i] <= 1f ? 0f : g[i * step];
            float root = m * 0.5f / (tau * y[i]) * tau;
            // torch: the order in which the graph's branches arrive.
            grad[i] = m * Elementary.tensorLog(y[i]) - m + m * y[i] / y[i] + root + product[i];
        }
    }
}
