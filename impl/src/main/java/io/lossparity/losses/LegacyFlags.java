package io.lossparity.losses;

/**
 * A loss that accepts PyTorch's deprecated flags {@code size_average} and {@code reduce}.
 *
 * @param <L> the loss itself
 */
public interface LegacyFlags<L extends Loss> {

    /** Returns how the losses of the elements are reduced. */
    Reduction reduction();

    /** Returns this loss with another reduction. */
    L withReduction(Reduction reduction);

    /**
     * Returns this loss with the reduction that the flags mean.
     *
     * <p>If at least one flag is given, the flags replace the reduction: none if {@code reduce} is false, otherwise sum
     * if {@code sizeAverage} is false, otherwise mean.
     *
     * @param sizeAverage the flag, or null if it is not given
     * @param reduce the flag, or null if it is not given
     */
    default L withLegacyFlags(Boolean sizeAverage, Boolean reduce) {
        return withReduction(Reduction.ofLegacyFlags(sizeAverage, reduce, reduction()));
    }
}
