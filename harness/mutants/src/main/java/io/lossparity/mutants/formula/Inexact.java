package io.lossparity.mutants.formula;

/** A function of the formula has a relative error of {@value #OFF}, as a fast approximation may have. */
public enum Inexact implements Mistake {
    /** The exponential. */
    EXP("exp has a relative error of 1e-5"),
    /** The natural logarithm. */
    LOG("log has a relative error of 1e-5");

    static final double OFF = 1e-5;

    private final String words;

    Inexact(String words) {
        this.words = words;
    }

    @Override
    public String slug() {
        return Mistake.super.slug() + "-off-by-1e-5";
    }

    @Override
    public String words() {
        return words;
    }
}
