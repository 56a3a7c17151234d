package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.Arguments;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * One of DL4J's loss functions and how it is called.
 *
 * @param function the loss function
 * @param activation the activation of the layer above it
 * @param oneHot whether its labels are PyTorch's classes, one-hot
 * @param reduction none for an array of scores, sum, or mean for the average over the batch
 */
record LossFunction(ILossFunction function, IActivation activation, boolean oneHot, String reduction) {

    /** Constructs a loss function from PyTorch's parameters. */
    @FunctionalInterface
    interface Construction {

        /** Reads every parameter that the loss has. */
        LossFunction construct(Arguments arguments);
    }
}
