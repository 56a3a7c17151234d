package io.lossparity.kit.verdict;

/**
 * Counts and worst errors of some cases.
 *
 * @param name the name of what was counted: a loss, a loss and element type, or {@code total}
 * @param counts how many cases have which verdict
 * @param worstOutput the worst error of an output
 * @param worstGradient the worst error of a gradient
 */
public record LossTotals(String name, Counts counts, Worst worstOutput, Worst worstGradient) {
    /**
     * The worst errors of a quantity and the cases that show them. The two maxima are independent: near zero an error
     * of many units in the last place may be tiny in units of the element, so one case seldom shows both.
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
            // Of equal errors, the one counts whose case also has the other maximum, because one case says more than
            // two.
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

        /** Returns whether one case shows both errors, or there is only one error. */
        public boolean oneCase() {
            return unitsCase.equals(ulpsCase) || unitsCase.isEmpty() || ulpsCase.isEmpty();
        }

        /** Returns the case with the error in units of its element, or with that in units in the last place. */
        public String caseId() {
            return unitsCase.isEmpty() ? ulpsCase : unitsCase;
        }
    }
}
