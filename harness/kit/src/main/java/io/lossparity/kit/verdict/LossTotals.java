package io.lossparity.kit.verdict;

/**
 * Counts and worst errors of some cases.
 *
 * @param name what was counted: a loss, a loss and element type, or {@code total}
 * @param cases the number of cases run
 * @param passed how many of them passed
 * @param failed how many failed
 * @param errored how many errored
 * @param unsupported how many the port does not support
 * @param timedOut how many timed out
 * @param values the number of elements compared
 * @param bitEqual how many of them were the same to the bit
 * @param willNotFix how many failed, errored or timed out as expected, and will not be fixed
 * @param toFix how many did so as expected, and are to be fixed
 * @param worstOutput the worst error of an output
 * @param worstGradient the worst error of a gradient
 */
public record LossTotals(
        String name,
        int cases,
        int passed,
        int failed,
        int errored,
        int unsupported,
        int timedOut,
        long values,
        long bitEqual,
        int willNotFix,
        int toFix,
        Worst worstOutput,
        Worst worstGradient) {

    /** Makes the totals of cases of which none was expected to fail. */
    public LossTotals(
            String name,
            int cases,
            int passed,
            int failed,
            int errored,
            int unsupported,
            int timedOut,
            long values,
            long bitEqual,
            Worst worstOutput,
            Worst worstGradient) {
        this(
                name,
                cases,
                passed,
                failed,
                errored,
                unsupported,
                timedOut,
                values,
                bitEqual,
                0,
                0,
                worstOutput,
                worstGradient);
    }

    /** Returns how many cases failed, errored or timed out. */
    public int notPassed() {
        return failed + errored + timedOut;
    }

    /** Returns how many cases failed, errored or timed out although, or otherwise than, expected. */
    public int unexpected() {
        return notPassed() - willNotFix - toFix;
    }

    /** Returns the share of compared elements that were the same to the bit; 0 if none was compared. */
    public double bitEqualShare() {
        return values == 0 ? 0.0 : (double) bitEqual / values;
    }

    /**
     * The worst errors of a quantity and the cases that show them. The two are maxima of their own: near zero an error
     * of many units in the last place may be nothing in units of what was rounded, so one case seldom shows both.
     *
     * @param units the greatest error in units of its element
     * @param unitsCase the id of the case with that error; empty if there was no error
     * @param ulps the greatest error in units in the last place
     * @param ulpsCase the id of the case with that error; empty if there was no error
     */
    public record Worst(double units, String unitsCase, long ulps, String ulpsCase) {
        /** No error at all. */
        public static final Worst NONE = new Worst(0, "", 0, "");

        /** Returns the worst with one more tensor. */
        public Worst with(Counted.Quantity quantity, String caseId) {
            boolean moreUnits = quantity.maxUnits() > units;
            boolean moreUlps = quantity.maxUlps() > ulps;
            // Of equal errors that counts which the same case has as its other one: one case tells more than two.
            boolean asUnits = moreUnits || (moreUlps && quantity.maxUnits() == units && units > 0);
            boolean asUlps = moreUlps || (moreUnits && quantity.maxUlps() == ulps && ulps > 0);
            return new Worst(
                    asUnits ? quantity.maxUnits() : units,
                    asUnits ? caseId : unitsCase,
                    asUlps ? quantity.maxUlps() : ulps,
                    asUlps ? caseId : ulpsCase);
        }

        /** Returns whether there is an error at all. */
        public boolean any() {
            return units > 0 || ulps > 0;
        }

        /** Returns whether one case shows both errors, or there is but one of them. */
        public boolean oneCase() {
            return unitsCase.equals(ulpsCase) || unitsCase.isEmpty() || ulpsCase.isEmpty();
        }

        /** Returns the case with the error in units of its element, or with that in units in the last place. */
        public String caseId() {
            return unitsCase.isEmpty() ? ulpsCase : unitsCase;
        }
    }
}
