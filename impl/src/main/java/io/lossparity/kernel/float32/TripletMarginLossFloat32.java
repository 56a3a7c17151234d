package io.lossparity.kernel.float32;

/** z = margin + D(a, p) - D(a, n), l = max(0, z); with swap, min(D(a, n), D(p, n)) is subtracted. */
public final class TripletMarginLossFloat32 {
    private TripletMarginLossFloat32() {}

    /** Returns the losses, given the distances. */
    public static float[] losses(float[] a, float[] b, double margin) {
        float[] loss = new float[a.length];
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            float z = m + a[i] - b[i];
            loss[i] = z < 0f ? 0f : z; // torch: NaN stays NaN
        }
        return loss;
    }

    /** Returns the incoming gradient of each loss, 0 where the loss is cut off. */
    public static float[] active(float[] g, float[] a, float[] b, double margin) {
        float[] grad = new float[g.length];
        float m = (float) margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i] * (m + a[i] - b[i] >= 0f ? 1f : 0f);
        }
        return grad;
    }

    /** Returns the smaller of each two distances. */
    public static float[] smaller(float[] a, float[] b) {
        float[] smaller = new float[a.length];
        for (int i = 0; i < smaller.length; i++) {
            smaller[i] = a[i] < b[i] ? a[i] : b[i]; // torch: NaN only if it is the second, or both
        }
        return smaller;
    }

    /** Returns the gradient of the first distance or of the other one, given that of the smaller one. */
    public static float[] chosen(float[] g, float[] a, float[] b, boolean other) {
        float[] chosen = new float[g.length];
        for (int i = 0; i < chosen.length; i++) {
            // torch: at a tie the second alone has it, with NaN both.
            chosen[i] = (other ? a[i] < b[i] : a[i] >= b[i]) ? 0f : g[i];
        }
        return chosen;
    }
}
