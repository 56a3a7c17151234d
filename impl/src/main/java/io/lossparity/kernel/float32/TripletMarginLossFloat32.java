package io.lossparity.kernel.float32;

/** z = margin + D(a, p) - D(a, n), l = max(0, z); with swap, min(D(a, n), D(p, n)) is subtracted. */
public final class TripletMarginLossFloat32 {
    private TripletMarginLossFloat32() {}

    /** Computes the losses, given the distances. */
    public static void losses(float[] loss, float[] a, float[] b, double margin) {
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            float z = m + a[i] - b[i];
            loss[i] = z < 0f ? 0f : z; // torch: NaN stays NaN
        }
    }

    /** Computes the incoming gradient of each loss, 0 where the loss is cut off. */
    public static void active(float[] grad, float[] g, float[] a, float[] b, double margin) {
        float m = (float) margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i] * (m + a[i] - b[i] >= 0f ? 1f : 0f);
        }
    }

    /** Computes the smaller of each two distances. */
    public static void smaller(float[] smaller, float[] a, float[] b) {
        for (int i = 0; i < smaller.length; i++) {
            smaller[i] = a[i] < b[i] ? a[i] : b[i]; // torch: NaN only if it is the second, or both
        }
    }

    /** Computes the gradient of the first distance or of the other one, given that of the smaller one. */
    public static void chosen(float[] chosen, float[] g, float[] a, float[] b, boolean other) {
        for (int i = 0; i < chosen.length; i++) {
            // torch: at a tie the second alone has it, with NaN both.
            chosen[i] = (other ? a[i] < b[i] : a[i] >= b[i]) ? 0f : g[i];
        }
    }
}
