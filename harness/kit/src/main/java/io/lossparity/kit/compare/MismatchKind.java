package io.lossparity.kit.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lossparity.kit.text.Words;

/** Why a tensor is not accepted, in the order in which it is checked. */
public enum MismatchKind {
    /** A tensor is expected, but the port gave none. */
    MISSING,
    /** The port gave a tensor, but none is expected. */
    UNEXPECTED,
    /** The element type differs. */
    DTYPE,
    /** The shape differs. */
    SHAPE,
    /** An element is NaN or infinite where it should not be, or the other way round. */
    SPECIAL_VALUE,
    /** A finite element is farther off than allowed. */
    VALUE;

    /** Returns whether the elements could be compared, that is, both tensors exist and have the same type and shape. */
    public boolean elementwise() {
        return this == VALUE || this == SPECIAL_VALUE;
    }

    /** Returns the word in reports, for example {@code special value}. */
    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
