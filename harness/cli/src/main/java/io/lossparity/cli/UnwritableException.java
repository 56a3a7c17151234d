package io.lossparity.cli;

import java.io.IOException;

/** A file that a command is to write can't be written. */
final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from what was to be written, such as a path, and what went wrong. */
    UnwritableException(Object target, IOException cause) {
        super("can't write " + target + ": " + reason(cause), cause);
    }

    /** Returns the reason in words: a file system's exception often has only the name of the file as its message. */
    static String reason(IOException e) {
        String kind = e.getClass() == IOException.class ? "" : e.getClass().getSimpleName() + " ";
        return kind + e.getMessage();
    }
}
