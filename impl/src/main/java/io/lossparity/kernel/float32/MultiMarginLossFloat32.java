package io.lossparity.kernel.float32;

import io.lossparity.math.Select;

/**
 * z[i] = margin - x[y] + x[i], l = sum over i != y of w[y] max(0, z[i])^p / C.
 *
 * <p>dl/dx[i] = p w[y] z[i]^(p - 1) / C if z[i] &gt; 0, otherwise 0; dl/dx[y] = -sum of dl/dx[i]. The weights w may
 * be null.
 */
public final class MultiMarginLossFloat32 {
    private MultiMarginLossFloat32() {}

    /** Computes the loss of each row. */
    public static void losses(float[] loss, float[] x, float[] w, long[] y, int classes, int p, double margin) {
        float m = (float) margin;
        for (int row = 0; row < loss.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            float lead = m - x[own];
            float weight = w == null ? 1f : w[(int) y[row]];
            float before = sum(0f, lead, weight, p, x, from, own);
            loss[row] = sum(before, lead, weight, p, x, own + 1, from + classes) / classes;
        }
    }

    /** Adds the terms of a range of x to a sum. */
    private static float sum(float start, float lead, float weight, int p, float[] x, int from, int to) {
        float sum = start;
        for (int i = from; i < to; i++) {
            float z = lead + x[i];
            float h = p == 1 ? z : z * z;
            sum += Select.positive(z, h * weight);
        }
        return sum;
    }

    /** Computes the sum or the mean of the losses. */
    public static void total(float[] total, float[] losses, boolean mean) {
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (float loss : losses) {
            sum += loss;
        }
        total[0] = (float) (mean ? sum / losses.length : sum);
    }

    /** Computes the gradient of x. */
    public static void gradient(
            float[] grad, float[] g, float[] x, float[] w, long[] y, int classes, int p, double margin, boolean mean) {
        float m = (float) margin;
        float norm = (float) (1.0 / (mean ? grad.length : classes));
        int step = g.length == 1 ? 0 : 1;
        for (int row = 0; row < y.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            float lead = m - x[own];
            float weight = w == null ? 1f : w[(int) y[row]];
            float before = terms(grad, 0f, norm, lead, weight, p, x, from, own);
            grad[own] = terms(grad, before, norm, lead, weight, p, x, own + 1, from + classes);
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            float incoming = g[row * step];
            for (int i = from; i < from + classes; i++) {
                grad[i] *= incoming;
            }
        }
    }

    /** Computes the gradient of a range of x, and subtracts it from a number. */
    private static float terms(
            float[] grad, float start, float norm, float lead, float weight, int p, float[] x, int from, int to) {
        float rest = start;
        for (int i = from; i < to; i++) {
            float z = lead + x[i];
            float h = p == 1 ? norm : 2f * norm * z;
            grad[i] = Select.positive(z, h * weight);
            rest -= grad[i];
        }
        return rest;
    }
}
