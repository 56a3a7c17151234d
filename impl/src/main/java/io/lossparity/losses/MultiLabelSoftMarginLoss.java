package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.Summation;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The multi-label soft margin loss: binary cross entropy of each class under sigmoid(x), averaged over the classes.
 *
 * <pre>
 *   forward    e = -(y s(x) + (1 - y) s(-x)) w      s(x) = log(1 / (1 + e^-x))
 *              l = sum of e over axis 1 / C          L = mean(l) | sum(l) | l
 *   backward   de/dx = -(y s'(x) - (1 - y) s'(-x)) w      de/dy = (s(-x) - s(x)) w      de/dw = e / w
 *              dL/de = g / n / C | g / C | g / C
 * </pre>
 *
 * <p>Shapes: input (N, C) or (N, C, d1, ..., dK); target and weight broadcast with it. Losses have the common shape
 * without axis 1, output is 0-d unless the reduction is none.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>a target or a weight may enlarge the input by broadcasting; C stays the size of the input's axis 1;
 *   <li>an input of NaN or of either infinity has a NaN loss and gradient, whatever the target;
 *   <li>without classes the losses are NaN; without rows the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input has fewer than two axes, target or weight does not broadcast
 * or has another dtype, or gradOutput does not have the shape above.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py multilabel_soft_margin_loss;
 * aten/src/THNN/generic/LogSigmoid.c.
 *
 * @param weight the factor of the loss of each element, or null (the default) for 1
 * @param reduction none, mean (the default) or sum
 */
public record MultiLabelSoftMarginLoss(FloatTensor weight, Reduction reduction)
        implements Loss, LegacyFlags<MultiLabelSoftMarginLoss> {
    private static final String NAME = "MultiLabelSoftMarginLoss";

    /**
     * The gradients of all arguments that PyTorch can differentiate.
     *
     * @param input the gradient of the input
     * @param target the gradient of the target
     * @param weight the gradient of the weight; null if the loss has none
     */
    public record AllGradients<T extends FloatTensor>(T input, T target, T weight) {
        static <T extends FloatTensor> AllGradients<T> of(List<T> gradients) {
            return new AllGradients<>(gradients.get(0), gradients.get(1), gradients.get(2));
        }
    }

    /** Checks the reduction. */
    public MultiLabelSoftMarginLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: no weights, the mean. */
    public MultiLabelSoftMarginLoss() {
        this(null, Reduction.MEAN);
    }

    /** Returns this loss with other weights; null for none. */
    public MultiLabelSoftMarginLoss withWeight(FloatTensor newWeight) {
        return new MultiLabelSoftMarginLoss(newWeight, reduction);
    }

    @Override
    public MultiLabelSoftMarginLoss withReduction(Reduction newReduction) {
        return new MultiLabelSoftMarginLoss(weight, newReduction);
    }

    @Override
    public List<String> differentiable() {
        return List.of("input", "target", "weight");
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

    /** Returns the gradients of input, target and weight; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(T input, T target) {
        return AllGradients.of(call(input, target).all());
    }

    /** Returns the gradients of input, target and weight. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        return AllGradients.of(call(input, target).all(gradOutput));
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, T target) {
        Checks.minimumRank(NAME, "input", input, 2);
        Shape pair = Checks.broadcast(NAME, "input", input, "target", target);
        Shape full = fullShape(input, pair);
        T w = weight == null ? null : Broadcast.expand(Kernels.convert(weight, input), full);
        return new Call<>(this, input, full.without(1)) {
            private LogisticTerms<T> terms;

            @Override
            T value() {
                T elements = terms().elements();
                T weighted = w == null ? elements : Elementwise.product(Broadcast.expand(elements, full), w);
                return reduction.apply(Elementwise.quotient(
                        Summation.sum(weighted, 1), input.shape().size(1)));
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(terms().inputGradient(ofTerms(gradOutput)));
            }

            @Override
            List<T> allGradients(T gradOutput, Collection<String> names) {
                T ofTerms = ofTerms(gradOutput);
                return Arrays.asList(
                        terms().inputGradient(ofTerms),
                        terms().targetGradient(ofTerms),
                        w == null ? null : weightGradient(ofElements(gradOutput)));
            }

            private LogisticTerms<T> terms() {
                terms = terms == null ? LogisticTerms.of(input, target, pair) : terms;
                return terms;
            }

            /** Returns the gradient of each weighted element, of the full shape. */
            private T ofElements(T gradOutput) {
                T each = reduction.spread(gradOutput, full.without(1)); // torch: first by n, then by C
                return Broadcast.repeat(Elementwise.quotient(each, input.shape().size(1)), 1, full);
            }

            /** Returns the gradient of each term before it is negated and weighted: one number if all have the same. */
            private T ofTerms(T gradOutput) {
                if (w == null && !reduction.isNone()) {
                    T each = reduction.each(gradOutput, full.without(1));
                    return Elementwise.negated(
                            Elementwise.quotient(each, input.shape().size(1)));
                }
                T elements = ofElements(gradOutput);
                T weighted = w == null ? elements : Elementwise.product(elements, w);
                return Elementwise.negated(Broadcast.sumTo(weighted, pair));
            }

            private T weightGradient(T ofElements) {
                T elements = Broadcast.expand(terms().elements(), full);
                return Broadcast.sumTo(Elementwise.product(ofElements, elements), weight.shape());
            }
        };
    }

    /** Checks the weight, and returns the common shape of input, target and weight. */
    private Shape fullShape(FloatTensor input, Shape pair) {
        if (weight == null) {
            return pair;
        }
        Checks.sameDtype(NAME, "input", input, "weight", weight);
        return Checks.broadcastShape(NAME, "input and target", pair, "weight", weight.shape());
    }
}
