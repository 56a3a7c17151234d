// Derived from MultiLabelMarginLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/**
 * z[j, i] = 1 - x[y[j]] + x[i], l = sum over labels j, and i no label, of max(0, z[j, i]) / C.
 *
 * <p>dl/dx[i] = (number of j with z[j, i] &gt; 0) / C, dl/dx[y[j]] = -(number of i with z[j, i] &gt; 0) / C.
 */
public final class MultiLabelMarginLossFloat64 {
    private MultiLabelMarginLossFloat64() {}

    /** Returns the loss of each row. */
    public static double[] losses(double[] x, long[] y, int classes) {
        double[] losses = new double[x.length / classes];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = rowSum(x, y, row * classes, classes) / classes;
        }
        return losses;
    }

    /** Returns the sum or the mean of the losses. */
    public static double[] total(double[] x, long[] y, int classes, boolean mean) {
        int rows = x.length / classes;
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (int row = 0; row < rows; row++) {
            sum += rowSum(x, y, row * classes, classes);
        }
        sum /= classes;
        return new double[] {(mean ? sum / rows : sum)};
    }

    /** Returns C times the loss of a row: summed in double, then rounded. */
    private static double rowSum(double[] x, long[] y, int from, int classes) {
        boolean[] isLabel = labels(y, from, classes);
        double sum = 0.0;
        for (int j = from; j < from + classes && y[j] >= 0; j++) {
            double label = x[from + (int) y[j]];
            for (int i = 0; i < classes; i++) {
                double z = 1.0 - label + x[from + i];
                if (!isLabel[i] && z > 0.0) {
                    sum += z;
                }
            }
        }
        return sum;
    }

    /** Returns the gradient of x. */
    public static double[] gradient(double[] g, double[] x, long[] y, int classes, boolean mean) {
        double[] grad = new double[x.length];
        double norm = (1.0 / (mean ? grad.length : classes));
        int step = g.length == 1 ? 0 : 1;
        for (int row = 0; row < grad.length / classes; row++) {
            int from = row * classes;
            addGradient(grad, norm, x, y, from, classes);
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            for (int i = from; i < from + classes; i++) {
                grad[i] *= g[row * step];
            }
        }
        return grad;
    }

    /** Adds the gradient of a row for an incoming 1; torch: by repeated addition, not by multiplication. */
    private static void addGradient(double[] grad, double norm, double[] x, long[] y, int from, int classes) {
        boolean[] isLabel = labels(y, from, classes);
        for (int j = from; j < from + classes && y[j] >= 0; j++) {
            int label = from + (int) y[j];
            for (int i = 0; i < classes; i++) {
                double z = 1.0 - x[label] + x[from + i];
                if (!isLabel[i] && z > 0.0) {
                    grad[label] -= norm;
                    grad[from + i] += norm;
                }
            }
        }
    }

    /** Returns for each class of a row whether it is a label. */
    private static boolean[] labels(long[] target, int from, int classes) {
        boolean[] isLabel = new boolean[classes];
        for (int j = from; j < from + classes && target[j] >= 0; j++) {
            isLabel[(int) target[j]] = true;
        }
        return isLabel;
    }
}
