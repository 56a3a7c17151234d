// Derived from TripletMarginLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** z = margin + D(a, p) - D(a, n), l = max(0, z); with swap, min(D(a, n), D(p, n)) is subtracted. */
public final class TripletMarginLossFloat64 {
    private TripletMarginLossFloat64() {}

    /** Computes the losses, given the distances. */
    public static void losses(double[] loss, double[] a, double[] b, double margin) {
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            double z = m + a[i] - b[i];
            loss[i] = z < 0.0 ? 0.0 : z; // torch: NaN stays NaN
        }
    }

    /** Computes the incoming gradient of each loss, 0 where the loss is cut off. */
    public static void active(double[] grad, double[] g, double[] a, double[] b, double margin) {
        double m = margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i] * (m + a[i] - b[i] >= 0.0 ? 1.0 : 0.0);
        }
    }

    /** Computes the smaller of each two distances. */
    public static void smaller(double[] smaller, double[] a, double[] b) {
        for (int i = 0; i < smaller.length; i++) {
            smaller[i] = a[i] < b[i] ? a[i] : b[i]; // torch: NaN only if it is the second, or both
        }
    }

    /** Computes the gradient of the first distance or of the other one, given that of the smaller one. */
    public static void chosen(double[] chosen, double[] g, double[] a, double[] b, boolean other) {
        for (int i = 0; i < chosen.length; i++) {
            // torch: at a tie the second alone has it, with NaN both.
            chosen[i] = (other ? a[i] < b[i] : a[i] >= b[i]) ? 0.0 : g[i];
        }
    }
}
