package io.lossparity.report.budget;

import io.lossparity.kit.input.RefusedInputException;

/** A file is not a budget; the message says which file, and why. */
final class BrokenBudgetException extends RefusedInputException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message and the cause. */
    BrokenBudgetException(String message, Throwable cause) {
        super(message, cause);
    }
}
