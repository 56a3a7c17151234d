package io.lossparity.ports.base;

import io.lossparity.spi.TensorValue;
import java.util.Map;

/**
 * One call of a library, in PyTorch's three stages, each called once and in this order.
 *
 * <p>Each method passes on the library's own exceptions, and throws {@link AbsentException} for anything that the
 * library does not have.
 */
public interface StagedCall {

    /** Constructs the loss from its parameters. */
    void construct();

    /** Runs the forward pass and returns the loss. */
    TensorValue forward();

    /** Runs the backward pass and returns a gradient per argument; a name without a gradient is left out. */
    Map<String, TensorValue> backward();
}
