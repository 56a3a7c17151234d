package io.lossparity.internal;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
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
        return Dtype.cast(input, input instanceof Float32Tensor x ? logSigmoid(x) : logSigmoid((Float64Tensor) input));
    }

    /** Returns the gradient of the input. */
    public static <T extends FloatTensor> T backward(T gradOutput, T input) {
        return Dtype.cast(
                input,
                input instanceof Float32Tensor x
                        ? gradient((Float32Tensor) gradOutput, x)
                        : gradient((Float64Tensor) gradOutput, (Float64Tensor) input));
    }

    // <float32>
    /** Returns e^-m + e^(-x - m), where m = max(0, -x). */
    private static float total(float x, float m) {
        return Elementary.scalarExp(-m) + Elementary.scalarExp(-x - m);
    }

    private static Float32Tensor logSigmoid(Float32Tensor input) {
        float[] x = input.array(TRUSTED);
        float[] result = new float[x.length];
        for (int i = 0; i < result.length; i++) {
            float m = Math.max(0f, -x[i]);
            result[i] = -(m + Elementary.scalarLog(total(x[i], m)));
        }
        return Float32Tensor.wrap(input.shape(), result, TRUSTED);
    }

    private static Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        float[] grad = new float[x.length];
        for (int i = 0; i < grad.length; i++) {
            float z = total(x[i], Math.max(0f, -x[i]));
            double fraction = (z - 1.0) / z; // torch: in double, rounded before it multiplies
            float derivative = (float) (x[i] < 0f ? 1.0 - fraction : fraction);
            grad[i] = derivative * g[i];
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    /** Returns e^-m + e^(-x - m), where m = max(0, -x). */
    private static double total(double x, double m) {
        return Elementary.scalarExp(-m) + Elementary.scalarExp(-x - m);
    }

    private static Float64Tensor logSigmoid(Float64Tensor input) {
        double[] x = input.array(TRUSTED);
        double[] result = new double[x.length];
        for (int i = 0; i < result.length; i++) {
            double m = Math.max(0.0, -x[i]);
            result[i] = -(m + Elementary.scalarLog(total(x[i], m)));
        }
        return Float64Tensor.wrap(input.shape(), result, TRUSTED);
    }

    private static Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        double[] grad = new double[x.length];
        for (int i = 0; i < grad.length; i++) {
            double z = total(x[i], Math.max(0.0, -x[i]));
            double fraction = (z - 1.0) / z; // torch: in double, rounded before it multiplies
            double derivative = (x[i] < 0.0 ? 1.0 - fraction : fraction);
            grad[i] = derivative * g[i];
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
