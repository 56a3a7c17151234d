// Derived from LogSoftmaxFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;

/**
 * s[c] = x[c] - max(x) - log(sum of e^(x[k] - max(x))), dL/dx[c] = g[c] - e^s[c] (sum of g[k]).
 *
 * <p>Rows along axis 1; {@code stride} is the distance of two classes, {@code last} whether axis 1 is the last one.
 */
public final class LogSoftmaxFloat64 {
    private static final int LANES = 256 / Double.SIZE;

    private LogSoftmaxFloat64() {}

    /** Returns s of each element. */
    public static double[] logSoftmax(double[] x, int classes, int stride, boolean last) {
        double[] result = new double[x.length];
        for (int row = 0; classes > 0 && row < x.length / classes; row++) {
            int from = AxisOne.begin(row, classes, stride);
            double max = max(x, from, classes, stride);
            if (last) {
                double log = Elementary.scalarLog(sumOfLanes(x, from, classes, max));
                for (int i = from; i < from + classes; i++) {
                    result[i] = x[i] - max - log;
                }
            } else {
                double log = Elementary.scalarLog(sumInOrder(x, from, classes, stride, max));
                for (int c = 0; c < classes; c++) {
                    result[from + c * stride] = (x[from + c * stride] - max - log);
                }
            }
        }
        return result;
    }

    private static double max(double[] x, int from, int classes, int stride) {
        double max = x[from];
        for (int c = 1; c < classes; c++) {
            max = Math.max(max, x[from + c * stride]);
        }
        return max;
    }

    /** Returns the sum of e^(x - max) in torch's order: lane by lane, then the lanes. */
    private static double sumOfLanes(double[] x, int from, int classes, double max) {
        int lanes = Math.min(LANES, classes);
        double sum = 0.0;
        for (int lane = 0; lane < lanes; lane++) {
            double partial = Elementary.scalarExp(x[from + lane] - max);
            for (int c = lane + LANES; c < classes; c += LANES) {
                partial += Elementary.scalarExp(x[from + c] - max);
            }
            sum += partial;
        }
        return sum;
    }

    private static double sumInOrder(double[] x, int from, int classes, int stride, double max) {
        double sum = 0.0;
        for (int c = 0; c < classes; c++) {
            sum += Elementary.scalarExp(x[from + c * stride] - max);
        }
        return sum;
    }

    /** Returns the gradient of x, given s. */
    public static double[] gradient(double[] g, double[] s, int classes, int stride, boolean last) {
        double[] grad = new double[s.length];
        for (int row = 0; classes > 0 && row < s.length / classes; row++) {
            int from = AxisOne.begin(row, classes, stride);
            // Exact in any order: one class of a row at most has a gradient.
            double sum = last ? -0.0 : 0.0; // torch: begins with the first element, which may be -0
            for (int c = 0; c < classes; c++) {
                sum += g[from + c * stride];
            }
            for (int c = 0; c < classes; c++) {
                int i = from + c * stride;
                double softmax = Elementary.scalarExp(s[i]);
                double product = softmax * sum;
                grad[i] = (last ? g[i] - product : g[i] - softmax * sum);
            }
        }
        return grad;
    }
}
