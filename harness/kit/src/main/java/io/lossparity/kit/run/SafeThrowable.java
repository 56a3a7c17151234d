package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;

/**
 * Exceptions with the words of a port's exception.
 *
 * <p>Only here, on the port's thread, do the methods of the port's exception run: they may throw, hang, or answer
 * differently each time. {@code toString} returns only the summary.
 */
@SuppressWarnings("OverrideThrowableToString") // the words are the port's, so no class name of ours belongs before them
final class SafeThrowable {
    private SafeThrowable() {}

    /** Returns an {@link IllegalArgumentException} for one of the port's, and another exception for anything else. */
    static RuntimeException of(Throwable thrown) {
        String summary = ThrowableText.summary(thrown);
        return thrown instanceof IllegalArgumentException
                ? new Rejection(message(thrown), summary)
                : new Failure(message(thrown), summary);
    }

    /** Returns the exception of a port that rejects a call in its own words. */
    static IllegalArgumentException rejection(String words) {
        String line = ForeignText.line(words, ForeignText.MESSAGE);
        return new Rejection(line, line);
    }

    private static String message(Throwable thrown) {
        try {
            return ForeignText.line(thrown.getMessage(), ForeignText.MESSAGE);
        } catch (Throwable e) { // the port's own getMessage
            return ForeignText.line(null, ForeignText.MESSAGE);
        }
    }

    private static final class Rejection extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final String summary;

        Rejection(String message, String summary) {
            super(message);
            this.summary = summary;
            setStackTrace(new StackTraceElement[0]);
        }

        @Override
        public String toString() {
            return summary;
        }
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String summary;

        Failure(String message, String summary) {
            super(message, null, false, false);
            this.summary = summary;
        }

        @Override
        public String toString() {
            return summary;
        }
    }
}
