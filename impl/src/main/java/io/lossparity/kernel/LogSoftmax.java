package io.lossparity.kernel;

import io.lossparity.kernel.float32.LogSoftmaxFloat32;
import io.lossparity.kernel.float64.LogSoftmaxFloat64;
import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.tensor.FloatTensor;

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
    private LogSoftmax() {}

    /** Returns the log-probabilities; the input has at least two axes. */
    public static <T extends FloatTensor> T forward(T input) {
        int classes = input.shape().size(1);
        int stride = AxisOne.stride(input.shape());
        boolean last = input.shape().rank() == 2;
        return Kernels.map(
                input.shape(),
                input,
                x -> LogSoftmaxFloat32.logSoftmax(x, classes, stride, last),
                x -> LogSoftmaxFloat64.logSoftmax(x, classes, stride, last));
    }

    /**
     * Returns the gradient of the input, given what forward returned and the gradient of that.
     *
     * <p>As after a likelihood, that gradient is 0 but for one class of a row at most.
     */
    public static <T extends FloatTensor> T backward(T gradOutput, T output) {
        int classes = output.shape().size(1);
        int stride = AxisOne.stride(output.shape());
        boolean last = output.shape().rank() == 2;
        return Kernels.map(
                output.shape(),
                gradOutput,
                output,
                (g, s) -> LogSoftmaxFloat32.gradient(g, s, classes, stride, last),
                (g, s) -> LogSoftmaxFloat64.gradient(g, s, classes, stride, last));
    }
}
