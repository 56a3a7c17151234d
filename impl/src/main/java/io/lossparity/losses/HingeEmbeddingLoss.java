package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.HingeEmbeddingLossFloat32;
import io.lossparity.kernel.float64.HingeEmbeddingLossFloat64;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * The input x itself, a distance, where target y is 1; where it is -1, what x lacks to the margin.
 *
 * <pre>
 *   forward    l = (x if y != -1, otherwise 0) + (max(0, margin - x) if y != 1, otherwise 0)
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx = (1 if y != -1, otherwise 0) - (1 if y != 1 and margin - x &gt;= 0, otherwise 0)
 * </pre>
 *
 * <p>Shapes: input and target have any shapes that broadcast with each other; the losses have the common shape; the
 * output is 0-d unless the reduction is none. The mean divides by the number of losses; the gradient is summed back to
 * the shape of the input. PyTorch gives the target no gradient; the target may hold integers.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no elements: the mean is NaN, the sum 0;
 *   <li>y is neither 1 nor -1, NaN included: both terms are added;
 *   <li>y = 1: a negative x is a negative loss;
 *   <li>y = -1 and x = margin: the loss is 0, the gradient -1;
 *   <li>y = -1 and x is NaN: the loss is NaN, the gradient 0;
 *   <li>y is not 1, x is beyond the margin or NaN, and the incoming gradient is not finite: the gradient is NaN,
 *       because the incoming one is multiplied by 0;
 *   <li>the margin may be negative or infinite.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, gradOutput does not have the
 * output's shape, or a finite margin does not fit into float32 for a float32 input.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py hinge_embedding_loss; aten/src/ATen/native/Loss.cpp
 * hinge_embedding_loss.
 *
 * @param margin the distance from which on dissimilar inputs have no loss; 1 by default
 * @param reduction none, mean (the default) or sum
 */
public record HingeEmbeddingLoss(double margin, Reduction reduction) implements Loss, LegacyFlags<HingeEmbeddingLoss> {
    private static final String NAME = "HingeEmbeddingLoss";

    /** Checks the reduction. */
    public HingeEmbeddingLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: margin 1, the mean. */
    public HingeEmbeddingLoss() {
        this(1, Reduction.MEAN);
    }

    /** Returns this loss with another margin. */
    public HingeEmbeddingLoss withMargin(double newMargin) {
        return new HingeEmbeddingLoss(newMargin, reduction);
    }

    @Override
    public HingeEmbeddingLoss withReduction(Reduction newReduction) {
        return new HingeEmbeddingLoss(margin, newReduction);
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

    /** Returns the loss; the target, integers here, is compared with 1 and -1 as above. */
    public <T extends FloatTensor> T forward(T input, Int64Tensor target) {
        return call(input, Checks.integers(NAME, "input", input, "target", target))
                .value();
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, Int64Tensor target) {
        return call(input, Checks.integers(NAME, "input", input, "target", target))
                .gradient();
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, Int64Tensor target) {
        return call(input, Checks.integers(NAME, "input", input, "target", target))
                .gradient(gradOutput);
    }

    /** Returns the loss and the gradient; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(T input, Int64Tensor target) {
        return call(input, Checks.integers(NAME, "input", input, "target", target))
                .valueAndGradient();
    }

    /** Returns the loss and the gradient. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(
            FloatTensor gradOutput, T input, Int64Tensor target) {
        return call(input, Checks.integers(NAME, "input", input, "target", target))
                .valueAndGradient(gradOutput);
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.numbers(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, reduction, input, target);
        Checks.fits(NAME, "margin", margin, input);
        return new Call<>(this, input, pair.shape()) {
            @Override
            T value() {
                return pair.output(
                        (loss, x, y, from, to) -> HingeEmbeddingLossFloat32.losses(loss, x, y, margin, from, to),
                        (loss, x, y, from, to) -> HingeEmbeddingLossFloat64.losses(loss, x, y, margin, from, to));
            }

            @Override
            List<T> gradients(T gradOutput) {
                T each = reduction.each(gradOutput, pair.shape());
                return List.of(Kernels.fill(
                        input.shape(),
                        (grad, in, from, to) ->
                                HingeEmbeddingLossFloat32.gradient(grad, in[0], in[1], in[2], margin, from, to),
                        (grad, in, from, to) ->
                                HingeEmbeddingLossFloat64.gradient(grad, in[0], in[1], in[2], margin, from, to),
                        pair.toInput(branch(each, pair, 1)),
                        pair.toInput(branch(each, pair, -1)),
                        input));
            }
        };
    }

    /** Returns the incoming gradient of each loss, but 0 where the target has the excluded value. */
    private <T extends FloatTensor> T branch(T each, BroadcastPair<T> pair, int excluded) {
        return Kernels.fill(
                pair.shape(),
                (grad, in, from, to) -> HingeEmbeddingLossFloat32.branch(grad, in[0], in[1], excluded, from, to),
                (grad, in, from, to) -> HingeEmbeddingLossFloat64.branch(grad, in[0], in[1], excluded, from, to),
                each,
                pair.expandedTarget());
    }
}
