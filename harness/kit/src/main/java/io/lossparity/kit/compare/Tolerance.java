package io.lossparity.kit.compare;

/**
 * How far an element may be off: the number of its roundings in its own units, at most {@code units}, or {@code ulps}
 * units in the last place of the expected value, whichever allows more.
 *
 * @param units the most units that are allowed. If the roundings are not known, all of them are allowed, and the unit
 *     is the unit of rounding times the largest finite magnitude that is expected in the tensor
 * @param ulps the error allowed in units in the last place
 * @param basis where the numbers come from
 */
public record Tolerance(double units, long ulps, String basis) {
    /** This many units in the last place are always allowed, because a few steps in another order must not matter. */
    public static final int FLOOR_ULPS = 4;

    /** No difference at all. */
    public static final Tolerance EXACT = new Tolerance(0, 0, "exact");

    /** Checks that the numbers are finite and not negative. */
    public Tolerance {
        if (!(units >= 0 && units < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("units must be finite and not negative, but was " + units);
        }
        if (ulps < 0) {
            throw new IllegalArgumentException("ulps must not be negative, but was " + ulps);
        }
    }
}
