package io.lossparity.kit.input;

import io.lossparity.kit.text.ForeignText;

/**
 * Something from outside is refused: a file, a line of the protocol, or a part of one. The message names the place and
 * the rule, and is fit for a user.
 *
 * <p>Every reader of the kit either returns a result or throws an exception of this family, whatever the bytes are.
 */
public class RefusedInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message, which becomes one line, and the cause, which may be null. */
    public RefusedInputException(String message, Throwable cause) {
        super(ForeignText.line(message, ForeignText.MESSAGE), cause);
    }

    /** Returns the sentence for the user, which says what kind of input is refused where the message does not. */
    public String sentence() {
        return getMessage();
    }
}
