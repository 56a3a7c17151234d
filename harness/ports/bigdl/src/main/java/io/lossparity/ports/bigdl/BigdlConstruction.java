package io.lossparity.ports.bigdl;

import io.lossparity.ports.base.Arguments;

/** Constructs one of BigDL's criterions from PyTorch's parameters. */
@FunctionalInterface
interface BigdlConstruction {

    /** Reads every parameter that the criterion has. */
    Criterion construct(Arguments arguments, Numeric numeric);
}
