package io.lossparity.kernel.float32;

/** l = |x - y|, dl/dx = sign(x - y). */
public final class L1LossFloat32 {
    private L1LossFloat32() {}

    /** Computes l. */
    public static void losses(float[] loss, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            loss[i] = Math.abs(x[i] - y[i]);
        }
    }

    /** Computes dl/dx. */
    public static void derivative(float[] d, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = x[i] - y[i];
        }
        SelectFloat32.sign(d, from, to);
    }
}
