package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.ClassTargets;

/**
 * l = -w[y] x[y], 0 where y is ignored, W = sum of w[y]; dl/dx[c] = -w[y] if c = y, otherwise 0.
 *
 * <p>The weights w may be null.
 */
public final class NLLLossFloat32 {
    private NLLLossFloat32() {}

    /** Computes the losses. */
    public static void losses(float[] loss, float[] x, float[] w, ClassTargets y) {
        for (int i = 0; i < loss.length; i++) {
            if (y.counts(i)) {
                loss[i] = -x[y.position(i)] * weightOf(y.label(i), w);
            }
        }
    }

    /** Computes the sum of the losses, or that divided by the sum of the weights; {@code empty} says if the input is. */
    public static void total(float[] total, float[] x, float[] w, ClassTargets y, boolean empty, boolean mean) {
        float sum = 0f; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < y.count(); i++) {
            if (y.counts(i)) {
                sum -= x[y.position(i)] * weightOf(y.label(i), w);
            }
        }
        float weightSum = weightSum(w, y);
        // torch: a weight sum of 0 does not divide, except for an empty input.
        boolean divides = mean && (weightSum != 0f || empty);
        total[0] = divides ? sum / weightSum : sum;
    }

    private static float weightOf(int label, float[] w) {
        return w == null ? 1f : w[label];
    }

    private static float weightSum(float[] w, ClassTargets y) {
        float sum = 0f;
        for (int i = 0; i < y.count(); i++) {
            if (y.counts(i)) {
                sum += weightOf(y.label(i), w);
            }
        }
        return sum;
    }

    /**
     * Computes the gradient of x.
     *
     * @param plane whether x has no axes behind the classes
     * @param each whether the losses are not reduced
     */
    public static void gradient(
            float[] grad, float[] g, float[] w, ClassTargets y, boolean plane, boolean each, boolean mean) {
        float weightSum = weightSum(w, y);
        if (!each && weightSum <= 0f) {
            return; // torch: sum too, and negative weights too
        }
        float divisor = mean ? weightSum : 1f;
        for (int i = 0; i < y.count(); i++) {
            if (y.counts(i)) {
                float own = -weightOf(y.label(i), w);
                float incoming = g[each ? i : 0];
                // torch: 2-D input divides after, N-D input before it multiplies by the incoming gradient.
                grad[y.position(i)] = plane ? own * incoming / divisor : own / divisor * incoming;
            }
        }
    }
}
