package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * l = -w (y s(x) + (1 - y) s(1 - x)), s(a) = log a, s(0) = log 1e-12.
 *
 * <p>dl/dx = -w (y - x) / ((1 - x + 1e-12) (x + 1e-12)). The weights w may be null.
 */
public final class BCELossFloat32 {
    private static final double EPSILON = 1e-12;
    private static final float LOG_EPSILON = (float) Elementary.scalarLog(EPSILON);

    private BCELossFloat32() {}

    /** Returns the index of the first element that is not a probability, or -1. */
    public static int outside(float[] x) {
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] >= 0f && x[i] <= 1f)) {
                return i;
            }
        }
        return -1;
    }

    /** Computes the losses; the weights may be null. */
    public static void losses(float[] loss, float[] x, float[] y, float[] w) {
        for (int i = 0; i < loss.length; i++) {
            loss[i] = (float) -unrounded(x[i], y[i]);
            if (w != null) {
                loss[i] *= w[i];
            }
        }
    }

    /** Computes the sum or the mean of the losses. */
    public static void total(float[] total, Memory memory, float[] x, float[] y, float[] w, boolean mean) {
        float sum = Elementary.FAST ? ofBlocks(memory, x, y, w) : oneByOne(x, y, w);
        total[0] = mean ? sum / x.length : sum;
    }

    private static float oneByOne(float[] x, float[] y, float[] w) {
        float sum = 0f; // torch: one accumulator of the dtype; the loss is not rounded before it is subtracted
        for (int i = 0; i < x.length; i++) {
            double loss =
                    unrounded(x[i], y[i]); // one by one: while one sum waits for the last, the processor takes logs
            sum = (float) (sum - (w == null ? loss : loss * w[i]));
        }
        return sum;
    }

    private static float ofBlocks(Memory memory, float[] x, float[] y, float[] w) {
        double[] block = Elementary.wideBlock();
        float[] log = memory.float32(block.length);
        float[] logOfRest = memory.float32(block.length);
        double sum = 0.0;
        for (int from = 0; from < x.length; from += block.length) {
            int count = Math.min(block.length, x.length - from);
            System.arraycopy(x, from, log, 0, count);
            for (int i = 0; i < count; i++) {
                logOfRest[i] = (float) (1.0 - x[from + i]);
            }
            safeLogs(log, count);
            safeLogs(logOfRest, count);
            for (int i = 0; i < count; i++) {
                block[i] = ofLogs(log[i], logOfRest[i], y[from + i]);
            }
            for (int i = 0; w != null && i < count; i++) {
                block[i] *= w[from + i];
            }
            sum = Elementary.arrays().sum(sum, block, 0, count);
        }
        return (float) -sum;
    }

    /** Returns minus the loss before it is weighted and rounded to the dtype. */
    private static double unrounded(float x, float y) {
        return ofLogs(safeLog(x), safeLog((float) (1.0 - x)), y);
    }

    private static double ofLogs(float log, float logOfRest, float y) {
        // torch: the first product is of the dtype, the second one and their sum are float64.
        float first = log * y;
        return first + logOfRest * (1.0 - y);
    }

    private static float safeLog(float a) {
        return a == 0f ? LOG_EPSILON : Elementary.scalarLog(a); // torch: no clamp near 0
    }

    private static void safeLogs(float[] a, int count) {
        Elementary.arrays().scalarLog(a, 0, count);
        for (int i = 0; i < count; i++) {
            a[i] = a[i] == Float.NEGATIVE_INFINITY ? LOG_EPSILON : a[i];
        }
    }

    /** Computes the gradient of x, given those of the losses, or that of their sum or mean. */
    public static void gradient(
            float[] grad, float[] g, float[] x, float[] y, float[] w, boolean each, int count, int from, int to) {
        float norm = (float) (1.0 / count);
        double shared = g[0];
        for (int i = from; i < to; i++) {
            double denominator = (1.0 - x[i] + EPSILON) * (x[i] + EPSILON);
            grad[i] = each
                    ? (float) (-(y[i] - x[i]) / denominator)
                    : (float) (-norm * (y[i] - x[i]) / denominator * shared);
            if (w != null) {
                grad[i] *= w[i];
            }
            if (each) {
                grad[i] *= g[i];
            }
        }
    }
}
