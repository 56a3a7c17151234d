package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.MultiLabelSoftMarginLossFloat32;
import io.lossparity.kernel.float64.MultiLabelSoftMarginLossFloat64;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The terms -(y s(x) + (1 - y) s(-x)) of MultiLabelSoftMarginLoss, s(x) = log(1 / (1 + e^-x)), and their gradients.
 *
 * @param input x
 * @param target y
 * @param total 1 + e^-|x|, in the shape of x
 * @param shape the common shape of both
 */
record LogisticTerms<T extends FloatTensor>(T input, T target, T total, Shape shape) {

    static <T extends FloatTensor> LogisticTerms<T> of(T input, T target, Shape shape) {
        T total = Kernels.fill(
                input.shape(),
                (z, in, from, to) -> MultiLabelSoftMarginLossFloat32.total(z, in[0], from, to),
                (z, in, from, to) -> MultiLabelSoftMarginLossFloat64.total(z, in[0], from, to),
                input);
        return new LogisticTerms<>(input, target, total, shape);
    }

    /** Returns the terms. */
    T elements() {
        return Kernels.fill(
                shape,
                (e, in, from, to) -> MultiLabelSoftMarginLossFloat32.elements(e, in[0], in[1], in[2], from, to),
                (e, in, from, to) -> MultiLabelSoftMarginLossFloat64.elements(e, in[0], in[1], in[2], from, to),
                Broadcast.expand(input, shape),
                Broadcast.expand(target, shape),
                Broadcast.expand(total, shape));
    }

    /** Returns the gradient of the input, given those of the terms before they are negated: of each, or of all. */
    T inputGradient(T each) {
        T y = Broadcast.expand(target, shape);
        T positive =
                fill(MultiLabelSoftMarginLossFloat32::positive, MultiLabelSoftMarginLossFloat64::positive, each, y);
        T negative =
                fill(MultiLabelSoftMarginLossFloat32::negative, MultiLabelSoftMarginLossFloat64::negative, each, y);
        return Kernels.fill(
                input.shape(),
                (grad, in, from, to) ->
                        MultiLabelSoftMarginLossFloat32.gradient(grad, in[0], in[1], in[2], in[3], from, to),
                (grad, in, from, to) ->
                        MultiLabelSoftMarginLossFloat64.gradient(grad, in[0], in[1], in[2], in[3], from, to),
                Broadcast.sumTo(positive, input.shape()),
                Broadcast.sumTo(negative, input.shape()),
                input,
                total);
    }

    /** Returns the gradient of the target, given those of the terms before they are negated: of each, or of all. */
    T targetGradient(T each) {
        T all = Broadcast.expand(each, shape);
        return Elementwise.difference(
                Broadcast.sumTo(Elementwise.product(all, logSigmoid(false)), target.shape()),
                Broadcast.sumTo(Elementwise.product(all, logSigmoid(true)), target.shape()));
    }

    private T logSigmoid(boolean negated) {
        return fill(
                (s, x, z, from, to) -> MultiLabelSoftMarginLossFloat32.logSigmoid(s, x, z, negated, from, to),
                (s, x, z, from, to) -> MultiLabelSoftMarginLossFloat64.logSigmoid(s, x, z, negated, from, to),
                Broadcast.expand(input, shape),
                Broadcast.expand(total, shape));
    }

    private T fill(Loop.OfTwo<float[]> float32, Loop.OfTwo<double[]> float64, T x, T y) {
        return Kernels.fill(shape, float32.loop(), float64.loop(), x, y);
    }
}
