package io.lossparity.kit.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lossparity.kit.text.Words;

/** A verdict on a case without its details. */
public enum CaseVerdict {
    /** The answer agrees with PyTorch's. */
    PASSED,
    /** The answer differs from PyTorch's. */
    FAILED,
    /** There was no answer. */
    ERRORED,
    /** The port does not support the case. */
    UNSUPPORTED,
    /** There was no answer in time. */
    TIMED_OUT;

    /** Returns the word in reports, for example {@code timed out}. */
    @JsonValue
    public String word() {
        return Words.of(this);
    }

    /** Returns whether the port failed, errored or did not answer in time. */
    public boolean wrong() {
        return this == FAILED || this == ERRORED || this == TIMED_OUT;
    }
}
