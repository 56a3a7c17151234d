package io.lossparity.tensor.trusted;

/**
 * The key to the arrays inside the tensors.
 *
 * <p>Callers only see copies of a tensor's elements. Kernels must not pay for copies, so the tensors have accessors
 * that ask for this key. Its package is not exported, so no other module can name it.
 */
public enum Trusted {
    /** The key. Whoever uses it to read an array promises not to write. */
    TRUSTED
}
