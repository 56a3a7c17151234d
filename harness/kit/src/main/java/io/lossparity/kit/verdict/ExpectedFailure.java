package io.lossparity.kit.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.lossparity.kit.text.Words;
import java.util.Arrays;
import java.util.Objects;

/**
 * The result of a case that is expected to fail by the port's expectations file.
 *
 * @param kind whether the failure is to be fixed; {@code class} in JSON
 * @param title the name of the class of failures
 * @param reason why the port fails, in a sentence
 * @param pattern the pattern of ids that covers the case
 * @param outcome whether the case failed as expected
 * @param message an explanation; empty, and left out of JSON, if the case failed as expected
 */
public record ExpectedFailure(
        @JsonProperty("class") Kind kind,
        String title,
        String reason,
        String pattern,
        Outcome outcome,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message) {
    /** Checks that nothing is missing; a message that a report leaves out is empty. */
    public ExpectedFailure {
        message = message == null ? "" : message;
        Objects.requireNonNull(kind, "kind must not be null");
        Objects.requireNonNull(outcome, "outcome must not be null");
    }

    /** Returns whether the case failed as expected. */
    public boolean met() {
        return outcome == Outcome.MET;
    }

    /** Whether the port's author will fix a failure. */
    public enum Kind {
        /** It will stay: the port departs from PyTorch on purpose, or for a reason outside the port. */
        WILL_NOT_FIX,
        /** It is a known defect. */
        TO_FIX;

        /** Returns the word in files and reports, for example {@code will-not-fix}. */
        @JsonValue
        public String word() {
            return Words.of(this).replace(' ', '-');
        }

        /**
         * Returns the kind with the given word.
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

    /** The possible results of an expected failure. */
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
        @JsonValue
        public String word() {
            return Words.of(this);
        }
    }
}
