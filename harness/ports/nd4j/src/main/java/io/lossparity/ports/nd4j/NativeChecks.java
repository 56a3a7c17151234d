package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.AbsentException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps away calls that crash the JVM.
 *
 * <p>Observed with ND4J 1.0.0-M2.1: if the arguments have two dtypes, a loss's native gradient writes the wider one
 * into the memory of the narrower ({@code malloc(): invalid size}); softmax over no classes is a segmentation fault.
 * Such calls are not made, but answered as unsupported.
 */
final class NativeChecks {
    private NativeChecks() {}

    /** Checks that a loss's arguments are of one dtype. */
    static void requireSameDtype(INDArray input, INDArray target) {
        if (input.dataType() != target.dataType()) {
            throw new AbsentException("SameDiff's losses take arguments of one dtype: with mixed ones the gradient "
                    + "of the narrower overruns its memory, and the JVM aborts");
        }
    }

    /** Checks that there is something to apply an activation to. */
    static void requireElements(INDArray input) {
        if (input.isEmpty()) {
            throw new AbsentException("DL4J's activations take no array without elements: the JVM crashes");
        }
    }
}
