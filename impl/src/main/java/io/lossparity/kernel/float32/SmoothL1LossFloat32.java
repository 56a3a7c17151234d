package io.lossparity.kernel.float32;

/** d = x - y, l = d^2 / 2 if |d| &lt; 1, otherwise |d| - 1/2, dl/dx = d if |d| &lt; 1, otherwise sign(d). */
public final class SmoothL1LossFloat32 {
    private SmoothL1LossFloat32() {}

    /** Computes l. */
    public static void losses(float[] loss, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            float z = Math.abs(x[i] - y[i]);
            float q = Math.min(z, 1f);
            loss[i] = Math.max(0.5f * q * q, z - 0.5f); // the parabola is above the line, which touches it at 1
        }
    }

    /** Computes dl/dx, divided by so many elements. */
    public static void derivative(float[] d, float[] x, float[] y, int count, int from, int to) {
        float norm = (float) (1.0 / count); // torch: rounded to the dtype before it multiplies
        for (int i = from; i < to; i++) {
            d[i] = norm * Math.max(-1f, Math.min(1f, x[i] - y[i]));
        }
    }

    /** Computes the gradient of x as the chain of PyTorch's elementary operations; g is that of each loss, or of all. */
    public static void composedGradient(float[] grad, float[] g, float[] x, float[] y, int count, int from, int to) {
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            float each = g[i * step] / count;
            float z = Math.abs(x[i] - y[i]);
            // torch: where(z < 1, 0.5 * z^2, z - 0.5) sends each branch its share, 0 to the one not taken.
            float squared = (z < 1f ? each : 0f) * 0.5f * 2f * z;
            float linear = z < 1f ? 0f : each;
            grad[i] = squared + linear;
        }
        for (int i = from; i < to; i++) {
            grad[i] *= SelectFloat32.sign(x[i] - y[i]);
        }
    }
}
