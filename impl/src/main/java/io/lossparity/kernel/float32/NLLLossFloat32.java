package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.ClassTargets;

/**
 * l = -w[y] x[y], 0 where y is ignored, W = sum of w[y]; dl/dx[c] = -w[y] if c = y, otherwise 0.
 *
 * <p>The weights w may be null.
 */
public final class NLLLossFloat32 {
    private NLLLossFloat32() {}

    /** Returns the losses. */
    public static float[] losses(float[] x, float[] w, ClassTargets y) {
        float[] loss = new float[y.count()];
        for (int i = 0; i < loss.length; i++) {
            if (y.counts(i)) {
                loss[i] = -x[y.position(i)] * weightOf(y.label(i), w);
            }
        }
        return loss;
    }

    /** Returns the sum of the losses, or that divided by the sum of the weights; {@code empty} says if the input is. */
    public static float[] total(float[] x, float[] w, ClassTargets y, boolean empty, boolean mean) {
        float sum = 0f; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < y.count(); i++) {
            if (y.counts(i)) {
                sum -= x[y.position(i)] * weightOf(y.label(i), w);
            }
        }
        float weightSum = weightSum(w, y);
        // torch: a weight sum of 0 does not divide, except for an empty input.
        boolean divides = mean && (weightSum != 0f || empty);
        return new float[] {divides ? sum / weightSum : sum};
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
     * Returns the gradient of x.
     *
     * @param size the number of elements of x
     * @param plane whether x has no axes behind the classes
     * @param each whether the losses are not reduced
     */
    public static float[] gradient(
            float[] g, float[] w, ClassTargets y, int size, boolean plane, boolean each, boolean mean) {
        float[] grad = new float[size];
        float weightSum = weightSum(w, y);
        if (!each && weightSum <= 0f) {
            return grad; // torch: sum too, and negative weights too
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
        return grad;
    }
}
