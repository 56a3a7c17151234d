package io.lossparity.kernel.float32;

/**
 * z[i] = margin - x[y] + x[i], l = sum over i != y of w[y] max(0, z[i])^p / C.
 *
 * <p>dl/dx[i] = p w[y] z[i]^(p - 1) / C if z[i] &gt; 0, otherwise 0; dl/dx[y] = -sum of dl/dx[i]. The weights w may
 * be null.
 */
public final class MultiMarginLossFloat32 {
    private MultiMarginLossFloat32() {}

    /** Returns the loss of each row. */
    public static float[] losses(float[] x, float[] w, long[] y, int classes, int p, double margin) {
        float m = (float) margin;
        float[] loss = new float[y.length];
        for (int row = 0; row < loss.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            float sum = 0f;
            for (int i = from; i < from + classes; i++) {
                float z = m - x[own] + x[i];
                if (i != own && z > 0f) {
                    float h = p == 1 ? z : z * z;
                    sum += w == null ? h : h * w[(int) y[row]];
                }
            }
            loss[row] = sum / classes;
        }
        return loss;
    }

    /** Returns the sum or the mean of the losses. */
    public static float[] total(float[] losses, boolean mean) {
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (float loss : losses) {
            sum += loss;
        }
        return new float[] {(float) (mean ? sum / losses.length : sum)};
    }

    /** Returns the gradient of x. */
    public static float[] gradient(
            float[] g, float[] x, float[] w, long[] y, int classes, int p, double margin, boolean mean) {
        float m = (float) margin;
        float[] grad = new float[x.length];
        float norm = (float) (1.0 / (mean ? grad.length : classes));
        int step = g.length == 1 ? 0 : 1;
        for (int row = 0; row < y.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            float sum = 0f;
            for (int i = from; i < from + classes; i++) {
                float z = m - x[own] + x[i];
                if (i != own && z > 0f) {
                    float h = p == 1 ? norm : 2f * norm * z;
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
