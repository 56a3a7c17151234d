package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.BCELossFloat32;
import io.lossparity.kernel.float64.BCELossFloat64;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * The binary cross entropy of probabilities x under targets y.
 *
 * <pre>
 *   forward    l = -w (y s(x) + (1 - y) s(1 - x))      s(a) = log a, s(0) = log 1e-12
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx = -w (y - x) / ((1 - x + 1e-12) (x + 1e-12))
 * </pre>
 *
 * <p>Shapes: input any; target has as many elements (they are paired in storage order); the output is 0-d, or has the
 * input's shape if the reduction is none. Weight broadcasts with the target without adding elements. The mean divides
 * by the number of elements, not by the weights.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>x = 0 or 1: the loss of the wrong label is 27.63, as if the probability were 1e-12; a probability between 0 and
 *       1e-12 costs more, because nothing is clamped;
 *   <li>y is any number, not checked;
 *   <li>float32: the second product and the sum of both are computed in float64, and are not rounded before the
 *       reduction adds them up;
 *   <li>no elements: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes or numbers of elements differ, an input is outside [0, 1] or
 * NaN, weight does not fit, or gradOutput does not have the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py binary_cross_entropy; aten/src/THNN/generic/BCECriterion.c.
 *
 * @param weight the weights, or null (the default) for 1
 * @param reduction none, mean (the default) or sum
 */
public record BCELoss(FloatTensor weight, Reduction reduction) implements Loss, LegacyFlags<BCELoss> {
    private static final String NAME = "BCELoss";

    /** Checks the reduction. */
    public BCELoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: no weights, the mean. */
    public BCELoss() {
        this(null, Reduction.MEAN);
    }

    /** Returns this loss with other weights; null for none. */
    public BCELoss withWeight(FloatTensor newWeight) {
        return new BCELoss(newWeight, reduction);
    }

    @Override
    public BCELoss withReduction(Reduction newReduction) {
        return new BCELoss(weight, newReduction);
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

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, T target) {
        FloatTensor w = checkedWeight(input, target);
        Memory memory = Kernels.memory(input);
        return new Call<>(this, input, input.shape()) {
            @Override
            T value() {
                boolean mean = reduction.isMean();
                return reduction.isNone()
                        ? Kernels.map(input.shape(), input, target, w, BCELossFloat32::losses, BCELossFloat64::losses)
                        : Kernels.map(
                                Shape.scalar(),
                                input,
                                target,
                                w,
                                (total, x, y, weights) -> BCELossFloat32.total(total, memory, x, y, weights, mean),
                                (total, x, y, weights) -> BCELossFloat64.total(total, memory, x, y, weights, mean));
            }

            @Override
            List<T> gradients(T gradOutput) {
                boolean each = reduction.isNone();
                int count = reduction.divisor(input.shape());
                return List.of(Kernels.fill(
                        input.shape(),
                        (grad, in, from, to) ->
                                BCELossFloat32.gradient(grad, in[0], in[1], in[2], in[3], each, count, from, to),
                        (grad, in, from, to) ->
                                BCELossFloat64.gradient(grad, in[0], in[1], in[2], in[3], each, count, from, to),
                        gradOutput,
                        input,
                        target,
                        w));
            }
        };
    }

    /** Checks the arguments, and returns the weights of the elements or null. */
    private FloatTensor checkedWeight(FloatTensor input, FloatTensor target) {
        Checks.sameDtype(NAME, "input", input, "target", target);
        if (input.size() != target.size()) {
            String rule = "have the " + input.size() + " elements of the input";
            throw Checks.failure(NAME, "target", rule, target.size(), Checks.shapes("input", input, "target", target));
        }
        FloatTensor expanded = null;
        if (weight != null) {
            Checks.sameDtype(NAME, "input", input, "weight", weight);
            Shape shape = Checks.broadcastShape(NAME, "target", target.shape(), "weight", weight.shape());
            if (shape.elements() != input.size()) {
                String shapes = Checks.shapes("input", input, "target", target);
                throw Checks.failure(NAME, "weight", "not enlarge target " + target.shape(), weight.shape(), shapes);
            }
            expanded = Broadcast.expand(Kernels.convert(weight, input), shape);
        }
        int outside = Kernels.find(input, BCELossFloat32::outside, BCELossFloat64::outside);
        if (outside != -1) {
            String value = Kernels.element(input, outside) + " at index " + Checks.index(input.shape(), outside);
            throw Checks.failure(NAME, "input", "be in [0, 1]", value, Checks.shape("input", input));
        }
        return expanded;
    }
}
