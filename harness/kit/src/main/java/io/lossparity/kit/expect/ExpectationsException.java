package io.lossparity.kit.expect;

import io.lossparity.kit.input.RefusedInputException;

/** An expectations file cannot be read; the message says where and why. */
final class ExpectationsException extends RefusedInputException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message and the cause, which may be null. */
    ExpectationsException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String sentence() {
        return "expectations refused: " + getMessage();
    }
}
