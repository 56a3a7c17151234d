package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Arithmetic;
import io.lossparity.internal.Broadcast;
import io.lossparity.internal.BroadcastPair;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The squared error where it is small, otherwise the absolute one, between input x and target y.
 *
 * <pre>
 *   forward    d = x - y
 *              l = d^2 / 2 if |d| &lt; 1, otherwise |d| - 1/2        L = mean(l) | sum(l) | l
 *   backward   dl/dx = d if |d| &lt; 1, otherwise sign(d)           dl/dy = -dl/dx
 * </pre>
 *
 * <p>Shapes: input and target any that broadcast with each other; the losses have their common shape, the output is
 * 0-d unless the reduction is none. The mean divides by the number of losses; gradients are summed back to the shape
 * of their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no elements: the mean is NaN, the sum 0;
 *   <li>|x - y| = 1: the loss is 1/2, the gradient 1 or -1;
 *   <li>x - y is NaN: loss and gradient are NaN;
 *   <li>x - y is infinite: the loss is Infinity, the gradient 1 or -1, but NaN from {@link #backwardAll}.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, or gradOutput has not the
 * output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py smooth_l1_loss; aten/src/ATen/native/Loss.cpp smooth_l1_loss,
 * smooth_l1_loss_backward.
 *
 * @param reduction none, mean (the default) or sum
 */
public record SmoothL1Loss(Reduction reduction) implements Loss, LegacyFlags<SmoothL1Loss> {
    private static final String NAME = "SmoothL1Loss";

    /**
     * The gradients of all arguments.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input, T target) {}

    /** Checks the reduction. */
    public SmoothL1Loss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: the mean. */
    public SmoothL1Loss() {
        this(Reduction.MEAN);
    }

    @Override
    public SmoothL1Loss withReduction(Reduction newReduction) {
        return new SmoothL1Loss(newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, input, target);
        FloatTensor losses = pair.input() instanceof Float32Tensor x
                ? losses(x, (Float32Tensor) pair.target())
                : losses((Float64Tensor) pair.input(), (Float64Tensor) pair.target());
        return reduction.apply(Dtype.cast(input, losses));
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return backward(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, input, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(pair.shape()));
        FloatTensor grad = pair.input() instanceof Float32Tensor x
                ? gradient((Float32Tensor) incoming, x, (Float32Tensor) pair.target())
                : gradient((Float64Tensor) incoming, (Float64Tensor) pair.input(), (Float64Tensor) pair.target());
        return Broadcast.sumTo(Dtype.cast(input, grad), input.shape());
    }

    /** Returns the gradients of input and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backwardAll(T input, T target) {
        return backwardAll(implicitGradOutput(input, target), input, target);
    }

    /**
     * Returns the gradients of input and target.
     *
     * <p>When the target requires a gradient, PyTorch takes another path: it adds the gradients of both branches,
     * the one not taken times 0. So the gradients are NaN where x - y is infinite, and may differ from those of
     * {@link #backward} in their last bits.
     */
    public <T extends FloatTensor> Gradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, input, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(pair.shape()));
        FloatTensor grad = pair.input() instanceof Float32Tensor x
                ? composedGradient((Float32Tensor) incoming, x, (Float32Tensor) pair.target())
                : composedGradient(
                        (Float64Tensor) incoming, (Float64Tensor) pair.input(), (Float64Tensor) pair.target());
        T both = Dtype.cast(input, grad);
        return new Gradients<>(
                Broadcast.sumTo(both, input.shape()), Broadcast.sumTo(Arithmetic.negated(both), target.shape()));
    }

    private <T extends FloatTensor> T implicitGradOutput(T input, T target) {
        Shape losses = Checks.broadcast(NAME, "input", input, "target", target);
        return Checks.implicitGradOutput(NAME, input, reduction.outputShape(losses));
    }

    // <float32>
    private static Float32Tensor losses(Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            float z = Math.abs(x[i] - y[i]);
            loss[i] = z < 1f ? 0.5f * z * z : z - 0.5f;
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[x.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        // torch: 1 / n is rounded to the dtype before it multiplies.
        float norm = (float) (reduction == Reduction.MEAN ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            float d = x[i] - y[i];
            if (d <= -1f) {
                grad[i] = -norm * g[i * step];
            } else if (d >= 1f) {
                grad[i] = norm * g[i * step];
            } else {
                grad[i] = norm * d * g[i * step];
            }
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    /** The gradient as the chain of PyTorch's elementary operations. */
    private Float32Tensor composedGradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[x.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        float divisor = reduction == Reduction.MEAN ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            float each = g[i * step] / divisor;
            float d = x[i] - y[i];
            float z = Math.abs(d);
            // torch: where(z < 1, 0.5 * z^2, z - 0.5) sends each branch its share, 0 to the one not taken.
            float squared = (z < 1f ? each : 0f) * 0.5f * 2f * z;
            float linear = z < 1f ? 0f : each;
            grad[i] = (squared + linear) * sign(d);
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    /** Returns -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    private static float sign(float d) {
        return d > 0f ? 1f : d < 0f ? -1f : 0f;
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private static Float64Tensor losses(Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            double z = Math.abs(x[i] - y[i]);
            loss[i] = z < 1.0 ? 0.5 * z * z : z - 0.5;
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[x.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        // torch: 1 / n is rounded to the dtype before it multiplies.
        double norm = (reduction == Reduction.MEAN ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            double d = x[i] - y[i];
            if (d <= -1.0) {
                grad[i] = -norm * g[i * step];
            } else if (d >= 1.0) {
                grad[i] = norm * g[i * step];
            } else {
                grad[i] = norm * d * g[i * step];
            }
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    /** The gradient as the chain of PyTorch's elementary operations. */
    private Float64Tensor composedGradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[x.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        double divisor = reduction == Reduction.MEAN ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            double each = g[i * step] / divisor;
            double d = x[i] - y[i];
            double z = Math.abs(d);
            // torch: where(z < 1, 0.5 * z^2, z - 0.5) sends each branch its share, 0 to the one not taken.
            double squared = (z < 1.0 ? each : 0.0) * 0.5 * 2.0 * z;
            double linear = z < 1.0 ? 0.0 : each;
            grad[i] = (squared + linear) * sign(d);
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    /** Returns -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    private static double sign(double d) {
        return d > 0.0 ? 1.0 : d < 0.0 ? -1.0 : 0.0;
    }
    // </float64>
    // spotless:on
}
