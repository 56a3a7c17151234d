package io.lossparity.losses;

import io.lossparity.kernel.Arithmetic;
import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Kernels;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/**
 * An input and a target of one dtype that broadcast with each other, and what the losses of such pairs do alike.
 *
 * @param loss the name of the loss, for messages
 * @param reduction what becomes of the losses of the elements
 * @param input the input as it was given
 * @param target the target as it was given
 * @param shape their common shape, that of the losses
 */
record BroadcastPair<T extends FloatTensor>(String loss, Reduction reduction, T input, T target, Shape shape) {

    /** The kernel that computes the gradient of the expanded input of a loss of the difference x - y. */
    @FunctionalInterface
    interface DifferenceGradient<A> {
        A apply(A g, A x, A y, boolean mean);
    }

    /** Checks dtypes and shapes, and returns the pair. */
    static <T extends FloatTensor> BroadcastPair<T> of(String loss, Reduction reduction, T input, T target) {
        Shape shape = Checks.broadcast(loss, "input", input, "target", target);
        return new BroadcastPair<>(loss, reduction, input, target, shape);
    }

    /** Returns the losses that the kernel makes of the expanded input and target. */
    T losses(BinaryOperator<float[]> float32, BinaryOperator<double[]> float64) {
        return Kernels.map(shape, expandedInput(), expandedTarget(), float32, float64);
    }

    /** Returns the output: these losses, reduced. */
    T output(BinaryOperator<float[]> float32, BinaryOperator<double[]> float64) {
        return reduction.apply(losses(float32, float64));
    }

    /** Returns the incoming gradient that stands for an absent one; the output must have one element. */
    T gradOutput() {
        return Checks.implicitGradOutput(loss, input, reduction.outputShape(shape));
    }

    /** Checks the incoming gradient, and returns it in the dtype of the input. */
    T checked(FloatTensor gradOutput) {
        return Checks.gradOutput(loss, gradOutput, "input", input, reduction.outputShape(shape));
    }

    /** Returns the gradient of the input, for a loss of the difference of input and target. */
    T inputGradient(FloatTensor gradOutput, DifferenceGradient<float[]> float32, DifferenceGradient<double[]> float64) {
        return toInput(gradient(gradOutput, float32, float64));
    }

    /** Returns the gradients of input and target, for a loss of their difference: that of the target is the opposite. */
    <G> G gradients(
            FloatTensor gradOutput,
            DifferenceGradient<float[]> float32,
            DifferenceGradient<double[]> float64,
            BiFunction<T, T, G> both) {
        T gradient = gradient(gradOutput, float32, float64);
        return both.apply(toInput(gradient), Broadcast.sumTo(Arithmetic.negated(gradient), target.shape()));
    }

    private T gradient(
            FloatTensor gradOutput, DifferenceGradient<float[]> float32, DifferenceGradient<double[]> float64) {
        return Kernels.map(
                shape,
                checked(gradOutput),
                expandedInput(),
                expandedTarget(),
                (g, x, y) -> float32.apply(g, x, y, reduction.isMean()),
                (g, x, y) -> float64.apply(g, x, y, reduction.isMean()));
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
}
