package io.lossparity.kit.compare;

import io.lossparity.kit.input.RefusedInputException;

/** The tolerances are too loose, incomplete or stated twice, so nothing may be judged by them. */
class TolerancesException extends RefusedInputException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names file, row and rule, with the failure beneath it. */
    TolerancesException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String sentence() {
        return "tolerances refused: " + getMessage();
    }
}
