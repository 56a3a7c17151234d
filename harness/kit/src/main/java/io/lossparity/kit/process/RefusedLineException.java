package io.lossparity.kit.process;

import io.lossparity.kit.input.RefusedInputException;

/** A line does not follow the protocol; the exception's message names the rule that it breaks. */
final class RefusedLineException extends RefusedInputException {
    private static final long serialVersionUID = 1L;

    /** The call's number; null if it could not be read. */
    private final Long id;

    RefusedLineException(String message, Throwable cause) {
        this(message, cause, null);
    }

    RefusedLineException(String message, Throwable cause, Long id) {
        super(message, cause);
        this.id = id;
    }

    /** Returns the number of the call that the line asks or answers; null if it could not be read. */
    Long id() {
        return id;
    }
}
