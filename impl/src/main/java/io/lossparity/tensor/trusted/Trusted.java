package io.lossparity.tensor.trusted;

/**
 * The key to the arrays inside the tensors.
 *
 * <p>Tensors are immutable because callers only ever see copies. Kernels must not pay for copies, so the tensors
 * have accessors that ask for this key; as its package is not exported, no other module can name it.
 */
public enum Trusted {
    /** The key. Whoever uses it to read an array promises not to write. */
    TRUSTED
}
