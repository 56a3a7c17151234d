package io.lossparity.internal;

import io.lossparity.tensor.FloatTensor;

/** The one unchecked step of the generic API: a result has the type that the arguments have. */
public final class Dtype {
    private Dtype() {}

    /** Returns the result as the type of the given argument, whose dtype it must have. */
    @SuppressWarnings("unchecked") // T is the class of like, or FloatTensor itself
    public static <T extends FloatTensor> T cast(T like, FloatTensor result) {
        if (like.getClass() != result.getClass()) {
            throw new AssertionError("computed " + result.dtype() + " from " + like.dtype());
        }
        return (T) result;
    }
}
