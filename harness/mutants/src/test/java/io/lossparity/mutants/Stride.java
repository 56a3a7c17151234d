package io.lossparity.mutants;

/** Every so many of a long list are asked: CI has time for more than other builds, but not for all. */
public final class Stride {
    private Stride() {}

    /** Returns the stride: 1 with {@code LOSSPARITY_SCORE}, {@code inCi} with {@code LOSSPARITY_SLOW=true}. */
    public static int of(int inCi, int elsewhere) {
        if (System.getenv("LOSSPARITY_SCORE") != null) {
            return 1;
        }
        return "true".equals(System.getenv("LOSSPARITY_SLOW")) ? inCi : elsewhere;
    }
}
