package io.lossparity.kernel.float32;

/** d = x - y, l = d^2 / 2 if |d| &lt; 1, otherwise |d| - 1/2, dl/dx = d if |d| &lt; 1, otherwise sign(d). */
public final class SmoothL1LossFloat32 {
    private SmoothL1LossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] y) {
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            float z = Math.abs(x[i] - y[i]);
            loss[i] = z < 1f ? 0.5f * z * z : z - 0.5f;
        }
        return loss;
    }

    /** Returns the gradient of x, where y requires none. */
    public static float[] gradient(float[] g, float[] x, float[] y, boolean mean) {
        float[] grad = new float[x.length];
        int step = g.length == 1 ? 0 : 1;
        // torch: 1 / n is rounded to the dtype before it multiplies.
        float norm = (float) (mean ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            float d = x[i] - y[i];
            if (d <= -1f) {
                grad[i] = -norm * g[i * step];
            } else if (d >= 1f) {
                grad[i] = norm * g[i * step];
            } else {
                grad[i] = norm * d * g[i * step];
            }
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
            float d = x[i] - y[i];
            float z = Math.abs(d);
            // torch: where(z < 1, 0.5 * z^2, z - 0.5) sends each branch its share, 0 to the one not taken.
            float squared = (z < 1f ? each : 0f) * 0.5f * 2f * z;
            float linear = z < 1f ? 0f : each;
            grad[i] = (squared + linear) * sign(d);
        }
        return grad;
    }

    /** Returns -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    private static float sign(float d) {
        return d > 0f ? 1f : d < 0f ? -1f : 0f;
    }
}
