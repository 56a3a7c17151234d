package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.MarginRankingLossFloat32;
import io.lossparity.kernel.float64.MarginRankingLossFloat64;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.Collection;
import java.util.List;

/**
 * The margin by which input x1 fails to rank above input x2 where target y is 1, or below it where y is -1.
 *
 * <pre>
 *   forward    z = -y (x1 - x2) + margin
 *              l = max(0, z)                    L = mean(l) | sum(l) | l
 *   backward   dl/dx1 = -y if z &gt;= 0, otherwise 0           dl/dx2 = -dl/dx1
 *              dl/dy  = -(x1 - x2) if z &gt;= 0, otherwise 0
 * </pre>
 *
 * <p>Shapes: input1, input2 and target have any shapes of at least one axis that broadcast with each other; the losses
 * have the common shape; the output is 0-d unless the reduction is none. A target of one axis aligns with the inputs'
 * last axis, not with the batch. The mean divides by the number of losses; gradients are summed back to the shape of
 * their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no elements: the mean is NaN, the sum 0;
 *   <li>z = 0: the loss is 0, but the gradient is not;
 *   <li>z is NaN: the loss is NaN; a gradient is NaN if its other factor is NaN or infinite, otherwise 0;
 *   <li>targets other than 1 and -1 multiply too; the margin may be negative or infinite.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, an argument is 0-d, shapes do not broadcast, or
 * gradOutput does not have the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py margin_ranking_loss; aten/src/ATen/native/Loss.cpp
 * margin_ranking_loss.
 *
 * @param margin the difference below which inputs in the right order still have a loss; 0 by default
 * @param reduction none, mean (the default) or sum
 */
public record MarginRankingLoss(double margin, Reduction reduction) implements Loss, LegacyFlags<MarginRankingLoss> {
    private static final String NAME = "MarginRankingLoss";

    /**
     * The gradients of the inputs.
     *
     * @param input1 the gradient of the first input, in its shape
     * @param input2 the gradient of the second input, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input1, T input2) {
        static <T extends FloatTensor> Gradients<T> of(List<T> gradients) {
            return new Gradients<>(gradients.get(0), gradients.get(1));
        }
    }

    /**
     * The gradients of all arguments that PyTorch can differentiate.
     *
     * @param input1 the gradient of the first input, in its shape
     * @param input2 the gradient of the second input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record AllGradients<T extends FloatTensor>(T input1, T input2, T target) {
        static <T extends FloatTensor> AllGradients<T> of(List<T> gradients) {
            return new AllGradients<>(gradients.get(0), gradients.get(1), gradients.get(2));
        }
    }

    /** Checks the reduction. */
    public MarginRankingLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: margin 0, the mean. */
    public MarginRankingLoss() {
        this(0, Reduction.MEAN);
    }

    /** Returns this loss with another margin. */
    public MarginRankingLoss withMargin(double newMargin) {
        return new MarginRankingLoss(newMargin, reduction);
    }

    @Override
    public MarginRankingLoss withReduction(Reduction newReduction) {
        return new MarginRankingLoss(margin, newReduction);
    }

    @Override
    public List<String> arguments() {
        return List.of("input1", "input2", "target");
    }

    @Override
    public List<String> trained() {
        return List.of("input1", "input2");
    }

    @Override
    public List<String> differentiable() {
        return arguments();
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input1, T input2, T target) {
        return call(input1, input2, target).value();
    }

    /** Returns the gradients of the inputs; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backward(T input1, T input2, T target) {
        return Gradients.of(call(input1, input2, target).backward());
    }

    /** Returns the gradients of the inputs. */
    public <T extends FloatTensor> Gradients<T> backward(FloatTensor gradOutput, T input1, T input2, T target) {
        return Gradients.of(call(input1, input2, target).backward(gradOutput));
    }

    /** Returns the loss and the gradients of the inputs; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, Gradients<T>> valueAndGradient(T input1, T input2, T target) {
        return call(input1, input2, target).valueAndGradients().with(Gradients::of);
    }

    /** Returns the loss and the gradients of the inputs. */
    public <T extends FloatTensor> ValueAndGradient<T, Gradients<T>> valueAndGradient(
            FloatTensor gradOutput, T input1, T input2, T target) {
        return call(input1, input2, target).valueAndGradients(gradOutput).with(Gradients::of);
    }

    /** Returns the gradients of inputs and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(T input1, T input2, T target) {
        return AllGradients.of(call(input1, input2, target).all());
    }

    /** Returns the gradients of inputs and target. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(FloatTensor gradOutput, T input1, T input2, T target) {
        return AllGradients.of(call(input1, input2, target).all(gradOutput));
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1), a.floats(2)));
    }

    private <T extends FloatTensor> Call<T> call(T input1, T input2, T target) {
        Checks.minimumRank(NAME, "input1", input1, 1);
        Checks.minimumRank(NAME, "input2", input2, 1);
        Checks.minimumRank(NAME, "target", target, 1);
        Shape inputs = Checks.broadcast(NAME, "input1", input1, "input2", input2);
        Checks.sameDtype(NAME, "input1", input1, "target", target);
        Shape shape = Checks.broadcastShape(NAME, "the inputs", inputs, "target", target.shape());
        T first = Broadcast.expand(input1, shape);
        T second = Broadcast.expand(input2, shape);
        T y = Broadcast.expand(target, shape);
        return new Call<>(this, input1, shape) {
            @Override
            T value() {
                return reduction.apply(
                        shape,
                        (l, in, from, to) -> MarginRankingLossFloat32.losses(l, in[0], in[1], in[2], margin, from, to),
                        (l, in, from, to) -> MarginRankingLossFloat64.losses(l, in[0], in[1], in[2], margin, from, to),
                        first,
                        second,
                        y);
            }

            @Override
            List<T> gradients(T gradOutput) {
                T gradient = Kernels.fill(
                        shape,
                        (grad, in, from, to) ->
                                MarginRankingLossFloat32.gradient(grad, in[0], in[1], in[2], in[3], margin, from, to),
                        (grad, in, from, to) ->
                                MarginRankingLossFloat64.gradient(grad, in[0], in[1], in[2], in[3], margin, from, to),
                        reduction.each(gradOutput, shape),
                        first,
                        second,
                        y);
                // torch: first to the shape of the difference, then to that of each input.
                T ofDifference = Broadcast.sumTo(gradient, inputs);
                return List.of(
                        Broadcast.sumTo(ofDifference, input1.shape()),
                        Broadcast.sumTo(Elementwise.negated(ofDifference), input2.shape()));
            }

            @Override
            List<T> allGradients(T gradOutput, Collection<String> names) {
                List<T> ofInputs = gradients(gradOutput);
                T active = Kernels.fill(
                        shape,
                        (grad, in, from, to) ->
                                MarginRankingLossFloat32.active(grad, in[0], in[1], in[2], in[3], margin, from, to),
                        (grad, in, from, to) ->
                                MarginRankingLossFloat64.active(grad, in[0], in[1], in[2], in[3], margin, from, to),
                        reduction.each(gradOutput, shape),
                        first,
                        second,
                        y);
                T product = Elementwise.product(active, Elementwise.difference(first, second));
                return List.of(
                        ofInputs.get(0),
                        ofInputs.get(1),
                        Elementwise.negated(Broadcast.sumTo(product, target.shape())));
            }
        };
    }
}
