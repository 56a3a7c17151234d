package io.lossparity.kit.input;

/** A file that was named is not there: whoever named it has probably mistyped it. */
public final class MissingInputException extends RefusedInputException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message and the cause, which may be null. */
    public MissingInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
