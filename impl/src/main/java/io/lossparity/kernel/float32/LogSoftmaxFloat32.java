package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;

/**
 * s[c] = x[c] - max(x) - log(sum of e^(x[k] - max(x))), dL/dx[c] = g[c] - e^s[c] (sum of g[k]).
 *
 * <p>Rows along axis 1; {@code stride} is the distance of two classes, {@code last} whether axis 1 is the last one.
 */
public final class LogSoftmaxFloat32 {
    private static final int LANES = 256 / Float.SIZE;

    private LogSoftmaxFloat32() {}

    /** Returns s of each element. */
    public static float[] logSoftmax(float[] x, int classes, int stride, boolean last) {
        float[] result = new float[x.length];
        for (int row = 0; classes > 0 && row < x.length / classes; row++) {
            int from = AxisOne.begin(row, classes, stride);
            float max = max(x, from, classes, stride);
            if (last) {
                float log = Elementary.scalarLog(sumOfLanes(x, from, classes, max));
                for (int i = from; i < from + classes; i++) {
                    result[i] = x[i] - max - log;
                }
            } else {
                double log = Elementary.scalarLog(sumInOrder(x, from, classes, stride, max));
                for (int c = 0; c < classes; c++) {
                    result[from + c * stride] = (float) (x[from + c * stride] - max - log);
                }
            }
        }
        return result;
    }

    private static float max(float[] x, int from, int classes, int stride) {
        float max = x[from];
        for (int c = 1; c < classes; c++) {
            max = Math.max(max, x[from + c * stride]);
        }
        return max;
    }

    /** Returns the sum of e^(x - max) in torch's order: lane by lane, then the lanes. */
    private static float sumOfLanes(float[] x, int from, int classes, float max) {
        int lanes = Math.min(LANES, classes);
        float sum = 0f;
        for (int lane = 0; lane < lanes; lane++) {
            float partial = Elementary.scalarExp(x[from + lane] - max);
            for (int c = lane + LANES; c < classes; c += LANES) {
                partial += Elementary.scalarExp(x[from + c] - max);
            }
            sum += partial;
        }
        return sum;
    }

    private static double sumInOrder(float[] x, int from, int classes, int stride, float max) {
        double sum = 0.0;
        for (int c = 0; c < classes; c++) {
            sum += Elementary.scalarExp(x[from + c * stride] - max);
        }
        return sum;
    }

    /** Returns the gradient of x, given s. */
    public static float[] gradient(float[] g, float[] s, int classes, int stride, boolean last) {
        float[] grad = new float[s.length];
        for (int row = 0; classes > 0 && row < s.length / classes; row++) {
            int from = AxisOne.begin(row, classes, stride);
            // Exact in any order: one class of a row at most has a gradient.
            double sum = last ? -0.0 : 0.0; // torch: begins with the first element, which may be -0
            for (int c = 0; c < classes; c++) {
                sum += g[from + c * stride];
            }
            for (int c = 0; c < classes; c++) {
                int i = from + c * stride;
                float softmax = Elementary.scalarExp(s[i]);
                float product = softmax * (float) sum;
                grad[i] = (float) (last ? g[i] - product : g[i] - softmax * sum);
            }
        }
        return grad;
    }
}
