// Derived from BCELossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * l = -w (y s(x) + (1 - y) s(1 - x)), s(a) = log a, s(0) = log 1e-12.
 *
 * <p>dl/dx = -w (y - x) / ((1 - x + 1e-12) (x + 1e-12)). The weights w may be null.
 */
public final class BCELossFloat64 {
    private static final double EPSILON = 1e-12;
    private static final double LOG_EPSILON = Elementary.scalarLog(EPSILON);

    private BCELossFloat64() {}

    /** Returns the index of the first element that is not a probability, or -1. */
    public static int outside(double[] x) {
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] >= 0.0 && x[i] <= 1.0)) {
                return i;
            }
        }
        return -1;
    }

    /** Computes the losses; the weights may be null. */
    public static void losses(double[] loss, double[] x, double[] y, double[] w) {
        for (int i = 0; i < loss.length; i++) {
            loss[i] = -unrounded(x[i], y[i]);
            if (w != null) {
                loss[i] *= w[i];
            }
        }
    }

    /** Computes the sum or the mean of the losses. */
    public static void total(double[] total, Memory memory, double[] x, double[] y, double[] w, boolean mean) {
        double sum = Elementary.FAST ? ofBlocks(memory, x, y, w) : oneByOne(x, y, w);
        total[0] = mean ? sum / x.length : sum;
    }

    private static double oneByOne(double[] x, double[] y, double[] w) {
        double sum = 0.0; // torch: one accumulator of the dtype; the loss is not rounded before it is subtracted
        for (int i = 0; i < x.length; i++) {
            double loss =
                    unrounded(x[i], y[i]); // one by one: while one sum waits for the last, the processor takes logs
            sum = (sum - (w == null ? loss : loss * w[i]));
        }
        return sum;
    }

    private static double ofBlocks(Memory memory, double[] x, double[] y, double[] w) {
        double[] block = Elementary.wideBlock();
        double[] log = memory.float64(block.length);
        double[] logOfRest = memory.float64(block.length);
        double sum = 0.0;
        for (int from = 0; from < x.length; from += block.length) {
            int count = Math.min(block.length, x.length - from);
            System.arraycopy(x, from, log, 0, count);
            for (int i = 0; i < count; i++) {
                logOfRest[i] = (1.0 - x[from + i]);
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
        return -sum;
    }

    /** Returns minus the loss before it is weighted and rounded to the dtype. */
    private static double unrounded(double x, double y) {
        return ofLogs(safeLog(x), safeLog((1.0 - x)), y);
    }

    private static double ofLogs(double log, double logOfRest, double y) {
        // torch: the first product is of the dtype, the second one and their sum are float64.
        double first = log * y;
        return first + logOfRest * (1.0 - y);
    }

    private static double safeLog(double a) {
        return a == 0.0 ? LOG_EPSILON : Elementary.scalarLog(a); // torch: no clamp near 0
    }

    private static void safeLogs(double[] a, int count) {
        Elementary.arrays().scalarLog(a, 0, count);
        for (int i = 0; i < count; i++) {
            a[i] = a[i] == Double.NEGATIVE_INFINITY ? LOG_EPSILON : a[i];
        }
    }

    /** Computes the gradient of x, given those of the losses, or that of their sum or mean. */
    public static void gradient(
            double[] grad, double[] g, double[] x, double[] y, double[] w, boolean each, int count, int from, int to) {
        double norm = (1.0 / count);
        double shared = g[0];
        for (int i = from; i < to; i++) {
            double denominator = (1.0 - x[i] + EPSILON) * (x[i] + EPSILON);
            grad[i] = each
                    ? (-(y[i] - x[i]) / denominator)
                    : (-norm * (y[i] - x[i]) / denominator * shared);
            if (w != null) {
                grad[i] *= w[i];
            }
            if (each) {
                grad[i] *= g[i];
            }
        }
    }
}
