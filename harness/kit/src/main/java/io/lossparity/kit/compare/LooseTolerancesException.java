package io.lossparity.kit.compare;

/** Tolerances that can be read, but of which one allows more than the rule without a reason, or states one in vain. */
public final class LooseTolerancesException extends TolerancesException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names file, row and rule. */
    LooseTolerancesException(String message) {
        super(message, null);
    }
}
