package io.lossparity.kit.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.text.Words;

/** What is wrong with an answer. */
public enum FailureKind {
    /** The loss is wrong or missing. */
    OUTPUT,
    /** A gradient is wrong or missing, or PyTorch has none. */
    GRADIENT,
    /** A tensor has the wrong shape. */
    SHAPE,
    /** A tensor has the wrong element type. */
    DTYPE,
    /** NaN or an infinity is mismatched. */
    SPECIAL_VALUE,
    /**
     * The port computed a value where PyTorch raises an error, or raised an error where PyTorch computes or at another
     * stage.
     */
    ERROR_KIND,
    /** The port wrote into one of its inputs, or returned an input's array as its result. */
    INPUT,
    /** The call changed the result of an earlier call. */
    OVERWRITES,
    /** The same call, made again, got another answer. */
    NOT_REPEATABLE;

    /** Returns the word in reports, for example {@code special value}. */
    @JsonValue
    public String word() {
        return Words.of(this);
    }

    /** Returns the kind of a tensor's mismatch. */
    public static FailureKind of(MismatchKind mismatch, String tensor) {
        return switch (mismatch) {
            case DTYPE -> DTYPE;
            case SHAPE -> SHAPE;
            case SPECIAL_VALUE -> SPECIAL_VALUE;
            case VALUE, MISSING, UNEXPECTED -> tensor.equals(TensorComparison.OUTPUT) ? OUTPUT : GRADIENT;
        };
    }
}
