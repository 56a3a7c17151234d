package io.lossparity.losses;

import io.lossparity.tensor.FloatTensor;
import java.util.function.Function;

/**
 * A loss and the gradient of what one trains, from one call that shares what both compute.
 *
 * @param value what forward returns
 * @param gradient what backward returns: a tensor, or the loss's record Gradients where one trains several arguments
 * @param <T> the type of the tensors
 * @param <G> that of the gradient
 */
public record ValueAndGradient<T extends FloatTensor, G>(T value, G gradient) {

    /** Returns the same value with another form of the gradient. */
    <H> ValueAndGradient<T, H> with(Function<? super G, H> form) {
        return new ValueAndGradient<>(value, form.apply(gradient));
    }
}
