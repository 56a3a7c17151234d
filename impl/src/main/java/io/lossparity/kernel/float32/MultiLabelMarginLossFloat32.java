package io.lossparity.kernel.float32;

import io.lossparity.math.Select;
import io.lossparity.memory.Memory;

/**
 * z[j, i] = 1 - x[y[j]] + x[i], l = sum over labels j, and i no label, of max(0, z[j, i]) / C.
 *
 * <p>dl/dx[i] = (number of j with z[j, i] &gt; 0) / C, dl/dx[y[j]] = -(number of i with z[j, i] &gt; 0) / C.
 */
public final class MultiLabelMarginLossFloat32 {
    private MultiLabelMarginLossFloat32() {}

    /** Computes the loss of each row. */
    public static void losses(float[] losses, Memory memory, float[] x, long[] y, int classes) {
        float[] others = memory.float32(classes);
        for (int row = 0; row < losses.length; row++) {
            losses[row] = rowSum(x, y, row * classes, others) / classes;
        }
    }

    /** Computes the sum or the mean of the losses. */
    public static void total(float[] total, Memory memory, float[] x, long[] y, int classes, boolean mean) {
        int rows = x.length / classes;
        float[] others = memory.float32(classes);
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (int row = 0; row < rows; row++) {
            sum += rowSum(x, y, row * classes, others);
        }
        sum /= classes;
        total[0] = (float) (mean ? sum / rows : sum);
    }

    /** Returns C times the loss of a row: summed in double, then rounded. */
    private static float rowSum(float[] x, long[] y, int from, float[] others) {
        readOthers(x, y, from, others);
        double sum = 0.0;
        for (int j = from; j < from + others.length && y[j] >= 0; j++) {
            float lead = 1f - x[from + (int) y[j]];
            for (int i = 0; i < others.length; i++) {
                float z = lead + others[i];
                sum += Select.positive(z, z);
            }
        }
        return (float) sum;
    }

    /** Reads a row, with -Infinity in place of its labels, which gives no z above 0. */
    private static void readOthers(float[] x, long[] y, int from, float[] others) {
        System.arraycopy(x, from, others, 0, others.length);
        for (int j = from; j < from + others.length && y[j] >= 0; j++) {
            others[(int) y[j]] = Float.NEGATIVE_INFINITY;
        }
    }

    /** Computes the gradient of x. */
    public static void gradient(
            float[] grad, Memory memory, float[] g, float[] x, long[] y, int classes, boolean mean) {
        float[] others = memory.float32(classes);
        float norm = (float) (1.0 / (mean ? grad.length : classes));
        int step = g.length == 1 ? 0 : 1;
        for (int row = 0; row < grad.length / classes; row++) {
            int from = row * classes;
            readOthers(x, y, from, others);
            addGradient(grad, norm, x, y, from, others);
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            float incoming = g[row * step];
            for (int i = from; i < from + classes; i++) {
                grad[i] *= incoming;
            }
        }
    }

    /** Adds the gradient of a row for an incoming 1; torch: by repeated addition, not by multiplication. */
    private static void addGradient(float[] grad, float norm, float[] x, long[] y, int from, float[] others) {
        for (int j = from; j < from + others.length && y[j] >= 0; j++) {
            int label = from + (int) y[j];
            float lead = 1f - x[label];
            float own = grad[label];
            for (int i = 0; i < others.length; i++) {
                float share = Select.positive(lead + others[i], norm);
                own -= share;
                grad[from + i] += share;
            }
            grad[label] = own;
        }
    }
}
