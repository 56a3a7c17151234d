package io.lossparity.kit.expect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How large an expected error may be.
 *
 * @param ulps in units in the last place; {@link #FREE} for any
 * @param units in units of the element; infinite for any
 * @param times of a relation, in units of its allowance; infinite for any
 */
record Bound(long ulps, double units, double times) {
    /** No bound in units in the last place. */
    static final long FREE = Long.MAX_VALUE;

    /** No bound at all. */
    static final Bound NONE = new Bound(FREE, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final long MOST_ULPS = 1000;

    /** Returns the tightest bound that holds for these errors, in the unit that tells more. */
    static Bound around(double maxUnits, long maxUlps) {
        return maxUlps <= MOST_ULPS
                ? new Bound(maxUlps, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new Bound(FREE, roundedUp(maxUnits), Double.POSITIVE_INFINITY);
    }

    /** Returns the tightest bound that holds for a relation's error. */
    static Bound ofTimes(double maxTimes) {
        return new Bound(FREE, Double.POSITIVE_INFINITY, roundedUp(maxTimes));
    }

    /** Returns this bound with another limit for relations. */
    Bound withTimes(double other) {
        return new Bound(ulps, units, other);
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** Returns whether the errors are within the bound. */
    boolean holds(Symptoms symptoms) {
        return symptoms.maxUlps() <= ulps && symptoms.maxUnits() <= units && symptoms.maxTimes() <= times;
    }

    /** Returns this bound, tightened to the given errors in the unit that it uses. */
    Bound tightenedTo(double maxUnits, long maxUlps) {
        return new Bound(
                ulps == FREE ? FREE : Math.min(ulps, maxUlps),
                Double.isInfinite(units) ? units : Math.min(units, roundedUp(maxUnits)),
                times);
    }

    private static double roundedUp(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        double rounded =
                new BigDecimal(value).round(new MathContext(2, RoundingMode.UP)).doubleValue();
        return Math.min(rounded, Double.MAX_VALUE);
    }

    /** Returns the bound as a file spells it, for example {@code max ulp 40}; empty if there is none. */
    String text() {
        String first = ulps == FREE ? "" : "max ulp " + ulps;
        String second = Double.isInfinite(units) ? "" : "max units " + units;
        String third = Double.isInfinite(times) ? "" : "max times " + times;
        return Stream.of(first, second, third).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }
}
