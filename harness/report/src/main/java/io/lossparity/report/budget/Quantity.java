package io.lossparity.report.budget;

import java.util.Comparator;

/**
 * A quantity that has a budget.
 *
 * @param loss the loss
 * @param dtype the element type by PyTorch's name
 * @param name {@code output}, {@code grad.} and the argument, or {@link #ERROR}
 */
public record Quantity(String loss, String dtype, String name) implements Comparable<Quantity> {
    /** The name for cases without measurements: those in which PyTorch raises an error. */
    public static final String ERROR = "error";

    private static final Comparator<Quantity> ORDER =
            Comparator.comparing(Quantity::loss).thenComparing(Quantity::dtype).thenComparing(Quantity::name);

    @Override
    public int compareTo(Quantity other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return loss + " " + dtype + " " + name;
    }
}
