package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.CosineEmbeddingLossFloat32;
import io.lossparity.kernel.float64.CosineEmbeddingLossFloat64;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * How far vectors x1 and x2 are from having the same direction where target y is 1, or different ones where y is -1.
 *
 * <pre>
 *   forward    cos = sum(x1 x2) / r     r = sqrt((sum(x1^2) + e) (sum(x2^2) + e))     e = 1e-12
 *              l = 1 - cos               where y = 1
 *                  max(0, cos - margin)  where y = -1
 *                  0                     elsewhere           L = mean(l) | sum(l) | l
 *   backward   dcos/dx1 = x2 / r - cos x1 / (sum(x1^2) + e), and so for x2
 *              dl/dcos = -1 where y = 1, 1 where y = -1 and cos &gt;= margin, otherwise 0
 * </pre>
 *
 * <p>Shapes: input1 and input2 are (N, D) or (N, D, d1, ..., dK), or any shapes of at least two axes that broadcast
 * with each other, with axis 1 and without it; target is any shape that broadcasts with theirs without axis 1. The
 * losses have that common shape; the output is 0-d unless the reduction is none. The mean divides by the number of
 * losses; gradients are summed back to the shape of their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no losses: the mean is NaN, the sum 0; vectors without elements have the cosine 0;
 *   <li>because of e, a vector of zeros has the cosine 0, and the cosine of equal vectors is slightly below 1;
 *   <li>cos = margin: the loss is 0, but the gradient is not;
 *   <li>a sum of squares overflows, or is NaN: the loss is NaN or wrong, as in PyTorch.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, an input has fewer than two axes, shapes do not
 * broadcast, or gradOutput does not have the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py cosine_embedding_loss; aten/src/ATen/native/Loss.cpp
 * cosine_embedding_loss.
 *
 * @param margin the cosine above which vectors of target -1 have a loss; 0 by default
 * @param reduction none, mean (the default) or sum
 */
public record CosineEmbeddingLoss(double margin, Reduction reduction)
        implements Loss, LegacyFlags<CosineEmbeddingLoss> {
    private static final String NAME = "CosineEmbeddingLoss";

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

    /** Checks the reduction. */
    public CosineEmbeddingLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: margin 0, the mean. */
    public CosineEmbeddingLoss() {
        this(0, Reduction.MEAN);
    }

    /** Returns this loss with another margin. */
    public CosineEmbeddingLoss withMargin(double newMargin) {
        return new CosineEmbeddingLoss(newMargin, reduction);
    }

    @Override
    public CosineEmbeddingLoss withReduction(Reduction newReduction) {
        return new CosineEmbeddingLoss(margin, newReduction);
    }

    @Override
    public List<String> arguments() {
        return List.of("input1", "input2", "target");
    }

    @Override
    public List<String> trained() {
        return List.of("input1", "input2");
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

    /** Returns the loss; the target holds integers, which are compared with 1 and -1 as above. */
    public <T extends FloatTensor> T forward(T input1, T input2, Int64Tensor target) {
        return call(input1, input2, Checks.integers(NAME, "input1", input1, "target", target))
                .value();
    }

    /** Returns the gradients of the inputs; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backward(T input1, T input2, Int64Tensor target) {
        return Gradients.of(call(input1, input2, Checks.integers(NAME, "input1", input1, "target", target))
                .backward());
    }

    /** Returns the gradients of the inputs. */
    public <T extends FloatTensor> Gradients<T> backward(
            FloatTensor gradOutput, T input1, T input2, Int64Tensor target) {
        return Gradients.of(call(input1, input2, Checks.integers(NAME, "input1", input1, "target", target))
                .backward(gradOutput));
    }

    /** Returns the loss and the gradients of the inputs; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, Gradients<T>> valueAndGradient(
            T input1, T input2, Int64Tensor target) {
        return call(input1, input2, Checks.integers(NAME, "input1", input1, "target", target))
                .valueAndGradients()
                .with(Gradients::of);
    }

    /** Returns the loss and the gradients of the inputs. */
    public <T extends FloatTensor> ValueAndGradient<T, Gradients<T>> valueAndGradient(
            FloatTensor gradOutput, T input1, T input2, Int64Tensor target) {
        return call(input1, input2, Checks.integers(NAME, "input1", input1, "target", target))
                .valueAndGradients(gradOutput)
                .with(Gradients::of);
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1), a.numbers(2)));
    }

    private <T extends FloatTensor> Call<T> call(T input1, T input2, T target) {
        Shape shape = check(input1, input2, target);
        return new Call<>(this, input1, shape) {
            private Cosine<T> cosine;

            @Override
            T value() {
                return CosineEmbeddingLoss.this.value(cosine(), target, shape);
            }

            @Override
            List<T> gradients(T gradOutput) {
                return CosineEmbeddingLoss.this.gradients(cosine(), reduction.spread(gradOutput, shape), target);
            }

            private Cosine<T> cosine() {
                cosine = cosine == null ? Cosine.of(input1, input2) : cosine;
                return cosine;
            }
        };
    }

    private <T extends FloatTensor> T value(Cosine<T> cosine, T target, Shape shape) {
        return reduction.apply(Kernels.map(
                shape,
                Broadcast.expand(cosine.value(), shape),
                Broadcast.expand(target, shape),
                (loss, cos, y) -> CosineEmbeddingLossFloat32.losses(loss, cos, y, margin),
                (loss, cos, y) -> CosineEmbeddingLossFloat64.losses(loss, cos, y, margin)));
    }

    /** Returns the gradients of the inputs, given that of each loss. */
    private <T extends FloatTensor> List<T> gradients(Cosine<T> cosine, T each, T target) {
        T ofCosine = Kernels.map(
                cosine.value().shape(),
                selected(each, target, 1, cosine.value().shape()),
                selected(each, target, -1, cosine.value().shape()),
                cosine.value(),
                (grad, similar, dissimilar, cos) ->
                        CosineEmbeddingLossFloat32.ofCosine(grad, similar, dissimilar, cos, margin),
                (grad, similar, dissimilar, cos) ->
                        CosineEmbeddingLossFloat64.ofCosine(grad, similar, dissimilar, cos, margin));
        return cosine.gradients(ofCosine);
    }

    /** Checks the arguments and returns the shape of the losses. */
    private static <T extends FloatTensor> Shape check(T input1, T input2, T target) {
        Checks.minimumRank(NAME, "input1", input1, 2);
        Checks.minimumRank(NAME, "input2", input2, 2);
        Shape inputs = Checks.broadcast(NAME, "input1", input1, "input2", input2);
        Checks.sameDtype(NAME, "input1", input1, "target", target);
        Shape squares = Checks.broadcastShape(
                NAME,
                "input1 without axis 1",
                input1.shape().without(1),
                "input2 without axis 1",
                input2.shape().without(1));
        Shape cosines = Checks.broadcastShape(
                NAME, "the inputs without axis 1", inputs.without(1), "their sums over axis 1", squares);
        return Checks.broadcastShape(NAME, "the cosines", cosines, "target", target.shape());
    }

    /**
     * Returns the incoming gradient where the target has the wanted value, otherwise 0, summed to the cosines' shape.
     */
    private static <T extends FloatTensor> T selected(T each, T target, int wanted, Shape cosines) {
        T selected = Kernels.map(
                each.shape(),
                each,
                Broadcast.expand(target, each.shape()),
                (grad, g, y) -> CosineEmbeddingLossFloat32.selected(grad, g, y, wanted),
                (grad, g, y) -> CosineEmbeddingLossFloat64.selected(grad, g, y, wanted));
        return Broadcast.sumTo(selected, cosines);
    }
}
