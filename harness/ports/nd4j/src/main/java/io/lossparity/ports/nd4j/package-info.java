/**
 * The port of ND4J's losses.
 *
 * <p>Uses SameDiff's losses and automatic gradients if SameDiff has the loss; otherwise the loss functions of DL4J's
 * layers ({@code ILossFunction}) and their gradients.
 */
package io.lossparity.ports.nd4j;
