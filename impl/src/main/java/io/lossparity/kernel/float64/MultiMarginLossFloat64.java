// Derived from MultiMarginLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/**
 * z[i] = margin - x[y] + x[i], l = sum over i != y of w[y] max(0, z[i])^p / C.
 *
 * <p>dl/dx[i] = p w[y] z[i]^(p - 1) / C if z[i] &gt; 0, otherwise 0; dl/dx[y] = -sum of dl/dx[i]. The weights w may
 * be null.
 */
public final class MultiMarginLossFloat64 {
    private MultiMarginLossFloat64() {}

    /** Returns the loss of each row. */
    public static double[] losses(double[] x, double[] w, long[] y, int classes, int p, double margin) {
        double m = margin;
        double[] loss = new double[y.length];
        for (int row = 0; row < loss.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            double sum = 0.0;
            for (int i = from; i < from + classes; i++) {
                double z = m - x[own] + x[i];
                if (i != own && z > 0.0) {
                    double h = p == 1 ? z : z * z;
                    sum += w == null ? h : h * w[(int) y[row]];
                }
            }
            loss[row] = sum / classes;
        }
        return loss;
    }

    /** Returns the sum or the mean of the losses. */
    public static double[] total(double[] losses, boolean mean) {
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (double loss : losses) {
            sum += loss;
        }
        return new double[] {(mean ? sum / losses.length : sum)};
    }

    /** Returns the gradient of x. */
    public static double[] gradient(
            double[] g, double[] x, double[] w, long[] y, int classes, int p, double margin, boolean mean) {
        double m = margin;
        double[] grad = new double[x.length];
        double norm = (1.0 / (mean ? grad.length : classes));
        int step = g.length == 1 ? 0 : 1;
        for (int row = 0; row < y.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            double sum = 0.0;
            for (int i = from; i < from + classes; i++) {
                double z = m - x[own] + x[i];
                if (i != own && z > 0.0) {
                    double h = p == 1 ? norm : 2.0 * norm * z;
                    grad[i] = w == null ? h : h * w[(int) y[row]];
                    sum -= grad[i];
                }
            }
            grad[own] = sum;
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            for (int i = from; i < from + classes; i++) {
                grad[i] *= g[row * step];
            }
        }
        return grad;
    }
}
