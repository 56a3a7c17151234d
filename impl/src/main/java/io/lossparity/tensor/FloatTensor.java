package io.lossparity.tensor;

/**
 * A tensor of floating-point elements, in one of the two precisions that the losses compute in.
 *
 * <p>The losses are generic over it: a call takes tensors of one precision and returns the same precision.
 */
public sealed interface FloatTensor extends Tensor permits Float32Tensor, Float64Tensor {}
