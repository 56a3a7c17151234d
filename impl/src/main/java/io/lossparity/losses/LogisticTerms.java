package io.lossparity.losses;

import io.lossparity.kernel.Arithmetic;
import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.LogSigmoid;
import io.lossparity.kernel.float32.MultiLabelSoftMarginLossFloat32;
import io.lossparity.kernel.float64.MultiLabelSoftMarginLossFloat64;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The terms -(y s(x) + (1 - y) s(-x)) of MultiLabelSoftMarginLoss, s(x) = log(1 / (1 + e^-x)), and back from there.
 *
 * @param input x
 * @param target y
 * @param shape the common shape of both
 */
record LogisticTerms<T extends FloatTensor>(T input, T target, Shape shape) {

    static <T extends FloatTensor> LogisticTerms<T> of(String loss, T input, T target) {
        return new LogisticTerms<>(input, target, Checks.broadcast(loss, "input", input, "target", target));
    }

    /** Returns the terms. */
    T elements() {
        return Kernels.map(
                shape,
                Broadcast.expand(target, shape),
                Broadcast.expand(LogSigmoid.forward(input), shape),
                Broadcast.expand(LogSigmoid.forward(Arithmetic.negated(input)), shape),
                MultiLabelSoftMarginLossFloat32::elements,
                MultiLabelSoftMarginLossFloat64::elements);
    }

    /** Returns the gradient of the input, given those of the terms before they are negated. */
    T inputGradient(T each) {
        T y = Broadcast.expand(target, shape);
        T rest = Kernels.map(
                shape, y, MultiLabelSoftMarginLossFloat32::complement, MultiLabelSoftMarginLossFloat64::complement);
        T positive = Broadcast.sumTo(Arithmetic.product(each, y), input.shape());
        T negative = Broadcast.sumTo(Arithmetic.product(each, rest), input.shape());
        return Arithmetic.difference(
                LogSigmoid.backward(positive, input), LogSigmoid.backward(negative, Arithmetic.negated(input)));
    }

    /** Returns the gradient of the target, given those of the terms before they are negated. */
    T targetGradient(T each) {
        T positive = Broadcast.expand(LogSigmoid.forward(input), shape);
        T negative = Broadcast.expand(LogSigmoid.forward(Arithmetic.negated(input)), shape);
        return Arithmetic.difference(
                Broadcast.sumTo(Arithmetic.product(each, positive), target.shape()),
                Broadcast.sumTo(Arithmetic.product(each, negative), target.shape()));
    }
}
