package io.lossparity.mutants.formula;

import java.util.Locale;

/** A mistake that a formula can be told to make; each loss has an enum of them. */
public interface Mistake {
    /** Returns the constant's name. */
    String name();

    /** Returns the mistake in words. */
    String words();

    /** Returns whether a gradient of zero is handed on, so that it becomes NaN where the derivative is infinite. */
    default boolean handsZerosOn() {
        return false;
    }

    /** Returns whether all that is not mistaken is rounded as without the mistake, so that a small difference is one. */
    default boolean roundsAlike() {
        return false;
    }

    /** Returns the last part of the mutant's id. */
    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
