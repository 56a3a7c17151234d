package io.lossparity.kit.verdict;

import io.lossparity.kit.text.Numbers;

/**
 * The greatest distances between port, PyTorch and truth in one tensor of a loss, over the cases whose truth is known.
 *
 * <p>The truth is the exact value of PyTorch's own formula, which is also used to attribute differences. If the formula
 * departs from the definition by design, the case's own line has both values. All three distances are in units of the
 * element: the unit of rounding times the magnitude that its roundings act on.
 *
 * @param loss the loss
 * @param dtype the element type by PyTorch's name
 * @param tensor {@code output}, or {@code grad.} and the argument
 * @param cases in how many cases it was compared with the truth
 * @param portToTorch from the port to PyTorch
 * @param portToTruth from the port to the truth
 * @param torchToTruth from PyTorch to the truth
 * @param nearer at how many values the port is nearer to the truth than PyTorch
 * @param farther at how many values PyTorch is nearer
 */
public record Distances(
        String loss,
        String dtype,
        String tensor,
        int cases,
        Greatest portToTorch,
        Greatest portToTruth,
        Greatest torchToTruth,
        long nearer,
        long farther) {

    /**
     * The greatest distance, to five digits.
     *
     * @param units in units of the element
     * @param ulps the greatest in units in the last place in the same tensor of the same case
     * @param id the case that shows it; null if there is no distance
     * @param incomparable in how many further cases a special value differs, so that the distance is infinite; null if
     *     in none
     */
    public record Greatest(double units, double ulps, String id, Integer incomparable) {
        /** Returns the distance in both units. */
        public String text() {
            String distance = units == 0 ? "0" : Numbers.units(units) + ", " + Numbers.ulps(ulps) + " ulp";
            return incomparable == null ? distance : distance + " (" + incomparable + " not comparable)";
        }
    }
}
