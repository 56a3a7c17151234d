/**
 * The port of ND4J's losses.
 *
 * <p>SameDiff's losses and its automatic gradients where they are meant to be one of PyTorch's; otherwise the loss
 * functions that DL4J's layers use ({@code ILossFunction}), with the gradients that those compute.
 */
package io.lossparity.ports.nd4j;
