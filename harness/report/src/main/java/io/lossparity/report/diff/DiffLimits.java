package io.lossparity.report.diff;

/**
 * The limits above which the growth of an error is reported.
 *
 * @param factor an error must grow by more than this factor
 * @param floorUlps growth of an error up to this many units in the last place, or twice as many units of its element,
 *     is never reported
 */
public record DiffLimits(double factor, double floorUlps) {
    /** Twice the error, and more than 2 ulp. */
    public static final DiffLimits DEFAULT = new DiffLimits(2, 2);

    /** Checks that the limits make sense. */
    public DiffLimits {
        if (!(factor >= 1) || !(floorUlps >= 0)) {
            throw new IllegalArgumentException("the factor must be at least 1 and the floor not negative, but were "
                    + factor + " and " + floorUlps);
        }
    }

    /** Returns whether the error grew beyond these limits. */
    boolean exceeded(double before, double after, double floor) {
        return after > floor && after > factor * before;
    }
}
