package io.lossparity.kit.compare;

/** Tolerances that are loose without a reason, incomplete or said twice; nothing may be judged by them. */
public final class TolerancesException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names file, row and rule, with the failure beneath it. */
    public TolerancesException(String message, Throwable cause) {
        super(message, cause);
    }
}
