package io.lossparity.kit.verdict;

import java.time.Duration;

/** The judgement of a port's answer to one case. */
public sealed interface Verdict {

    /** Returns the verdict without its details. */
    CaseVerdict bare();

    /** Returns the verdict's word in reports, for example {@code timed out}. */
    default String word() {
        return bare().word();
    }

    /** Returns an explanation whose first line is a summary; empty if the case passed. */
    String message();

    /** The answer agrees with PyTorch's. */
    record Passed() implements Verdict {
        @Override
        public CaseVerdict bare() {
            return CaseVerdict.PASSED;
        }

        @Override
        public String message() {
            return "";
        }
    }

    /**
     * The port answered, and the answer differs from PyTorch's.
     *
     * @param kind what is wrong
     * @param message what helps to understand the failure
     */
    record Failed(FailureKind kind, String message) implements Verdict {
        @Override
        public CaseVerdict bare() {
            return CaseVerdict.FAILED;
        }
    }

    /**
     * The port gave no answer: it threw an exception that is not a rejection, or returned null.
     *
     * @param message what it did
     */
    record Errored(String message) implements Verdict {
        @Override
        public CaseVerdict bare() {
            return CaseVerdict.ERRORED;
        }
    }

    /**
     * The port says that it does not have the loss, parameter, type or gradient.
     *
     * @param reason the port's words
     */
    record Unsupported(String reason) implements Verdict {
        @Override
        public CaseVerdict bare() {
            return CaseVerdict.UNSUPPORTED;
        }

        @Override
        public String message() {
            return reason;
        }
    }

    /**
     * The port did not answer in time.
     *
     * @param limit the time it was given
     */
    record TimedOut(Duration limit) implements Verdict {
        @Override
        public CaseVerdict bare() {
            return CaseVerdict.TIMED_OUT;
        }

        @Override
        public String message() {
            return "no answer within " + limit.toMillis() / 1000.0 + " s";
        }
    }
}
