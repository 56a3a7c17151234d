package io.lossparity.ports.lossparity;

import io.lossparity.tensor.FloatTensor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The incoming gradient.
 *
 * @param tensor the gradient, or null where it is PyTorch's implicit 1.0
 */
record GradOutput(FloatTensor tensor) {

    /** Returns what the method with a gradient answers, or the one without where the gradient is implicit. */
    <R> R into(Function<FloatTensor, R> given, Supplier<R> implicit) {
        return tensor == null ? implicit.get() : given.apply(tensor);
    }
}
