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
 * The absolute difference of input x and target y.
 *
 * <pre>
 *   forward    l = |x - y|           L = mean(l) | sum(l) | l
 *   backward   dl/dx = sign(x - y)   dl/dy = -dl/dx
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
 *   <li>x = y: the gradient is 0;
 *   <li>x - y is NaN: the loss is NaN, the gradient 0;
 *   <li>x - y is infinite: the loss is Infinity, the gradient 1 or -1.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, or gradOutput has not the
 * output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py l1_loss; aten/src/ATen/native/Loss.cpp l1_loss,
 * l1_loss_backward.
 *
 * @param reduction none, mean (the default) or sum
 */
public record L1Loss(Reduction reduction) implements Loss, LegacyFlags<L1Loss> {
    private static final String NAME = "L1Loss";

    /**
     * The gradients of all arguments.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input, T target) {}

    /** Checks the reduction. */
    public L1Loss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: the mean. */
    public L1Loss() {
        this(Reduction.MEAN);
    }

    @Override
    public L1Loss withReduction(Reduction newReduction) {
        return new L1Loss(newReduction);
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
        return Broadcast.sumTo(elementGradients(gradOutput, input, target), input.shape());
    }

    /** Returns the gradients of input and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backwardAll(T input, T target) {
        return backwardAll(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradients of input and target. */
    public <T extends FloatTensor> Gradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        T both = elementGradients(gradOutput, input, target);
        return new Gradients<>(
                Broadcast.sumTo(both, input.shape()), Broadcast.sumTo(Arithmetic.negated(both), target.shape()));
    }

    /** Returns the gradients of the expanded input. */
    private <T extends FloatTensor> T elementGradients(FloatTensor gradOutput, T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, input, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(pair.shape()));
        FloatTensor grad = pair.input() instanceof Float32Tensor x
                ? gradient((Float32Tensor) incoming, x, (Float32Tensor) pair.target())
                : gradient((Float64Tensor) incoming, (Float64Tensor) pair.input(), (Float64Tensor) pair.target());
        return Dtype.cast(input, grad);
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
            loss[i] = Math.abs(x[i] - y[i]);
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[x.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        // torch: both of its paths multiply the sign by g / n, so that backward and backwardAll agree.
        float divisor = reduction == Reduction.MEAN ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = sign(x[i] - y[i]) * (g[i * step] / divisor);
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
            loss[i] = Math.abs(x[i] - y[i]);
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[x.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        // torch: both of its paths multiply the sign by g / n, so that backward and backwardAll agree.
        double divisor = reduction == Reduction.MEAN ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = sign(x[i] - y[i]) * (g[i * step] / divisor);
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
