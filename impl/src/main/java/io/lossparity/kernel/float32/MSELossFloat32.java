package io.lossparity.kernel.float32;

/** l = (x - y)^2, dl/dx = 2 (x - y). */
public final class MSELossFloat32 {
    private MSELossFloat32() {}

    /** Computes l. */
    public static void losses(float[] loss, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            float d = x[i] - y[i];
            loss[i] = d * d;
        }
    }

    /** Computes dl/dx, divided by so many elements. */
    public static void derivative(float[] d, float[] x, float[] y, int count, int from, int to) {
        float norm = (float) (2.0 / count); // torch: rounded to the dtype before it multiplies
        for (int i = from; i < to; i++) {
            d[i] = norm * (x[i] - y[i]);
        }
    }

    /** Computes the gradient of x as the chain of PyTorch's elementary operations; g is that of each loss, or of all. */
    public static void composedGradient(float[] grad, float[] g, float[] x, float[] y, int count, int from, int to) {
        int step = g.length == 1 ? 0 : 1;
        for (int i = from; i < to; i++) {
            float each = g[i * step] / count;
            grad[i] = each * 2f * (x[i] - y[i]); // torch: backward of pow(d, 2)
        }
    }
}
