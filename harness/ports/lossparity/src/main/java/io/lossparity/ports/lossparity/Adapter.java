package io.lossparity.ports.lossparity;

import io.lossparity.losses.Loss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;
import java.util.Set;

/**
 * How one loss is constructed and called.
 *
 * <p>Each method lets the loss's own {@link IllegalArgumentException} pass.
 *
 * @param <L> the loss
 */
interface Adapter<L extends Loss> {

    /** Returns the arguments of which PyTorch accepts that they require a gradient, but leaves it None. */
    default Set<String> leftNone() {
        return Set.of();
    }

    /** Returns the loss; every parameter that it knows is read, the others are rejected by the caller. */
    L construct(Parameters parameters);

    /** Returns the loss's output. */
    FloatTensor forward(L loss, Inputs inputs);

    /** Returns gradients by argument: those that are required, and possibly more. */
    Map<String, FloatTensor> backward(L loss, Inputs inputs, GradOutput gradOutput);
}
