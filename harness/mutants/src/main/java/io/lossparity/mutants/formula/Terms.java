package io.lossparity.mutants.formula;

import java.util.List;
import java.util.Objects;

/**
 * What a formula gives: the losses that {@code none} returns, and how {@code mean} reduces them.
 *
 * @param each the loss of each element or row
 * @param shape the shape of {@code none}'s output
 * @param mean the reduction to the mean; null if it is the plain mean
 */
public record Terms(List<Var> each, int[] shape, Var mean) {
    /** Checks and copies. */
    public Terms {
        each = List.copyOf(each);
        shape = Objects.requireNonNull(shape, "shape must not be null").clone();
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    /** Returns the terms of a loss whose mean is the plain one. */
    public static Terms of(List<Var> each, int... shape) {
        return new Terms(each, shape, null);
    }

    /** Returns these terms with another mean. */
    public Terms withMean(Var newMean) {
        return new Terms(each, shape, newMean);
    }
}
