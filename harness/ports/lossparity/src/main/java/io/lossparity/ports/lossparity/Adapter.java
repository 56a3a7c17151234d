package io.lossparity.ports.lossparity;

import io.lossparity.losses.Loss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;
import java.util.Set;

/**
 * How one loss is constructed and called.
 *
 * <p>Each method passes on the loss's own {@link IllegalArgumentException}.
 *
 * @param <L> the loss
 */
interface Adapter<L extends Loss> {

    /** Returns the arguments that may require a gradient in PyTorch, which leaves it None. */
    default Set<String> leftNone() {
        return Set.of();
    }

    /** Returns the loss; reads every parameter that the loss knows. The caller rejects the others. */
    L construct(Parameters parameters);

    /** Returns the loss's output. */
    FloatTensor forward(L loss, Inputs inputs);

    /** Returns gradients by argument: the required ones, and possibly more. */
    Map<String, FloatTensor> backward(L loss, Inputs inputs, GradOutput gradOutput);
}
