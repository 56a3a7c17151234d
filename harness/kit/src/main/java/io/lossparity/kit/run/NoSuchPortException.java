package io.lossparity.kit.run;

/** No port has the given name, or a port cannot be loaded; the message is written for the user. */
public final class NoSuchPortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message and, where a port failed to load, the cause. */
    public NoSuchPortException(String message, Throwable cause) {
        super(message, cause);
    }
}
