package io.lossparity.kit.compare;

import io.lossparity.kit.text.Numbers;
import io.lossparity.spi.DType;

/**
 * A row of the tolerances: the most units that an element may be off. An element's unit is the unit of rounding times
 * the magnitude that its roundings act on.
 *
 * @param loss the class name in {@code torch.nn}, or * for any loss without a row of its own
 * @param dtype the element type
 * @param quantity {@code output}, {@code grad}, or {@code grad.} and the argument
 * @param derived the largest number of roundings that the golden data derive from the formula
 * @param noise how far PyTorch itself is off the exact value, or moves between CPUs
 * @param used the most that is allowed; at most {@code derived}
 */
public record ToleranceRow(String loss, DType dtype, String quantity, double derived, double noise, double used) {

    /** Returns the row's name in messages. */
    public String name() {
        return Tolerances.key(loss, dtype, quantity);
    }

    /** Returns what is allowed. */
    public Tolerance tolerance() {
        return new Tolerance(
                used,
                Tolerance.FLOOR_ULPS,
                "the formula's roundings, at most " + Numbers.number(used) + "; PyTorch itself is up to "
                        + Numbers.number(noise) + " units off");
    }
}
