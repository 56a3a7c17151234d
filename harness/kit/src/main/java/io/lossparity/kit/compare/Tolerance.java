package io.lossparity.kit.compare;

/**
 * How far an element may be off: by {@code scale} times the tensor's scale, or by {@code ulps} units in the last
 * place of the expected value, whichever allows more.
 *
 * @param scale the error allowed in units of the tensor's scale, the largest finite magnitude that is expected
 * @param ulps the error allowed in units in the last place
 * @param basis what the numbers rest on
 */
public record Tolerance(double scale, long ulps, String basis) {
    /** No difference at all. */
    public static final Tolerance EXACT = new Tolerance(0, 0, "exact");

    /** Checks that the numbers are finite and not negative. */
    public Tolerance {
        if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scale must be finite and not negative, but was " + scale);
        }
        if (ulps < 0) {
            throw new IllegalArgumentException("ulps must not be negative, but was " + ulps);
        }
    }
}
