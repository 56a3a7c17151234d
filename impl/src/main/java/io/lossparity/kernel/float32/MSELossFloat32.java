package io.lossparity.kernel.float32;

/** l = (x - y)^2, dl/dx = 2 (x - y). */
public final class MSELossFloat32 {
    private MSELossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] y) {
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            float d = x[i] - y[i];
            loss[i] = d * d;
        }
        return loss;
    }

    /** Returns the gradient of x, where y requires none. */
    public static float[] gradient(float[] g, float[] x, float[] y, boolean mean) {
        float[] grad = new float[x.length];
        int step = g.length == 1 ? 0 : 1;
        // torch: 2 / n is rounded to the dtype before it multiplies.
        float norm = (float) (mean ? 2.0 / grad.length : 2.0);
        for (int i = 0; i < grad.length; i++) {
            grad[i] = norm * (x[i] - y[i]) * g[i * step];
        }
        return grad;
    }

    /** Returns the gradient of x as the chain of PyTorch's elementary operations. */
    public static float[] composedGradient(float[] g, float[] x, float[] y, boolean mean) {
        float[] grad = new float[x.length];
        int step = g.length == 1 ? 0 : 1;
        float divisor = mean ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            float each = g[i * step] / divisor;
            grad[i] = each * 2f * (x[i] - y[i]); // torch: backward of pow(d, 2)
        }
        return grad;
    }
}
