package io.lossparity.kit.expect;

/** An expectations file can't be read; the message says where and why. */
public final class ExpectationsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from its message and the cause, which may be null. */
    ExpectationsException(String message, Throwable cause) {
        super(message, cause);
    }
}
