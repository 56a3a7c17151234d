package io.lossparity.kernel.float32;

/**
 * z[j, i] = 1 - x[y[j]] + x[i], l = sum over labels j, and i no label, of max(0, z[j, i]) / C.
 *
 * <p>dl/dx[i] = (number of j with z[j, i] &gt; 0) / C, dl/dx[y[j]] = -(number of i with z[j, i] &gt; 0) / C.
 */
public final class MultiLabelMarginLossFloat32 {
    private MultiLabelMarginLossFloat32() {}

    /** Returns the loss of each row. */
    public static float[] losses(float[] x, long[] y, int classes) {
        float[] losses = new float[x.length / classes];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = rowSum(x, y, row * classes, classes) / classes;
        }
        return losses;
    }

    /** Returns the sum or the mean of the losses. */
    public static float[] total(float[] x, long[] y, int classes, boolean mean) {
        int rows = x.length / classes;
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (int row = 0; row < rows; row++) {
            sum += rowSum(x, y, row * classes, classes);
        }
        sum /= classes;
        return new float[] {(float) (mean ? sum / rows : sum)};
    }

    /** Returns C times the loss of a row: summed in double, then rounded. */
    private static float rowSum(float[] x, long[] y, int from, int classes) {
        boolean[] isLabel = labels(y, from, classes);
        double sum = 0.0;
        for (int j = from; j < from + classes && y[j] >= 0; j++) {
            float label = x[from + (int) y[j]];
            for (int i = 0; i < classes; i++) {
                float z = 1f - label + x[from + i];
                if (!isLabel[i] && z > 0f) {
                    sum += z;
                }
            }
        }
        return (float) sum;
    }

    /** Returns the gradient of x. */
    public static float[] gradient(float[] g, float[] x, long[] y, int classes, boolean mean) {
        float[] grad = new float[x.length];
        float norm = (float) (1.0 / (mean ? grad.length : classes));
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
    private static void addGradient(float[] grad, float norm, float[] x, long[] y, int from, int classes) {
        boolean[] isLabel = labels(y, from, classes);
        for (int j = from; j < from + classes && y[j] >= 0; j++) {
            int label = from + (int) y[j];
            for (int i = 0; i < classes; i++) {
                float z = 1f - x[label] + x[from + i];
                if (!isLabel[i] && z > 0f) {
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
