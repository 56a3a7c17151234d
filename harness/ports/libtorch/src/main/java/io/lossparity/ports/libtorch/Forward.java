package io.lossparity.ports.libtorch;

import org.bytedeco.pytorch.Tensor;

/** Calls the {@code forward} of a module. */
@FunctionalInterface
interface Forward {

    /** Reads every input that the module takes, and returns the loss. */
    Tensor apply(LibtorchInputs inputs);
}
