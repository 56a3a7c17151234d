package io.lossparity.ports.base;

/** The library does not have the loss, parameter, dtype or gradient: the answer is Unsupported, at any stage. */
public final class AbsentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is missing, in words. */
    public AbsentException(String reason) {
        super(reason);
    }
}
