package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * An input and a target of one dtype that broadcast with each other, and the steps that all losses of such pairs share.
 *
 * @param reduction how the losses of the elements are reduced
 * @param input the input as it was given
 * @param target the target as it was given
 * @param shape their common shape, that of the losses
 */
record BroadcastPair<T extends FloatTensor>(Reduction reduction, T input, T target, Shape shape) {

    /** The kernel that computes the gradient of the expanded input; g is that of each loss, or of all. */
    @FunctionalInterface
    interface Gradient<A> {
        void run(A grad, A g, A x, A y, int count, int from, int to);

        /** Returns the loop over g, x and y. */
        default Loop<A> loop(int count) {
            return (grad, in, from, to) -> run(grad, in[0], in[1], in[2], count, from, to);
        }
    }

    /** Checks dtypes and shapes, and returns the pair. */
    static <T extends FloatTensor> BroadcastPair<T> of(String loss, Reduction reduction, T input, T target) {
        Shape shape = Checks.broadcast(loss, "input", input, "target", target);
        return new BroadcastPair<>(reduction, input, target, shape);
    }

    /** Returns the output: the losses that the kernel makes of the expanded input and target, reduced. */
    T output(Loop.OfTwo<float[]> float32, Loop.OfTwo<double[]> float64) {
        return reduction.apply(shape, float32.loop(), float64.loop(), expandedInput(), expandedTarget());
    }

    /** Returns the gradient of the expanded input as the kernel computes it. */
    T gradient(T gradOutput, Gradient<float[]> float32, Gradient<double[]> float64) {
        return Kernels.fill(
                shape, float32.loop(divisor()), float64.loop(divisor()), gradOutput, expandedInput(), expandedTarget());
    }

    /** Returns whether input and target have the shape of the losses. */
    boolean isOfOneShape() {
        return input.shape().equals(shape) && target.shape().equals(shape);
    }

    /** Returns the number of losses for the mean, otherwise 1. */
    int divisor() {
        return reduction.divisor(shape);
    }

    /** Returns the input repeated to the common shape. */
    T expandedInput() {
        return Broadcast.expand(input, shape);
    }

    /** Returns the target repeated to the common shape. */
    T expandedTarget() {
        return Broadcast.expand(target, shape);
    }

    /** Returns the gradient of the input, given that of the expanded input. */
    T toInput(T gradient) {
        return Broadcast.sumTo(gradient, input.shape());
    }

    /** Returns the gradient of the target, given that of the expanded input, for a loss of their difference. */
    T toTarget(T gradient) {
        return Broadcast.sumTo(Elementwise.negated(gradient), target.shape());
    }
}
