package io.lossparity.ports.base;

/** The library has no such loss, parameter, dtype or gradient: the answer is Unsupported, at whatever stage. */
public final class AbsentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is missing, in words. */
    public AbsentException(String reason) {
        super(reason);
    }
}
