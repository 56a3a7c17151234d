package io.lossparity.kit.compare;

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
    VALUE
}
