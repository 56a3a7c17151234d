package io.lossparity.kit.compare;

import io.lossparity.spi.DType;
import java.util.List;
import java.util.Optional;

/**
 * A row of the tolerances: what is allowed, and the measurements that it rests on.
 *
 * @param loss the class name in {@code torch.nn}, or * for any loss without a row of its own
 * @param dtype the element type
 * @param quantity {@code output}, {@code grad}, or {@code grad.} and the argument
 * @param tolerance what is allowed
 * @param measured the measurements that are stated; empty if none are
 * @param exceedsBecause why it allows more than the limit or the rule; empty if it does not
 * @param looser what it allowed before it was made looser, the oldest first
 */
public record ToleranceRow(
        String loss,
        DType dtype,
        String quantity,
        Tolerance tolerance,
        Optional<Measured> measured,
        Optional<String> exceedsBecause,
        List<Loosening> looser) {
    /** Makes the list unmodifiable. */
    public ToleranceRow {
        looser = List.copyOf(looser);
    }

    /**
     * A row that was made looser.
     *
     * @param scale what it allowed before in units of scale
     * @param ulps what it allowed before in units in the last place
     * @param because the reason
     */
    public record Loosening(double scale, long ulps, String because) {}

    /**
     * How exact PyTorch is.
     *
     * @param noise how far its answers move from CPU to CPU, in units of scale
     * @param noiseUlps the same in units in the last place
     * @param truth how far they are from the exact value of its own formula, in units of scale
     */
    public record Measured(double noise, double noiseUlps, double truth) {
        /** Returns how far its answers may be from the exact value under any setting, in units of scale. */
        public double sum() {
            return noise + truth;
        }

        /** Returns the greater of each. */
        public Measured max(Measured other) {
            return new Measured(
                    Math.max(noise, other.noise), Math.max(noiseUlps, other.noiseUlps), Math.max(truth, other.truth));
        }
    }

    /** Returns the row's name in messages. */
    public String name() {
        return Tolerances.key(loss, dtype, quantity);
    }
}
