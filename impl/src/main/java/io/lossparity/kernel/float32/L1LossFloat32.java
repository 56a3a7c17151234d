package io.lossparity.kernel.float32;

/** l = |x - y|, dl/dx = sign(x - y). */
public final class L1LossFloat32 {
    private L1LossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] y) {
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = Math.abs(x[i] - y[i]);
        }
        return loss;
    }

    /** Returns the gradient of x. */
    public static float[] gradient(float[] g, float[] x, float[] y, boolean mean) {
        float[] grad = new float[x.length];
        int step = g.length == 1 ? 0 : 1;
        // torch: both of its paths multiply the sign by g / n, so that backward and backwardAll agree.
        float divisor = mean ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = sign(x[i] - y[i]) * (g[i * step] / divisor);
        }
        return grad;
    }

    /** Returns -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    private static float sign(float d) {
        return d > 0f ? 1f : d < 0f ? -1f : 0f;
    }
}
