package io.lossparity.losses;

import io.lossparity.kernel.Arithmetic;
import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Summation;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
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
 *   <li>a target or a weight may enlarge the input; C stays the size of the input's axis 1;
 *   <li>an input of NaN or of either infinity has a NaN loss and gradient, whatever the target;
 *   <li>without classes the losses are NaN; without rows the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input has fewer than two axes, target or weight does not
 * broadcast or has another dtype, or gradOutput has not the shape above.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py multilabel_soft_margin_loss;
 * aten/src/THNN/generic/LogSigmoid.c.
 *
 * @param weight what the loss of each element is multiplied by, or null (the default) for 1
 * @param reduction none, mean (the default) or sum
 */
public record MultiLabelSoftMarginLoss(FloatTensor weight, Reduction reduction)
        implements Loss, LegacyFlags<MultiLabelSoftMarginLoss> {
    private static final String NAME = "MultiLabelSoftMarginLoss";

    /**
     * The gradients of what PyTorch can differentiate.
     *
     * @param input the gradient of the input
     * @param target the gradient of the target
     * @param weight the gradient of the weight; null if the loss has none
     */
    public record AllGradients<T extends FloatTensor>(T input, T target, T weight) {}

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
        Shape full = check(input, target);
        return value(LogisticTerms.of(NAME, input, target), full);
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return backward(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        return LogisticTerms.of(NAME, input, target).inputGradient(unweightedGradient(gradOutput, input, target));
    }

    /** Returns the gradients of all arguments; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(T input, T target) {
        return backwardAll(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradients of input, target and weight. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        T unweighted = unweightedGradient(gradOutput, input, target);
        LogisticTerms<T> terms = LogisticTerms.of(NAME, input, target);
        return new AllGradients<>(
                terms.inputGradient(unweighted),
                terms.targetGradient(unweighted),
                weight == null ? null : weightGradient(gradOutput, input, target));
    }

    /** Returns the loss and the gradient; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(T input, T target) {
        return valueAndGradient(implicitGradOutput(input, target), input, target);
    }

    /** Returns the loss and the gradient. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(FloatTensor gradOutput, T input, T target) {
        T unweighted = unweightedGradient(gradOutput, input, target);
        LogisticTerms<T> terms = LogisticTerms.of(NAME, input, target);
        return new ValueAndGradient<>(value(terms, check(input, target)), terms.inputGradient(unweighted));
    }

    private <T extends FloatTensor> T value(LogisticTerms<T> terms, Shape full) {
        T elements = weighted(terms.elements(), full);
        int classes = terms.input().shape().size(1);
        return reduction.apply(Arithmetic.quotient(Summation.sum(elements, 1), classes));
    }

    /** Checks the arguments, and returns the common shape of input, target and weight. */
    private Shape check(FloatTensor input, FloatTensor target) {
        Checks.minimumRank(NAME, "input", input, 2);
        Shape pair = Checks.broadcast(NAME, "input", input, "target", target);
        if (weight == null) {
            return pair;
        }
        Checks.sameDtype(NAME, "input", input, "weight", weight);
        return Checks.broadcastShape(NAME, "input and target", pair, "weight", weight.shape());
    }

    private <T extends FloatTensor> T implicitGradOutput(T input, T target) {
        Shape losses = check(input, target).without(1);
        return Checks.implicitGradOutput(NAME, input, reduction.outputShape(losses));
    }

    /** Returns the elements, expanded to the full shape, times the weight. */
    private <T extends FloatTensor> T weighted(T elements, Shape full) {
        return weight == null
                ? elements
                : Arithmetic.product(Broadcast.expand(elements, full), Broadcast.expand(weight, full));
    }

    /** Returns the gradient of each weighted element, of the full shape. */
    private <T extends FloatTensor> T weightedGradient(FloatTensor gradOutput, T input, Shape full) {
        Shape losses = full.without(1);
        T each = reduction.spread(incoming(gradOutput, input, full), losses); // torch: first by n, then by C
        return Broadcast.repeat(Arithmetic.quotient(each, input.shape().size(1)), 1, full);
    }

    /**
     * Returns the gradient of each of the elements of input and target, before they are negated and weighted: one number
     * if it is the same for all.
     */
    private <T extends FloatTensor> T unweightedGradient(FloatTensor gradOutput, T input, T target) {
        Shape full = check(input, target);
        if (weight == null && !reduction.isNone()) {
            T each = reduction.each(incoming(gradOutput, input, full), full.without(1));
            return Arithmetic.negated(Arithmetic.quotient(each, input.shape().size(1)));
        }
        T weighted = weighted(weightedGradient(gradOutput, input, full), full);
        Shape pair = Checks.broadcast(NAME, "input", input, "target", target);
        return Arithmetic.negated(Broadcast.sumTo(weighted, pair));
    }

    private <T extends FloatTensor> T incoming(FloatTensor gradOutput, T input, Shape full) {
        return Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(full.without(1)));
    }

    private <T extends FloatTensor> T weightGradient(FloatTensor gradOutput, T input, T target) {
        Shape full = check(input, target);
        T elements = Broadcast.expand(LogisticTerms.of(NAME, input, target).elements(), full);
        return Broadcast.sumTo(Arithmetic.product(weightedGradient(gradOutput, input, full), elements), weight.shape());
    }
}
