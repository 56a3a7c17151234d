package io.lossparity.internal;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The logarithm of the softmax over axis 1, and its backward, with PyTorch's two orders of operations.
 *
 * <pre>
 *   s[c] = x[c] - max(x) - log(sum of e^(x[k] - max(x)))      dL/dx[c] = g[c] - e^s[c] (sum of g[k])
 * </pre>
 *
 * <p>Where axis 1 is the last one, all is computed in the dtype, and the sum runs over lanes as wide as a vector;
 * otherwise the sums run one by one in double, and so does what is computed with them.
 *
 * <p>Source: PyTorch 1.4.0, aten/src/ATen/native/SoftMax.cpp host_softmax; aten/src/ATen/native/cpu/SoftMaxKernel.cpp
 * vec_log_softmax_lastdim_kernel; aten/src/ATen/cpu/vec256/functional.h map_reduce_all.
 */
public final class LogSoftmax {
    private static final int FLOAT32_LANES = 8;
    private static final int FLOAT64_LANES = 4;

    private LogSoftmax() {}

    /** Returns the log-probabilities; the input has at least two axes. */
    public static <T extends FloatTensor> T forward(T input) {
        return Dtype.cast(input, input instanceof Float32Tensor x ? logSoftmax(x) : logSoftmax((Float64Tensor) input));
    }

    /**
     * Returns the gradient of the input, given what forward returned and the gradient of that.
     *
     * <p>As after a likelihood, that gradient is 0 but for one class of a row at most.
     */
    public static <T extends FloatTensor> T backward(T gradOutput, T output) {
        return Dtype.cast(
                output,
                output instanceof Float32Tensor s
                        ? gradient((Float32Tensor) gradOutput, s)
                        : gradient((Float64Tensor) gradOutput, (Float64Tensor) output));
    }

    /** Returns the number of elements behind axis 1: the distance of two classes. */
    private static int stride(Shape shape) {
        int stride = 1;
        for (int axis = 2; axis < shape.rank(); axis++) {
            stride *= shape.size(axis);
        }
        return stride;
    }

    /** Returns where the i-th row of classes begins. */
    private static int begin(int row, int classes, int stride) {
        return row / stride * classes * stride + row % stride;
    }

    // <float32>
    private static Float32Tensor logSoftmax(Float32Tensor input) {
        float[] x = input.array(TRUSTED);
        float[] result = new float[x.length];
        int classes = input.shape().size(1);
        int stride = stride(input.shape());
        boolean last = input.shape().rank() == 2;
        for (int row = 0; classes > 0 && row < x.length / classes; row++) {
            int from = begin(row, classes, stride);
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
        return Float32Tensor.wrap(input.shape(), result, TRUSTED);
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
        int lanes = Math.min(FLOAT32_LANES, classes);
        float sum = 0f;
        for (int lane = 0; lane < lanes; lane++) {
            float partial = Elementary.scalarExp(x[from + lane] - max);
            for (int c = lane + FLOAT32_LANES; c < classes; c += FLOAT32_LANES) {
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

    private static Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor output) {
        float[] g = gradOutput.array(TRUSTED);
        float[] s = output.array(TRUSTED);
        float[] grad = new float[s.length];
        int classes = output.shape().size(1);
        int stride = stride(output.shape());
        boolean last = output.shape().rank() == 2;
        for (int row = 0; classes > 0 && row < s.length / classes; row++) {
            int from = begin(row, classes, stride);
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
        return Float32Tensor.wrap(output.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private static Float64Tensor logSoftmax(Float64Tensor input) {
        double[] x = input.array(TRUSTED);
        double[] result = new double[x.length];
        int classes = input.shape().size(1);
        int stride = stride(input.shape());
        boolean last = input.shape().rank() == 2;
        for (int row = 0; classes > 0 && row < x.length / classes; row++) {
            int from = begin(row, classes, stride);
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
        return Float64Tensor.wrap(input.shape(), result, TRUSTED);
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
        int lanes = Math.min(FLOAT64_LANES, classes);
        double sum = 0.0;
        for (int lane = 0; lane < lanes; lane++) {
            double partial = Elementary.scalarExp(x[from + lane] - max);
            for (int c = lane + FLOAT64_LANES; c < classes; c += FLOAT64_LANES) {
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

    private static Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor output) {
        double[] g = gradOutput.array(TRUSTED);
        double[] s = output.array(TRUSTED);
        double[] grad = new double[s.length];
        int classes = output.shape().size(1);
        int stride = stride(output.shape());
        boolean last = output.shape().rank() == 2;
        for (int row = 0; classes > 0 && row < s.length / classes; row++) {
            int from = begin(row, classes, stride);
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
        return Float64Tensor.wrap(output.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
