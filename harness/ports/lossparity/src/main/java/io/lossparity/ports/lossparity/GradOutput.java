package io.lossparity.ports.lossparity;

import io.lossparity.tensor.FloatTensor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The incoming gradient.
 *
 * @param tensor the gradient; null for PyTorch's implicit 1.0
 */
record GradOutput(FloatTensor tensor) {

    /** Returns the result of the method with a gradient or, if the gradient is implicit, of the one without. */
    <R> R into(Function<FloatTensor, R> given, Supplier<R> implicit) {
        return tensor == null ? implicit.get() : given.apply(tensor);
    }
}
