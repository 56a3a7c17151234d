package io.lossparity.mutants.formula;

import java.util.Locale;

/** A mistake that a formula can be told to make; each loss has an enum of them. */
public interface Mistake {
    /** Returns the constant's name. */
    String name();

    /** Returns the mistake in words. */
    String words();

    /** Returns the last part of the mutant's id. */
    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
