package io.lossparity.kit.compare;

import io.lossparity.spi.DType;
import java.util.Optional;

/**
 * A row of the tolerances: what is allowed, and the measurements that it rests on.
 *
 * @param loss the class name in {@code torch.nn}, or * for any loss without a row of its own
 * @param dtype the element type
 * @param quantity {@code output}, {@code grad}, or {@code grad.} and the argument
 * @param tolerance what is allowed
 * @param measured the measurements that are stated; empty if none are
 * @param exceedsBecause why it allows more than the rule; empty if it does not
 */
public record ToleranceRow(
        String loss,
        DType dtype,
        String quantity,
        Tolerance tolerance,
        Optional<Measured> measured,
        Optional<String> exceedsBecause) {
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
