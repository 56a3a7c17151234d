package io.lossparity.kit.compare;

import io.lossparity.spi.DType;
import java.util.List;
import java.util.Optional;

/**
 * The measured difference of two tensors and whether it is accepted.
 *
 * @param name which tensor: {@code output}, or {@code grad.} and the argument
 * @param dtype the expected element type
 * @param shape the expected shape
 * @param tolerance the most that was allowed
 * @param allowedUnits how many units an element may be off, if that is more than the tolerance's units in the last
 *     place
 * @param mismatch why the tensor is not accepted; empty if it is
 * @param total the number of elements
 * @param bitEqual the number of elements that are the same to the bit
 * @param greatest the elements of the greatest errors
 * @param truth the distances of both tensors from the exact values; empty if these are not known or nothing was
 *     compared
 */
public record TensorComparison(
        String name,
        DType dtype,
        List<Integer> shape,
        Tolerance tolerance,
        double allowedUnits,
        Optional<Mismatch> mismatch,
        int total,
        int bitEqual,
        Greatest greatest,
        Optional<TruthComparison> truth) {
    /** The name of the loss itself. */
    public static final String OUTPUT = "output";

    /** Returns the name of the gradient of an argument. */
    public static String gradientOf(String argument) {
        return "grad." + argument;
    }

    /** Returns whether this is about the output rather than a gradient. */
    public boolean isOutput() {
        return name.equals(OUTPUT);
    }

    /**
     * Why a tensor is not accepted.
     *
     * @param kind what is wrong
     * @param problem the same in words
     * @param elements the number of elements that are not accepted
     * @param first the first of them; empty if the tensors could not be compared
     */
    public record Mismatch(MismatchKind kind, String problem, int elements, Optional<ElementError> first) {}

    /**
     * The elements of the greatest errors; each is empty if none has any.
     *
     * @param absolute the element with the greatest absolute error
     * @param units the element with the greatest error in its own unit
     * @param ulps the element with the greatest error in units in the last place
     */
    public record Greatest(Optional<ElementError> absolute, Optional<ElementError> units, Optional<ElementError> ulps) {
        /** No error at all, or none that could be measured. */
        static final Greatest NONE = new Greatest(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns whether the actual tensor is accepted. */
    public boolean accepted() {
        return mismatch.isEmpty();
    }

    /** Returns why it is not accepted; empty if it is. */
    public Optional<MismatchKind> kind() {
        return mismatch.map(Mismatch::kind);
    }

    /** Returns in words why it is not accepted; empty if it is. */
    public String problem() {
        return mismatch.map(Mismatch::problem).orElse("");
    }

    /** Returns the first element that is not accepted. */
    public Optional<ElementError> firstMismatch() {
        return mismatch.flatMap(Mismatch::first);
    }

    /** Returns the number of elements that are not accepted. */
    public int mismatched() {
        return mismatch.map(Mismatch::elements).orElse(0);
    }

    /** Returns whether the elements could be compared, that is, both tensors exist and have the same type and shape. */
    public boolean elementwise() {
        return kind().map(MismatchKind::elementwise).orElse(true);
    }

    /** Returns the greatest error in units in the last place; the greatest long if elements could not be compared. */
    public long maxUlps() {
        return elementwise() ? greatest.ulps().map(ElementError::ulps).orElse(0L) : Long.MAX_VALUE;
    }

    /** Returns the greatest error in units of its element; infinite if the elements could not be compared. */
    public double maxUnits() {
        return elementwise() ? greatest.units().map(ElementError::units).orElse(0.0) : Double.POSITIVE_INFINITY;
    }

    /** Returns the most telling element that is not accepted; empty if every element is accepted. */
    public Optional<ElementError> telling() {
        Optional<ElementError> first = firstMismatch();
        return first.isPresent()
                ? greatest.units()
                        .filter(error -> error.absolute() > error.allowed())
                        .or(() -> first)
                : first;
    }
}
