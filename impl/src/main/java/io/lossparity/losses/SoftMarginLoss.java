package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.internal.Elementary;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;

/**
 * The logistic loss of input x under targets y of 1 and -1.
 *
 * <pre>
 *   z = e^(-y x)
 *   forward    l = log(1 + z)                L = mean(l) | sum(l) | l
 *   backward   dl/dx = -y z / (1 + z)
 * </pre>
 *
 * <p>Shapes: input any, target the same; the output is 0-d unless the reduction is none.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>y is any number, not checked; y = 0 gives log 2 and no gradient;
 *   <li>z overflows (-y x &gt; 709.78 in float64, 88.72 in float32): the loss is Infinity, the gradient NaN;
 *   <li>float32: z is rounded to float32, but 1 + z and its logarithm are computed in float64;
 *   <li>no elements: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes or shapes differ, or gradOutput has not the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py soft_margin_loss; aten/src/THNN/generic/SoftMarginCriterion.c.
 *
 * @param reduction none, mean (the default) or sum
 */
public record SoftMarginLoss(Reduction reduction) implements Loss, LegacyFlags<SoftMarginLoss> {
    private static final String NAME = "SoftMarginLoss";

    /** Checks the reduction. */
    public SoftMarginLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: the mean. */
    public SoftMarginLoss() {
        this(Reduction.MEAN);
    }

    @Override
    public SoftMarginLoss withReduction(Reduction newReduction) {
        return new SoftMarginLoss(newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        check(input, target);
        boolean each = reduction == Reduction.NONE;
        FloatTensor output = input instanceof Float32Tensor x
                ? (each ? losses(x, (Float32Tensor) target) : total(x, (Float32Tensor) target))
                : (each
                        ? losses((Float64Tensor) input, (Float64Tensor) target)
                        : total((Float64Tensor) input, (Float64Tensor) target));
        return Dtype.cast(input, output);
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        check(input, target);
        return backward(Checks.implicitGradOutput(NAME, input, reduction.outputShape(input.shape())), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        check(input, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(input.shape()));
        FloatTensor grad = input instanceof Float32Tensor x
                ? gradient((Float32Tensor) incoming, x, (Float32Tensor) target)
                : gradient((Float64Tensor) incoming, (Float64Tensor) input, (Float64Tensor) target);
        return Dtype.cast(input, grad);
    }

    private static void check(FloatTensor input, FloatTensor target) {
        Checks.sameDtype(NAME, "input", input, "target", target);
        Checks.sameShape(NAME, "input", input, "target", target);
    }

    // <float32>
    private static Float32Tensor losses(Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = loss(x[i], y[i]);
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float32Tensor total(Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float sum = 0f; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < x.length; i++) {
            sum += loss(x[i], y[i]);
        }
        return Float32Tensor.scalar(reduction == Reduction.MEAN ? sum / x.length : sum);
    }

    private static float loss(float x, float y) {
        // torch: the exponential is rounded to the dtype; 1 + z and its logarithm are float64.
        return (float) Elementary.scalarLog(1.0 + Elementary.scalarExp(-x * y));
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[x.length];
        float norm = (float) (reduction == Reduction.MEAN ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            float z = Elementary.scalarExp(-y[i] * x[i]);
            if (reduction == Reduction.NONE) {
                float own = (float) (-y[i] * z / (1.0 + z));
                grad[i] = own * g[i];
            } else {
                grad[i] = (float) (-norm * y[i] * z / (1.0 + z) * g[0]); // torch: float64 from the division on
            }
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private static Float64Tensor losses(Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = loss(x[i], y[i]);
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float64Tensor total(Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double sum = 0.0; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < x.length; i++) {
            sum += loss(x[i], y[i]);
        }
        return Float64Tensor.scalar(reduction == Reduction.MEAN ? sum / x.length : sum);
    }

    private static double loss(double x, double y) {
        // torch: the exponential is rounded to the dtype; 1 + z and its logarithm are float64.
        return Elementary.scalarLog(1.0 + Elementary.scalarExp(-x * y));
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[x.length];
        double norm = (reduction == Reduction.MEAN ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            double z = Elementary.scalarExp(-y[i] * x[i]);
            if (reduction == Reduction.NONE) {
                double own = (-y[i] * z / (1.0 + z));
                grad[i] = own * g[i];
            } else {
                grad[i] = (-norm * y[i] * z / (1.0 + z) * g[0]); // torch: float64 from the division on
            }
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
