package io.lossparity.kit.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * How far the tensors of a port and of PyTorch are from the exact one.
 *
 * @param port the port's greatest distances from the exact value of PyTorch's formula
 * @param torch PyTorch's
 * @param nearer the number of elements at which the port is nearer to it than PyTorch
 * @param farther the number of elements at which PyTorch is nearer to it
 * @param departure the distances from the definition, if PyTorch's formula departs from it
 * @param attribution who causes the difference, if that is clear
 */
public record TruthComparison(
        Distance port,
        Distance torch,
        int nearer,
        int farther,
        Optional<Departure> departure,
        Optional<Attribution> attribution) {
    private static final MathContext DIGITS = new MathContext(5);

    /** Returns a distance to five digits; the truth itself is not written with more precision. */
    public static double rounded(double distance) {
        if (distance == 0 || !Double.isFinite(distance)) {
            return distance;
        }
        double rounded = new BigDecimal(distance, DIGITS).doubleValue();
        return Math.min(rounded, Double.MAX_VALUE); // a finite distance must not become infinite
    }

    /**
     * Greatest distances over a tensor; infinite if a special value differs.
     *
     * @param maxUlps the greatest in units in the last place of the exact value
     * @param maxUnits the greatest in units of the element
     */
    public record Distance(double maxUlps, double maxUnits) {}

    /**
     * How far both are from the definition.
     *
     * @param reasons why PyTorch's formula departs from it, in the golden data's words
     * @param port the port's greatest distances from the definition
     * @param torch PyTorch's
     */
    public record Departure(List<String> reasons, Distance port, Distance torch) {
        /** Makes the list unmodifiable. */
        public Departure {
            reasons = List.copyOf(reasons);
        }
    }
}
