package io.lossparity.report.diff;

/**
 * What counts as growth of an error.
 *
 * @param factor an error has to grow by more than that factor
 * @param floorUlps an error of at most so many units in the last place, or twice as many units of its
 *     element, is noise however much it grew
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
