package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.LogSoftmax;
import io.lossparity.kernel.layout.ClassTargets;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * The cross entropy of the target classes y under the softmax of the logits x.
 *
 * <pre>
 *   forward    l = -w[y] s[y], 0 where y = ignoreIndex      s[c] = x[c] - log(sum of e^x[k])
 *              L = sum(l) / W | sum(l) | l                   W = sum of w[y] where y != ignoreIndex
 *   backward   dl/dx[c] = w[y] (e^s[c] - 1 if c = y, otherwise e^s[c]), 0 where y = ignoreIndex
 *              dL/dx = g dl/dx / W | g dl/dx | g dl/dx
 * </pre>
 *
 * <p>It is {@link NLLLoss} of the log-probabilities s. Sum and maximum run over axis 1.
 *
 * <p>Shapes: input (N, C) or (N, C, d1, ..., dK), target (N) or (N, d1, ..., dK); losses have the target's shape,
 * output is 0-d unless the reduction is none. Weight has C elements in any shape.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>a row with a NaN or Infinity, or with only -Infinity, has the loss NaN; if it is ignored its loss is 0, but its
 *       gradient is still NaN;
 *   <li>a logit of -Infinity has no effect in a class other than the target; in the target's class the loss is
 *       Infinity;
 *   <li>W = 0 (all ignored, or weights 0): the mean is the sum, not divided, and NaN only if the input is empty;
 *   <li>W &lt;= 0: the gradients of mean and sum are 0; those of none do not change.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input has fewer than two axes, target or gradOutput does not have
 * the shape above, a target is outside [0, C) and not ignored, or weight has another dtype or number of elements.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py cross_entropy; aten/src/ATen/native/SoftMax.cpp and
 * cpu/SoftMaxKernel.cpp; aten/src/THNN/generic/ClassNLLCriterion.c, SpatialClassNLLCriterion.c.
 *
 * @param weight the weight of each class, or null (the default) for 1
 * @param ignoreIndex the target that does not count; -100 by default
 * @param reduction none, mean (the default) or sum
 */
public record CrossEntropyLoss(FloatTensor weight, long ignoreIndex, Reduction reduction)
        implements Loss, LegacyFlags<CrossEntropyLoss> {
    private static final String NAME = "CrossEntropyLoss";

    /** Checks the reduction. */
    public CrossEntropyLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: no weights, ignoring -100, the mean. */
    public CrossEntropyLoss() {
        this(null, -100, Reduction.MEAN);
    }

    /** Returns this loss with other weights; null for none. */
    public CrossEntropyLoss withWeight(FloatTensor newWeight) {
        return new CrossEntropyLoss(newWeight, ignoreIndex, reduction);
    }

    /** Returns this loss ignoring another target. */
    public CrossEntropyLoss withIgnoreIndex(long newIgnoreIndex) {
        return new CrossEntropyLoss(weight, newIgnoreIndex, reduction);
    }

    @Override
    public CrossEntropyLoss withReduction(Reduction newReduction) {
        return new CrossEntropyLoss(weight, ignoreIndex, newReduction);
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
        NLLLoss likelihood = new NLLLoss(weight, ignoreIndex, reduction);
        likelihood.check(NAME, input, target);
        ClassTargets y = likelihood.targets(input, target);
        return new Call<>(this, input, target.shape()) {
            @Override
            T value() {
                return likelihood.likelihood(LogSoftmax.forward(input, y), y.picked(), target, input.size());
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(LogSoftmax.backward(ofPicked(gradOutput), input, y));
            }

            @Override
            ValueAndGradient<T, List<T>> both(T gradOutput) {
                Kernels.Two<T> both = LogSoftmax.both(ofPicked(gradOutput), input, y);
                return new ValueAndGradient<>(
                        likelihood.likelihood(both.first(), y.picked(), target, input.size()), List.of(both.second()));
            }

            /** Returns the gradient of the log-probabilities that the targets pick. */
            private T ofPicked(T gradOutput) {
                return likelihood.gradient(gradOutput, y.picked(), Shape.of(y.count()), input.shape());
            }
        };
    }
}
