package io.lossparity.kit.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lossparity.kit.text.Words;

/** The verdict on one relation. */
public enum RelationVerdict {
    /** Both sides agree within the allowance. */
    HOLDS,
    /** Both sides differ by more, or the port rejects a valid call or gives an answer of the wrong shape. */
    BROKEN,
    /** The port threw, or gave no answer. */
    ERRORED,
    /** The port did not answer in time. */
    TIMED_OUT,
    /** The port does not support a call that the relation needs. */
    UNSUPPORTED;

    /** Returns the verdict in lower case, for example {@code timed out}. */
    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
