package io.lossparity.losses;

import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.float32.BlocksFloat32;
import io.lossparity.kernel.float32.L1LossFloat32;
import io.lossparity.kernel.float64.BlocksFloat64;
import io.lossparity.kernel.float64.L1LossFloat64;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Tensor;
import java.util.Collection;
import java.util.List;

/**
 * The absolute difference of input x and target y.
 *
 * <pre>
 *   forward    l = |x - y|           L = mean(l) | sum(l) | l
 *   backward   dl/dx = sign(x - y)   dl/dy = -dl/dx
 * </pre>
 *
 * <p>Shapes: input and target have any shapes that broadcast with each other; the losses have the common shape; the
 * output is 0-d unless the reduction is none. The mean divides by the number of losses; gradients are summed back to
 * the shape of their argument.
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
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, or gradOutput does not have
 * the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py l1_loss; aten/src/ATen/native/Loss.cpp l1_loss,
 * l1_loss_backward.
 *
 * @param reduction none, mean (the default) or sum
 */
public record L1Loss(Reduction reduction) implements Loss, LegacyFlags<L1Loss> {
    private static final String NAME = "L1Loss";

    /**
     * The gradients of all arguments that PyTorch can differentiate.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record AllGradients<T extends FloatTensor>(T input, T target) {
        static <T extends FloatTensor> AllGradients<T> of(List<T> gradients) {
            return new AllGradients<>(gradients.get(0), gradients.get(1));
        }
    }

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

    @Override
    public List<String> differentiable() {
        return arguments();
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        return call(input, target).value();
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return call(input, target).gradient();
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        return call(input, target).gradient(gradOutput);
    }

    /** Returns the loss and the gradient; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(T input, T target) {
        return call(input, target).valueAndGradient();
    }

    /** Returns the loss and the gradient. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(FloatTensor gradOutput, T input, T target) {
        return call(input, target).valueAndGradient(gradOutput);
    }

    /** Returns the gradients of input and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(T input, T target) {
        return AllGradients.of(call(input, target).all());
    }

    /** Returns the gradients of input and target. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        return AllGradients.of(call(input, target).all(gradOutput));
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, reduction, input, target);
        return new ElementwiseCall<>(this, input, pair.shape(), pair.expandedInput(), pair.expandedTarget()) {
            @Override
            Loop.Pair<float[]> float32() {
                return new Loop.Pair<>(
                        (l, in, from, to) -> L1LossFloat32.losses(l, in[0], in[1], from, to), (d, in, from, to) -> {
                            L1LossFloat32.derivative(d, in[0], in[1], from, to);
                            BlocksFloat32.times(d, in[2], from, to);
                        });
            }

            @Override
            Loop.Pair<double[]> float64() {
                return new Loop.Pair<>(
                        (l, in, from, to) -> L1LossFloat64.losses(l, in[0], in[1], from, to), (d, in, from, to) -> {
                            L1LossFloat64.derivative(d, in[0], in[1], from, to);
                            BlocksFloat64.times(d, in[2], from, to);
                        });
            }

            @Override
            T incoming(T gradOutput) {
                return Elementwise.quotient(gradOutput, pair.divisor());
            }

            @Override
            List<T> trained(T gradient) {
                return List.of(pair.toInput(gradient));
            }

            @Override
            List<T> allGradients(T gradOutput, Collection<String> names) {
                // torch: both of its paths multiply the sign by g / n, so backward and backwardAll agree.
                T gradient = ofElements(gradOutput);
                return List.of(pair.toInput(gradient), pair.toTarget(gradient));
            }
        };
    }
}
