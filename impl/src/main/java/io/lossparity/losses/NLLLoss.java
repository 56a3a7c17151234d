package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.NLLLossFloat32;
import io.lossparity.kernel.float64.NLLLossFloat64;
import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.kernel.layout.ClassTargets;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * The negative log likelihood of the target classes y under log-probabilities x.
 *
 * <pre>
 *   forward    l = -w[y] x[y], 0 where y = ignoreIndex      W = sum of w[y] where y != ignoreIndex
 *              L = sum(l) / W | sum(l) | l
 *   backward   dl/dx[c] = -w[y] if c = y, otherwise 0       dL/dx = g dl/dx / W | g dl/dx | g dl/dx
 * </pre>
 *
 * <p>Shapes: input (N, C) or (N, C, d1, ..., dK), target (N) or (N, d1, ..., dK); losses have the target's shape,
 * output is 0-d unless the reduction is none. Weight has C elements in any shape.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>W = 0 (all ignored, or weights 0): the mean is the sum, not divided, and NaN only if the input is empty;
 *   <li>W &lt;= 0: the gradients of mean and sum are 0; those of none do not change;
 *   <li>ignoreIndex may be any number, inside or outside [0, C); the input of ignored rows is not read.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input has fewer than two axes, target or gradOutput does not have
 * the shape above, a target is outside [0, C) and not ignored, or weight has another dtype or number of elements.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py nll_loss; aten/src/THNN/generic/ClassNLLCriterion.c,
 * SpatialClassNLLCriterion.c.
 *
 * @param weight the weight of each class, or null (the default) for 1
 * @param ignoreIndex the target that does not count; -100 by default
 * @param reduction none, mean (the default) or sum
 */
public record NLLLoss(FloatTensor weight, long ignoreIndex, Reduction reduction) implements Loss, LegacyFlags<NLLLoss> {
    private static final String NAME = "NLLLoss";

    /** Checks the reduction. */
    public NLLLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: no weights, ignoring -100, the mean. */
    public NLLLoss() {
        this(null, -100, Reduction.MEAN);
    }

    /** Returns this loss with other weights; null for none. */
    public NLLLoss withWeight(FloatTensor newWeight) {
        return new NLLLoss(newWeight, ignoreIndex, reduction);
    }

    /** Returns this loss ignoring another target. */
    public NLLLoss withIgnoreIndex(long newIgnoreIndex) {
        return new NLLLoss(weight, newIgnoreIndex, reduction);
    }

    @Override
    public NLLLoss withReduction(Reduction newReduction) {
        return new NLLLoss(weight, ignoreIndex, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, Int64Tensor target) {
        return call(input, target).value();
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, Int64Tensor target) {
        return call(input, target).gradient();
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, Int64Tensor target) {
        return call(input, target).gradient(gradOutput);
    }

    /** Returns the loss and the gradient; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(T input, Int64Tensor target) {
        return call(input, target).valueAndGradient();
    }

    /** Returns the loss and the gradient. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(
            FloatTensor gradOutput, T input, Int64Tensor target) {
        return call(input, target).valueAndGradient(gradOutput);
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.longs(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, Int64Tensor target) {
        check(NAME, input, target);
        ClassTargets y = targets(input, target);
        return new Call<>(this, input, target.shape()) {
            @Override
            T value() {
                return likelihood(input, y, target, input.size());
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(NLLLoss.this.gradient(gradOutput, y, input.shape(), input.shape()));
            }
        };
    }

    /** Returns the loss of log-probabilities, all or those that the targets pick, of an input of the given size. */
    <T extends FloatTensor> T likelihood(T logProbs, ClassTargets y, Int64Tensor target, int size) {
        return reduction.isNone()
                ? Kernels.map(
                        target.shape(),
                        logProbs,
                        weight,
                        (loss, x, w) -> NLLLossFloat32.losses(loss, x, w, y),
                        (loss, x, w) -> NLLLossFloat64.losses(loss, x, w, y))
                : Kernels.map(
                        Shape.scalar(),
                        logProbs,
                        weight,
                        (total, x, w) -> NLLLossFloat32.total(total, x, w, y, size == 0, reduction.isMean()),
                        (total, x, w) -> NLLLossFloat64.total(total, x, w, y, size == 0, reduction.isMean()));
    }

    /** Returns the gradient, in the given shape, of log-probabilities of an input: all or those that the targets pick. */
    <T extends FloatTensor> T gradient(T incoming, ClassTargets y, Shape logProbs, Shape input) {
        boolean plane = input.rank() == 2;
        boolean each = reduction.isNone();
        boolean mean = reduction.isMean();
        return Kernels.map(
                logProbs,
                incoming,
                weight,
                (grad, g, w) -> NLLLossFloat32.gradient(grad, g, w, y, plane, each, mean),
                (grad, g, w) -> NLLLossFloat64.gradient(grad, g, w, y, plane, each, mean));
    }

    /** Checks the arguments of forward and backward; errors name the given loss. */
    void check(String loss, FloatTensor input, Int64Tensor target) {
        Checks.minimumRank(loss, "input", input, 2);
        Checks.notNull(loss, "target", target);
        Shape expected = input.shape().without(1);
        if (!target.shape().equals(expected)) {
            throw Checks.failure(
                    loss, "target", "have shape " + expected, target.shape(), Checks.shape("input", input));
        }
        int classes = input.shape().size(1);
        int rank = input.shape().rank();
        if (classes == 0 && target.size() > 0 && rank != 2 && rank != 4) {
            // torch: an empty input of 3 or more than 4 axes is flattened to no positions, which the targets then do
            // not match.
            throw Checks.failure(loss, "input", "have classes", 0, Checks.shapes("input", input, "target", target));
        }
        if (weight != null) {
            Checks.sameDtype(loss, "input", input, "weight", weight);
            if (weight.size() != classes) {
                String shapes = Checks.shapes("input", input, "weight", weight);
                throw Checks.failure(loss, "weight", "have " + classes + " elements", weight.size(), shapes);
            }
        }
        Checks.classes(loss, target, classes, ignoreIndex, () -> Checks.shape("input", input));
    }

    ClassTargets targets(FloatTensor input, Int64Tensor target) {
        return new ClassTargets(
                target.array(TRUSTED), ignoreIndex, input.shape().size(1), AxisOne.stride(input.shape()));
    }
}
