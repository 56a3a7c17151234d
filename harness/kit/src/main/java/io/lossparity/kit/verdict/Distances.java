package io.lossparity.kit.verdict;

/**
 * How far apart port, PyTorch and truth are at most in one tensor of a loss, over the cases of which the truth is known.
 *
 * <p>The truth is the exact value of PyTorch's own formula, that by which a case's difference is attributed; where the
 * formula departs from the definition by design, the case's own line has both. All three distances have one unit, that of
 * the element: the unit of rounding times the magnitude that its roundings act on.
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
     * @param incomparable in how many cases more a special value stands against another one, which is infinitely far;
     *     null if in none
     */
    public record Greatest(double units, double ulps, String id, Integer incomparable) {}
}
