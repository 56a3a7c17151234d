package io.lossparity.kernel;

import io.lossparity.kernel.float32.LogSigmoidFloat32;
import io.lossparity.kernel.float64.LogSigmoidFloat64;
import io.lossparity.tensor.FloatTensor;

/**
 * The logarithm of the sigmoid, and its backward, as PyTorch 1.4.0 evaluates them: without log1p.
 *
 * <pre>
 *   m = max(0, -x)      z = e^-m + e^(-x - m)      s = -(m + log z)
 *   dL/dx = (1 - (z - 1) / z) g if x &lt; 0, otherwise ((z - 1) / z) g
 * </pre>
 *
 * <p>Source: PyTorch 1.4.0, aten/src/THNN/generic/LogSigmoid.c.
 */
public final class LogSigmoid {
    private LogSigmoid() {}

    /** Returns log(1 / (1 + e^-x)) of each element; NaN at -Infinity. */
    public static <T extends FloatTensor> T forward(T input) {
        return Kernels.map(input.shape(), input, LogSigmoidFloat32::logSigmoid, LogSigmoidFloat64::logSigmoid);
    }

    /** Returns the gradient of the input. */
    public static <T extends FloatTensor> T backward(T gradOutput, T input) {
        return Kernels.map(input.shape(), gradOutput, input, LogSigmoidFloat32::gradient, LogSigmoidFloat64::gradient);
    }
}
