package io.lossparity.losses;

import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.Collection;
import java.util.List;

/**
 * A loss together with its checked arguments. Each loss has its own subclass; the public methods of all losses use it.
 *
 * @param <T> the type of the tensors
 */
abstract class Call<T extends FloatTensor> {
    private final Loss loss;
    private final T first;
    private final Shape output;

    /**
     * The call.
     *
     * @param first the first argument
     * @param losses the shape of the losses before they are reduced
     */
    Call(Loss loss, T first, Shape losses) {
        this.loss = loss;
        this.first = first;
        this.output = loss.reduction().outputShape(losses);
    }

    /** Returns the loss. */
    abstract T value();

    /**
     * Returns the gradients of the trained arguments, in the order of {@link Loss#trained}, given that of the output.
     */
    abstract List<T> gradients(T gradOutput);

    /**
     * Returns the gradients of all arguments that PyTorch can differentiate, in the order of {@link
     * Loss#differentiable}.
     *
     * @param names the gradients that are wanted; the others may be null
     */
    List<T> allGradients(T gradOutput, Collection<String> names) {
        throw new AssertionError(loss.name() + " differentiates only what one trains");
    }

    /** Returns what {@link #value} and {@link #gradients} return. */
    ValueAndGradient<T, List<T>> both(T gradOutput) {
        return new ValueAndGradient<>(value(), gradients(gradOutput));
    }

    /** Returns the gradient that replaces an absent one: 1.0, if the output has one element. */
    final T one() {
        return Checks.implicitGradOutput(loss.name(), first, output);
    }

    /** Checks the gradient of the output, and returns it in the dtype of the arguments. */
    final T checked(FloatTensor gradOutput) {
        return Checks.gradOutput(loss.name(), gradOutput, loss.arguments().get(0), first, output);
    }

    final List<T> backward() {
        return gradients(one());
    }

    final List<T> backward(FloatTensor gradOutput) {
        return gradients(checked(gradOutput));
    }

    final ValueAndGradient<T, List<T>> valueAndGradients() {
        return both(one());
    }

    final ValueAndGradient<T, List<T>> valueAndGradients(FloatTensor gradOutput) {
        return both(checked(gradOutput));
    }

    final T gradient() {
        return gradients(one()).get(0);
    }

    final T gradient(FloatTensor gradOutput) {
        return gradients(checked(gradOutput)).get(0);
    }

    final ValueAndGradient<T, T> valueAndGradient() {
        return both(one()).with(gradients -> gradients.get(0));
    }

    final ValueAndGradient<T, T> valueAndGradient(FloatTensor gradOutput) {
        return both(checked(gradOutput)).with(gradients -> gradients.get(0));
    }

    final List<T> all() {
        return allGradients(one(), loss.differentiable());
    }

    final List<T> all(FloatTensor gradOutput) {
        return allGradients(checked(gradOutput), loss.differentiable());
    }
}
