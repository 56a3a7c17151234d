package io.lossparity.losses;

import io.lossparity.kernel.float32.BlocksFloat32;
import io.lossparity.kernel.float32.MSELossFloat32;
import io.lossparity.kernel.float64.BlocksFloat64;
import io.lossparity.kernel.float64.MSELossFloat64;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Tensor;
import java.util.Collection;
import java.util.List;

/**
 * The squared error between input x and target y.
 *
 * <pre>
 *   forward    l = (x - y)^2       L = mean(l) | sum(l) | l
 *   backward   dl/dx = 2 (x - y)   dl/dy = -dl/dx
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
 *   <li>x - y is NaN or infinite: the loss is NaN or Infinity, the gradient NaN or infinite;
 *   <li>(x - y)^2 overflows: the loss is Infinity, the gradient finite;
 *   <li>2 (x - y) overflows: the gradient (2 (x - y)) g is infinite. The mean's gradient may be finite: it is ((2 / n)
 *       (x - y)) g, and from {@link #backwardAll} (2 (g / n)) (x - y).
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, or gradOutput does not have
 * the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py mse_loss; aten/src/ATen/native/Loss.cpp mse_loss,
 * mse_loss_backward.
 *
 * @param reduction none, mean (the default) or sum
 */
public record MSELoss(Reduction reduction) implements Loss, LegacyFlags<MSELoss> {
    private static final String NAME = "MSELoss";

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

    /**
     * Returns the gradients of input and target.
     *
     * <p>When the target requires a gradient, PyTorch multiplies in another order. So the gradient of the input may
     * differ from that of {@link #backward} in its last bits.
     */
    public <T extends FloatTensor> AllGradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        return AllGradients.of(call(input, target).all(gradOutput));
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, reduction, input, target);
        int divisor = pair.divisor();
        return new ElementwiseCall<>(this, input, pair.shape(), pair.expandedInput(), pair.expandedTarget()) {
            @Override
            Loop.Pair<float[]> float32() {
                return new Loop.Pair<>(
                        (l, in, from, to) -> MSELossFloat32.losses(l, in[0], in[1], from, to), (d, in, from, to) -> {
                            MSELossFloat32.derivative(d, in[0], in[1], divisor, from, to);
                            BlocksFloat32.times(d, in[2], from, to);
                        });
            }

            @Override
            Loop.Pair<double[]> float64() {
                return new Loop.Pair<>(
                        (l, in, from, to) -> MSELossFloat64.losses(l, in[0], in[1], from, to), (d, in, from, to) -> {
                            MSELossFloat64.derivative(d, in[0], in[1], divisor, from, to);
                            BlocksFloat64.times(d, in[2], from, to);
                        });
            }

            @Override
            List<T> trained(T gradient) {
                return List.of(pair.toInput(gradient));
            }

            @Override
            List<T> allGradients(T gradOutput, Collection<String> names) {
                T gradient =
                        pair.gradient(gradOutput, MSELossFloat32::composedGradient, MSELossFloat64::composedGradient);
                return List.of(pair.toInput(gradient), pair.toTarget(gradient));
            }
        };
    }
}
