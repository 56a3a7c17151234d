package io.lossparity.losses;

import io.lossparity.kernel.float32.MSELossFloat32;
import io.lossparity.kernel.float64.MSELossFloat64;
import io.lossparity.tensor.FloatTensor;
import java.util.List;

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
     * The gradients of what PyTorch can differentiate.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record AllGradients<T extends FloatTensor>(T input, T target) {}

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

    @Override
    public List<String> differentiable() {
        return arguments();
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        return pair(input, target).output(MSELossFloat32::losses, MSELossFloat64::losses);
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return backward(pair(input, target).gradOutput(), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        BroadcastPair<T> pair = pair(input, target);
        return pair.toInput(pair.product(gradOutput, MSELossFloat32::derivative, MSELossFloat64::derivative));
    }

    /** Returns the gradients of input and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(T input, T target) {
        return backwardAll(pair(input, target).gradOutput(), input, target);
    }

    /**
     * Returns the gradients of input and target.
     *
     * <p>When the target requires a gradient, PyTorch takes another path: it multiplies in another order, so that
     * the gradient of the input may differ from that of {@link #backward} in its last bits.
     */
    public <T extends FloatTensor> AllGradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        BroadcastPair<T> pair = pair(input, target);
        T gradient = pair.gradient(gradOutput, MSELossFloat32::composedGradient, MSELossFloat64::composedGradient);
        return new AllGradients<>(pair.toInput(gradient), pair.toTarget(gradient));
    }

    /** Returns the loss and the gradient; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(T input, T target) {
        return valueAndGradient(pair(input, target).gradOutput(), input, target);
    }

    /** Returns the loss and the gradient. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(FloatTensor gradOutput, T input, T target) {
        return new ValueAndGradient<>(forward(input, target), backward(gradOutput, input, target));
    }

    private <T extends FloatTensor> BroadcastPair<T> pair(T input, T target) {
        return BroadcastPair.of(NAME, reduction, input, target);
    }
}
