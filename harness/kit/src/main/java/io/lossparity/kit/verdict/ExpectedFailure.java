package io.lossparity.kit.verdict;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * How a case turned out that the port's expectations file says will fail.
 *
 * @param kind whether the port means to mend it
 * @param title the name of the class of failures
 * @param reason why the port fails, in a sentence
 * @param pattern the pattern of ids that covers the case
 * @param outcome how it turned out
 * @param message what there is to say; empty if the failure is the expected one
 */
public record ExpectedFailure(Kind kind, String title, String reason, String pattern, Outcome outcome, String message) {
    /** Checks that nothing is missing. */
    public ExpectedFailure {
        Objects.requireNonNull(kind, "kind must not be null");
        Objects.requireNonNull(outcome, "outcome must not be null");
    }

    /** Returns whether the case failed as expected. */
    public boolean met() {
        return outcome == Outcome.MET;
    }

    /** What the port means to do about a failure. */
    public enum Kind {
        /** Nothing: it departs from PyTorch on purpose, or for a reason that lies outside it. */
        WILL_NOT_FIX,
        /** It is a defect, and known. */
        TO_FIX;

        /** Returns the word in files and reports, for example {@code will-not-fix}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * Returns the kind of that word.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the class must be will-not-fix or to-fix, but was '" + word + "'"));
        }
    }

    /** How an expected failure can turn out. */
    public enum Outcome {
        /** The case failed for the expected reason, within the bound. */
        MET,
        /** The case passed. */
        UNEXPECTED_PASS,
        /** The error is greater than the bound. */
        WORSE,
        /** The case failed in another way. */
        OTHER_REASON,
        /** The port does not support the case any more. */
        UNSUPPORTED,
        /** Two patterns cover the case. */
        OVERLAP;

        /** Returns the word in reports, for example {@code unexpected pass}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /**
         * Returns the outcome of that word.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Outcome of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }
    }
}
