package io.lossparity.kernel;

import io.lossparity.kernel.float32.LogSoftmaxFloat32;
import io.lossparity.kernel.float64.LogSoftmaxFloat64;
import io.lossparity.kernel.layout.ClassTargets;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The logarithm of the softmax over axis 1, and its backward, with PyTorch's two orders of operations.
 *
 * <pre>
 *   s[c] = x[c] - max(x) - log(sum of e^(x[k] - max(x)))      dL/dx[c] = g[c] - e^s[c] (sum of g[k])
 * </pre>
 *
 * <p>If axis 1 is the last one, everything is computed in the dtype, and the sum runs over lanes as wide as a vector.
 * Otherwise the sums run one by one in double, and the steps that use them are in double too.
 *
 * <p>Source: PyTorch 1.4.0, aten/src/ATen/native/SoftMax.cpp host_softmax; aten/src/ATen/native/cpu/SoftMaxKernel.cpp
 * vec_log_softmax_lastdim_kernel; aten/src/ATen/cpu/vec256/functional.h map_reduce_all.
 */
public final class LogSoftmax {
    private LogSoftmax() {}

    /** Returns the log-probabilities of the targets' classes, one after the other; 0 where a target does not count. */
    public static <T extends FloatTensor> T forward(T input, ClassTargets y) {
        boolean last = input.shape().rank() == 2;
        Memory memory = Kernels.memory(input);
        return Kernels.map(
                Shape.of(y.count()),
                input,
                (s, x) -> LogSoftmaxFloat32.run(memory, s, null, null, x, y, last),
                (s, x) -> LogSoftmaxFloat64.run(memory, s, null, null, x, y, last));
    }

    /** Returns the results of forward and backward, in that order. */
    public static <T extends FloatTensor> Kernels.Two<T> both(T gradOutput, T input, ClassTargets y) {
        boolean last = input.shape().rank() == 2;
        Memory memory = Kernels.memory(input);
        return Kernels.two(
                gradOutput.shape(),
                input.shape(),
                input,
                gradOutput,
                (s, grad, x, g) -> LogSoftmaxFloat32.run(memory, s, grad, g, x, y, last),
                (s, grad, x, g) -> LogSoftmaxFloat64.run(memory, s, grad, g, x, y, last));
    }

    /** Returns the gradient of the input, given that of forward's result. */
    public static <T extends FloatTensor> T backward(T gradOutput, T input, ClassTargets y) {
        boolean last = input.shape().rank() == 2;
        Memory memory = Kernels.memory(input);
        return Kernels.map(
                input.shape(),
                gradOutput,
                input,
                (grad, g, x) -> LogSoftmaxFloat32.run(memory, null, grad, g, x, y, last),
                (grad, g, x) -> LogSoftmaxFloat64.run(memory, null, grad, g, x, y, last));
    }
}
