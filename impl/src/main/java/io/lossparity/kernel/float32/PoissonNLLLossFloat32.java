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

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] y, boolean logInput, boolean full, double eps) {
        float[] loss = new float[x.length];
        float e = (float) eps;
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
    private static float stirling(float y) {
        float tau = TAU;
        return y <= 1f ? 0f : y * Elementary.tensorLog(y) - y + 0.5f * Elementary.tensorLog(tau * y);
    }

    /** Returns -g v, v being y or the logarithm of the rate. */
    public static float[] negatedProduct(float[] g, float[] v) {
        float[] result = new float[g.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -g[i] * v[i];
        }
        return result;
    }

    /** Returns the gradient of x, given the sums of g and of -g y. */
    public static float[] gradient(float[] one, float[] product, float[] x, boolean logInput, double eps) {
        float[] grad = new float[x.length];
        float e = (float) eps;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = logInput ? product[i] + one[i] * Elementary.tensorExp(x[i]) : one[i] + product[i] / (x[i] + e);
        }
        return grad;
    }

    /** Returns log(x + eps). */
    public static float[] logRate(float[] x, double eps) {
        float[] log = new float[x.length];
        float e = (float) eps;
        for (int i = 0; i < log.length; i++) {
            log[i] = Elementary.tensorLog(x[i] + e);
        }
        return log;
    }

    /** Returns the gradient of y with Stirling's term, given the sums of g and of -g log(rate). */
    public static float[] targetGradient(float[] g, float[] product, float[] y) {
        float[] grad = new float[y.length];
        float tau = TAU;
        for (int i = 0; i < grad.length; i++) {
            // torch: where Stirling's term is not added, its derivative times 0: NaN where that is not finite.
            float m = y[i] <= 1f ? 0f : g[i];
            float root = m * 0.5f / (tau * y[i]) * tau;
            // torch: the order in which the graph's branches arrive.
            grad[i] = m * Elementary.tensorLog(y[i]) - m + m * y[i] / y[i] + root + product[i];
        }
        return grad;
    }
}
