package io.lossparity.internal;

import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * An input and a target of one dtype, both expanded to their common shape.
 *
 * @param shape the common shape
 * @param input the expanded input; the original where it has that shape
 * @param target the expanded target; the original where it has that shape
 */
public record BroadcastPair<T extends FloatTensor>(Shape shape, T input, T target) {

    /** Checks dtypes and shapes, and returns the expanded pair. */
    public static <T extends FloatTensor> BroadcastPair<T> of(String loss, T input, T target) {
        Shape shape = Checks.broadcast(loss, "input", input, "target", target);
        return new BroadcastPair<>(shape, Broadcast.expand(input, shape), Broadcast.expand(target, shape));
    }
}
