package io.lossparity.report.stream;

import io.lossparity.kit.input.RefusedInputException;

/** A file is not a complete report; the message says where and why. */
public final class BrokenReportException extends RefusedInputException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message and the cause, which may be null. */
    public BrokenReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
