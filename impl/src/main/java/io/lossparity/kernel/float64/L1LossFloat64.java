// Derived from L1LossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** l = |x - y|, dl/dx = sign(x - y). */
public final class L1LossFloat64 {
    private L1LossFloat64() {}

    /** Computes l. */
    public static void losses(double[] loss, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            loss[i] = Math.abs(x[i] - y[i]);
        }
    }

    /** Computes dl/dx. */
    public static void derivative(double[] d, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = x[i] - y[i];
        }
        SelectFloat64.sign(d, from, to);
    }
}
