package io.lossparity.losses;

import io.lossparity.internal.Arithmetic;
import io.lossparity.internal.Broadcast;
import io.lossparity.internal.Checks;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.Kernels.Ternary;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
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

    /** Checks dtypes and shapes, and returns the pair. */
    static <T extends FloatTensor> BroadcastPair<T> of(String loss, Reduction reduction, T input, T target) {
        Shape shape = Checks.broadcast(loss, "input", input, "target", target);
        return new BroadcastPair<>(loss, reduction, input, target, shape);
    }

    /** Returns the output: the losses that the kernel makes of the expanded input and target, reduced. */
    T output(BinaryOperator<float[]> float32, BinaryOperator<double[]> float64) {
        return reduction.apply(Kernels.map(shape, expandedInput(), expandedTarget(), float32, float64));
    }

    /** Returns the incoming gradient that stands for an absent one; the output must have one element. */
    T gradOutput() {
        return Checks.implicitGradOutput(loss, input, reduction.outputShape(shape));
    }

    /** Checks the incoming gradient, and returns it in the dtype of the input. */
    T checked(FloatTensor gradOutput) {
        return Checks.gradOutput(loss, gradOutput, "input", input, reduction.outputShape(shape));
    }

    /** Returns the gradient that the kernel makes of the incoming gradient and the expanded input and target. */
    T gradient(FloatTensor gradOutput, Ternary<float[]> float32, Ternary<double[]> float64) {
        return Kernels.map(shape, checked(gradOutput), expandedInput(), expandedTarget(), float32, float64);
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
        return Broadcast.sumTo(Arithmetic.negated(gradient), target.shape());
    }
}
