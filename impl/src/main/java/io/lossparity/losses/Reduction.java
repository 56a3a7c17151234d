package io.lossparity.losses;

import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.Summation;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.Locale;

/** How the losses of the elements are reduced to the output. */
public enum Reduction {
    /** They are returned as they are. */
    NONE,
    /** Their mean; the documentation of each loss names the divisor. */
    MEAN,
    /** Their sum. */
    SUM,
    /** Their sum divided by the size of the batch; only KLDivLoss has it. */
    BATCHMEAN;

    /** Returns PyTorch's name, as in {@code mean}. */
    public String torchName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the reduction with PyTorch's name, case-sensitive.
     *
     * @throws IllegalArgumentException if no reduction has that name
     */
    public static Reduction of(String torchName) {
        for (Reduction reduction : values()) {
            if (reduction.torchName().equals(torchName)) {
                return reduction;
            }
        }
        throw new IllegalArgumentException(
                "Reduction: reduction must be one of none, mean, sum, batchmean, but was " + torchName);
    }

    /**
     * Returns the reduction that PyTorch's deprecated flags mean; if both are null, the given one.
     *
     * <pre>
     *   sizeAverage \ reduce   null         true    false
     *   null                   reduction    mean    none
     *   true                   mean         mean    none
     *   false                  sum          sum     none
     * </pre>
     *
     * <p>Source: PyTorch 1.4.0, torch/nn/_reduction.py legacy_get_string.
     */
    static Reduction ofLegacyFlags(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
        if (sizeAverage == null && reduce == null) {
            return reduction;
        }
        if (Boolean.FALSE.equals(reduce)) {
            return NONE;
        }
        return Boolean.FALSE.equals(sizeAverage) ? SUM : MEAN;
    }

    /** Returns the losses themselves, their sum, or their mean: NaN if there are none. */
    <T extends FloatTensor> T apply(T losses) {
        return switch (this) {
            case NONE -> losses;
            case MEAN -> Summation.mean(losses);
            case SUM -> Summation.sum(losses);
            case BATCHMEAN -> throw new AssertionError("the loss itself knows the size of its batch");
        };
    }

    /** Computes losses of the given shape with the loop, and returns them reduced. */
    <T extends FloatTensor> T apply(
            Shape losses, Loop<float[]> float32, Loop<double[]> float64, T first, FloatTensor... others) {
        return this == NONE
                ? Kernels.fill(losses, float32, float64, first, others)
                : Kernels.quotient(losses.elements(), divisor(losses), float32, float64, first, others);
    }

    /** Returns what {@link #apply} does, but the losses are summed one by one. */
    <T extends FloatTensor> T applyInOrder(
            Shape losses, Loop<float[]> float32, Loop<double[]> float64, T first, FloatTensor... others) {
        return this == NONE
                ? Kernels.fill(losses, float32, float64, first, others)
                : Kernels.inOrder(losses.elements(), divisor(losses), float32, float64, first, others);
    }

    /** Returns the number of losses for the mean, otherwise 1. */
    int divisor(Shape losses) {
        return this == MEAN ? losses.elements() : 1;
    }

    /** Returns the incoming gradient of each loss as it is, or one number for all of them. */
    <T extends FloatTensor> T each(T gradOutput, Shape losses) {
        return this == NONE ? gradOutput : Elementwise.quotient(gradOutput, divisor(losses));
    }

    /** Returns the incoming gradient of each loss, given that of the output. */
    <T extends FloatTensor> T spread(T gradOutput, Shape losses) {
        return this == NONE ? gradOutput : Elementwise.spread(gradOutput, losses, divisor(losses));
    }

    /** Returns whether this is the mean over all losses. */
    boolean isMean() {
        return this == MEAN;
    }

    /** Returns whether the losses stay as they are. */
    boolean isNone() {
        return this == NONE;
    }

    /** Returns the shape of the output, given that of the losses of the elements. */
    Shape outputShape(Shape losses) {
        return this == NONE ? losses : Shape.scalar();
    }

    /** Checks the parameter of a loss that knows none, mean and sum. */
    static void requireElementwise(String loss, Reduction reduction) {
        if (reduction == null || reduction == BATCHMEAN) {
            String name = reduction == null ? null : reduction.torchName();
            throw Checks.failure(loss, "reduction", "be one of none, mean, sum", name, "");
        }
    }
}
