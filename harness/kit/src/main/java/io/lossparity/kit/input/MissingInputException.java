package io.lossparity.kit.input;

/** A named file does not exist; its name was probably mistyped. */
public final class MissingInputException extends RefusedInputException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message and the cause, which may be null. */
    public MissingInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
