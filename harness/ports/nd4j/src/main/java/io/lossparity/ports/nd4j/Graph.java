package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.Arguments;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Constructs one of SameDiff's losses from PyTorch's parameters. */
@FunctionalInterface
interface Graph {

    /** Reads every parameter that the loss has. */
    Node construct(Arguments arguments);

    /** Adds the loss to a graph. */
    @FunctionalInterface
    interface Node {

        /** Returns the loss of these arguments. */
        SDVariable of(SameDiff graph, SDVariable input, SDVariable target);
    }
}
