package io.lossparity.losses;

/**
 * A loss that accepts PyTorch's deprecated flags {@code size_average} and {@code reduce}.
 *
 * @param <L> the loss itself
 */
public interface LegacyFlags<L extends Loss> {

    /** Returns what becomes of the losses of the elements. */
    Reduction reduction();

    /** Returns this loss with another reduction. */
    L withReduction(Reduction reduction);

    /**
     * Returns this loss with the reduction that the flags stand for.
     *
     * <p>If at least one is given, they win over the reduction: not reduced if {@code reduce} is false, otherwise
     * the sum if {@code sizeAverage} is false, otherwise the mean.
     *
     * @param sizeAverage the flag, or null if it is not given
     * @param reduce the flag, or null if it is not given
     */
    default L withLegacyFlags(Boolean sizeAverage, Boolean reduce) {
        return withReduction(Reduction.ofLegacyFlags(sizeAverage, reduce, reduction()));
    }
}
