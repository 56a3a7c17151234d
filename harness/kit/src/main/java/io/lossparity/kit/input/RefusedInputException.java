package io.lossparity.kit.input;

import io.lossparity.kit.text.ForeignText;

/**
 * Input is refused: a file, a line of the protocol, or a part of one. The message names the place and the rule, and is
 * written for the user.
 *
 * <p>Every reader of the kit either returns a result or throws an exception of this type, for any bytes.
 */
public class RefusedInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message, which becomes one line, and the cause, which may be null. */
    public RefusedInputException(String message, Throwable cause) {
        super(ForeignText.line(message, ForeignText.MESSAGE), cause);
    }

    /** Returns the message for the user; it always says what kind of input is refused. */
    public String sentence() {
        return getMessage();
    }
}
