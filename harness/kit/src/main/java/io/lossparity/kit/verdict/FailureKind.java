package io.lossparity.kit.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.text.Words;

/** What is wrong with an answer. */
public enum FailureKind {
    /** The loss is wrong or missing. */
    OUTPUT,
    /** A gradient is wrong, missing, or there where PyTorch has none. */
    GRADIENT,
    /** A tensor has the wrong shape. */
    SHAPE,
    /** A tensor has the wrong element type. */
    DTYPE,
    /** NaN or an infinity is mismatched. */
    SPECIAL_VALUE,
    /** A value where PyTorch raises an error, an error where it computes, or one at another stage. */
    ERROR_KIND,
    /** The port wrote into one of its inputs, or gave the array of one as its result. */
    INPUT,
    /** The call changed the result of an earlier one. */
    OVERWRITES,
    /** The same call, asked once more, got another answer. */
    NOT_REPEATABLE;

    /** Returns the word in reports, for example {@code special value}. */
    @JsonValue
    public String word() {
        return Words.of(this);
    }

    /** Returns what a mismatch of a tensor shows. */
    public static FailureKind of(MismatchKind mismatch, String tensor) {
        return switch (mismatch) {
            case DTYPE -> DTYPE;
            case SHAPE -> SHAPE;
            case SPECIAL_VALUE -> SPECIAL_VALUE;
            case VALUE, MISSING, UNEXPECTED -> tensor.equals(TensorComparison.OUTPUT) ? OUTPUT : GRADIENT;
        };
    }
}
