package io.lossparity.kit.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lossparity.kit.text.Words;

/** Why a tensor is not accepted, in the order in which it is checked. */
public enum MismatchKind {
    /** A tensor is expected and there is none. */
    MISSING,
    /** There is a tensor and none is expected. */
    UNEXPECTED,
    /** The element type is another. */
    DTYPE,
    /** The shape is another. */
    SHAPE,
    /** NaN or an infinity stands where it should not, or does not stand where it should. */
    SPECIAL_VALUE,
    /** A finite element is further off than allowed. */
    VALUE;

    /** Returns whether the elements could be compared: both tensors are there, of one type and shape. */
    public boolean elementwise() {
        return this == VALUE || this == SPECIAL_VALUE;
    }

    /** Returns the word in reports, for example {@code special value}. */
    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
