package io.lossparity.kit.compare;

/** Tolerances that can be read, but one of them allows more than the rule permits. */
public final class LooseTolerancesException extends TolerancesException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names file, row and rule. */
    LooseTolerancesException(String message) {
        super(message, null);
    }
}
