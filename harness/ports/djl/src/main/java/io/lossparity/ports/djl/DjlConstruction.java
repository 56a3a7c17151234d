package io.lossparity.ports.djl;

import ai.djl.training.loss.Loss;
import io.lossparity.ports.base.Arguments;

/** Constructs one of DJL's losses from PyTorch's parameters. */
@FunctionalInterface
interface DjlConstruction {

    /** Reads every parameter that the loss has. */
    Loss construct(Arguments arguments);
}
