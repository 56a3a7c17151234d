/**
 * The port of BigDL's criterions. Like PyTorch's losses, they come from Torch7.
 *
 * <p>Every loss is the corresponding criterion of BigDL, and every gradient is its {@code backward}. The adapter
 * translates: BigDL counts classes from 1, and all tensors of a call have one floating type.
 */
package io.lossparity.ports.bigdl;
