package io.lossparity.losses;

import io.lossparity.tensor.FloatTensor;
import java.util.function.Function;

/**
 * The value of a loss and the gradient of its trained arguments, from one call.
 *
 * @param value what forward returns
 * @param gradient what backward returns: a tensor, or the loss's record Gradients if it trains several arguments
 * @param <T> the type of the tensors
 * @param <G> the type of the gradient
 */
public record ValueAndGradient<T extends FloatTensor, G>(T value, G gradient) {

    /** Returns the same value with another form of the gradient. */
    <H> ValueAndGradient<T, H> with(Function<? super G, H> form) {
        return new ValueAndGradient<>(value, form.apply(gradient));
    }
}
