package io.lossparity.report.stream;

import io.lossparity.kit.input.RefusedInputException;

/** Reports are no shards of one run; the message says which and why. */
public final class MergeRefusedException extends RefusedInputException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message. */
    MergeRefusedException(String message) {
        super(message, null);
    }
}
