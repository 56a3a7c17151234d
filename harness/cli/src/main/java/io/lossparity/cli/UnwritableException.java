package io.lossparity.cli;

import java.io.IOException;

/** A command cannot write one of its files. */
final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception from the file, such as a path, and the problem. */
    UnwritableException(Object target, IOException cause) {
        super("can't write " + target + ": " + reason(cause), cause);
    }

    /** Returns the reason in words, because the message of a file system's exception is often only the file's name. */
    static String reason(IOException e) {
        String kind = e.getClass() == IOException.class ? "" : e.getClass().getSimpleName() + " ";
        return kind + e.getMessage();
    }
}
