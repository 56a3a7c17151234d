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
 * The squared error between input x and target y.
 *
 * <pre>
 *   forward    l = (x - y)^2       L = mean(l) | sum(l) | l
 *   backward   dl/dx = 2 (x - y)   dl/dy = -dl/dx
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
 *   <li>x - y is NaN or infinite: the loss is NaN or Infinity, the gradient NaN or infinite;
 *   <li>(x - y)^2 overflows: the loss is Infinity, the gradient finite;
 *   <li>2 (x - y) overflows: the gradient (2 (x - y)) g is infinite; for the mean it is ((2 / n) (x - y)) g, from {@link
 *       #backwardAll} (2 (g / n)) (x - y), and need not be.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, or gradOutput has not the
 * output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py mse_loss; aten/src/ATen/native/Loss.cpp mse_loss,
 * mse_loss_backward.
 *
 * @param reduction none, mean (the default) or sum
 */
public record MSELoss(Reduction reduction) implements Loss, LegacyFlags<MSELoss> {
    private static final String NAME = "MSELoss";

    /**
     * The gradients of all arguments.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input, T target) {}

    /** Checks the reduction. */
    public MSELoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: the mean. */
    public MSELoss() {
        this(Reduction.MEAN);
    }

    @Override
    public MSELoss withReduction(Reduction newReduction) {
        return new MSELoss(newReduction);
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
     * <p>When the target requires a gradient, PyTorch takes another path: it multiplies in another order, so that
     * the gradient of the input may differ from that of {@link #backward} in its last bits.
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
            float d = x[i] - y[i];
            loss[i] = d * d;
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[x.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        // torch: 2 / n is rounded to the dtype before it multiplies.
        float norm = (float) (reduction == Reduction.MEAN ? 2.0 / grad.length : 2.0);
        for (int i = 0; i < grad.length; i++) {
            grad[i] = norm * (x[i] - y[i]) * g[i * step];
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
            grad[i] = each * 2f * (x[i] - y[i]); // torch: backward of pow(d, 2)
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
            double d = x[i] - y[i];
            loss[i] = d * d;
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[x.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        // torch: 2 / n is rounded to the dtype before it multiplies.
        double norm = (reduction == Reduction.MEAN ? 2.0 / grad.length : 2.0);
        for (int i = 0; i < grad.length; i++) {
            grad[i] = norm * (x[i] - y[i]) * g[i * step];
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
            grad[i] = each * 2.0 * (x[i] - y[i]); // torch: backward of pow(d, 2)
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
