// Derived from MultiMarginLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Select;

/**
 * z[i] = margin - x[y] + x[i], l = sum over i != y of w[y] max(0, z[i])^p / C.
 *
 * <p>dl/dx[i] = p w[y] z[i]^(p - 1) / C if z[i] &gt; 0, otherwise 0; dl/dx[y] = -sum of dl/dx[i]. The weights w may
 * be null.
 */
public final class MultiMarginLossFloat64 {
    private MultiMarginLossFloat64() {}

    /** Computes the loss of each row. */
    public static void losses(double[] loss, double[] x, double[] w, long[] y, int classes, int p, double margin) {
        double m = margin;
        for (int row = 0; row < loss.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            double lead = m - x[own];
            double weight = w == null ? 1.0 : w[(int) y[row]];
            double before = sum(0.0, lead, weight, p, x, from, own);
            loss[row] = sum(before, lead, weight, p, x, own + 1, from + classes) / classes;
        }
    }

    /** Adds the terms of a range of x to a sum. */
    private static double sum(double start, double lead, double weight, int p, double[] x, int from, int to) {
        double sum = start;
        for (int i = from; i < to; i++) {
            double z = lead + x[i];
            double h = p == 1 ? z : z * z;
            sum += Select.positive(z, h * weight);
        }
        return sum;
    }

    /** Computes the sum or the mean of the losses. */
    public static void total(double[] total, double[] losses, boolean mean) {
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (double loss : losses) {
            sum += loss;
        }
        total[0] = (mean ? sum / losses.length : sum);
    }

    /** Computes the gradient of x. */
    public static void gradient(
            double[] grad, double[] g, double[] x, double[] w, long[] y, int classes, int p, double margin, boolean mean) {
        double m = margin;
        double norm = (1.0 / (mean ? grad.length : classes));
        int step = g.length == 1 ? 0 : 1;
        for (int row = 0; row < y.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            double lead = m - x[own];
            double weight = w == null ? 1.0 : w[(int) y[row]];
            double before = terms(grad, 0.0, norm, lead, weight, p, x, from, own);
            grad[own] = terms(grad, before, norm, lead, weight, p, x, own + 1, from + classes);
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            double incoming = g[row * step];
            for (int i = from; i < from + classes; i++) {
                grad[i] *= incoming;
            }
        }
    }

    /** Computes the gradient of a range of x, and subtracts it from a number. */
    private static double terms(
            double[] grad, double start, double norm, double lead, double weight, int p, double[] x, int from, int to) {
        double rest = start;
        for (int i = from; i < to; i++) {
            double z = lead + x[i];
            double h = p == 1 ? norm : 2.0 * norm * z;
            grad[i] = Select.positive(z, h * weight);
            rest -= grad[i];
        }
        return rest;
    }
}
