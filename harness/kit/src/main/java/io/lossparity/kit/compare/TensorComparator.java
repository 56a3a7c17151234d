package io.lossparity.kit.compare;

import io.lossparity.kit.compare.TensorComparison.Greatest;
import io.lossparity.kit.compare.TensorComparison.Mismatch;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares an expected tensor with an actual one.
 *
 * <p>Type, then shape, then special values must be the same: NaN matches only NaN, and an infinity only the same
 * infinity. A finite element is accepted if its error is within its {@link Allowance}, or within the tolerance's units
 * in the last place. Tensors of integers must be equal. Every error is measured, also of accepted elements.
 */
public final class TensorComparator {
    private final SignedZero signedZero;

    /** Creates a comparator that treats -0.0 and 0.0 as equal. */
    public TensorComparator() {
        this(SignedZero.EQUAL);
    }

    /** Creates a comparator that treats the sign of zero as given. */
    public TensorComparator(SignedZero signedZero) {
        this.signedZero = Objects.requireNonNull(signedZero, "signedZero must not be null");
    }

    /**
     * Compares two tensors without exact values and roundings: an element may be off by the tolerance's units of the
     * tensor's largest element.
     *
     * @param name which tensor it is, for reports
     * @param expected the reference's tensor; null if it has none
     * @param actual the port's tensor; null if it has none
     * @param tolerance the error that is allowed
     * @throws IllegalArgumentException if both are null
     */
    public TensorComparison compare(String name, TensorValue expected, TensorValue actual, Tolerance tolerance) {
        return compare(name, expected, actual, tolerance, Optional.empty());
    }

    /**
     * Compares two tensors with each other and with the truth. The truth's roundings say how far each element may be
     * off; its exact values attribute the difference.
     *
     * @param name which tensor it is, for reports
     * @param expected the reference's tensor; null if it has none
     * @param actual the port's tensor; null if it has none
     * @param tolerance the error that is allowed
     * @param truth the exact values of the elements, if they are known
     * @throws IllegalArgumentException if both are null, or the truth has another number of elements
     */
    public TensorComparison compare(
            String name, TensorValue expected, TensorValue actual, Tolerance tolerance, Optional<TensorTruth> truth) {
        if (expected == null && actual == null) {
            throw new IllegalArgumentException(name + ": there must be a tensor to compare");
        }
        if (actual == null) {
            return whole(name, expected, tolerance, MismatchKind.MISSING, "there is none, expected " + type(expected));
        }
        if (expected == null) {
            String problem = "there is one of " + type(actual) + ", expected none";
            return whole(name, actual, tolerance, MismatchKind.UNEXPECTED, problem);
        }
        if (expected.dtype() != actual.dtype()) {
            String problem = "dtype is " + actual.dtype().torchName() + ", expected "
                    + expected.dtype().torchName();
            return whole(name, expected, tolerance, MismatchKind.DTYPE, problem);
        }
        if (!Arrays.equals(expected.shape(), actual.shape())) {
            String problem =
                    "shape is " + Arrays.toString(actual.shape()) + ", expected " + Arrays.toString(expected.shape());
            return whole(name, expected, tolerance, MismatchKind.SHAPE, problem);
        }
        return new Measurement(name, expected, actual, tolerance, truth).compare();
    }

    private static TensorComparison whole(
            String name, TensorValue tensor, Tolerance tolerance, MismatchKind kind, String problem) {
        return new TensorComparison(
                name,
                tensor.dtype(),
                shapeOf(tensor),
                tolerance,
                0,
                Optional.of(new Mismatch(kind, problem, tensor.size(), Optional.empty())),
                tensor.size(),
                0,
                Greatest.NONE,
                Optional.empty());
    }

    private static List<Integer> shapeOf(TensorValue tensor) {
        return Arrays.stream(tensor.shape()).boxed().toList();
    }

    private static String type(TensorValue tensor) {
        return tensor.dtype().torchName() + Arrays.toString(tensor.shape());
    }

    /** One pass over the elements. */
    private final class Measurement {
        private final String name;
        private final TensorValue expected;
        private final Tolerance tolerance;
        private final ElementMeter meter;
        private final Optional<TruthMeasurement> truth;
        private int bitEqual;
        private int specialMismatches;
        private int valueMismatches;
        private int first = -1;
        private int absolute = -1;
        private int units = -1;
        private int ulps = -1;

        Measurement(
                String name,
                TensorValue expected,
                TensorValue actual,
                Tolerance tolerance,
                Optional<TensorTruth> truth) {
            this.name = name;
            this.expected = expected;
            this.tolerance = tolerance;
            this.meter = new ElementMeter(expected, actual, tolerance, truth, signedZero);
            this.truth = truth.map(exact -> new TruthMeasurement(exact, meter, expected.dtype()));
        }

        TensorComparison compare() {
            for (int i = 0; i < expected.size(); i++) {
                if (meter.bitEqual(i)) {
                    bitEqual++;
                } else {
                    measure(i);
                }
                if (truth.isPresent()) {
                    truth.get().add(i);
                }
            }
            return result();
        }

        private void measure(int i) {
            boolean special = meter.specialMismatch(i);
            boolean value = !special && meter.valueMismatch(i);
            specialMismatches += special ? 1 : 0;
            valueMismatches += value ? 1 : 0;
            first = first < 0 && (special || value) ? i : first;
            double error = meter.absolute(i);
            if (error > (absolute < 0 ? 0 : meter.absolute(absolute))) {
                absolute = i;
            }
            if (meter.units(i) > (units < 0 ? 0 : meter.units(units))) {
                units = i;
            }
            if (meter.ulps(i) > (ulps < 0 ? 0 : meter.ulps(ulps))) {
                ulps = i;
            }
        }

        private TensorComparison result() {
            Greatest greatest = new Greatest(at(absolute), at(units), at(ulps));
            return new TensorComparison(
                    name,
                    expected.dtype(),
                    shapeOf(expected),
                    tolerance,
                    meter.allowance().units(),
                    mismatch(),
                    expected.size(),
                    bitEqual,
                    greatest,
                    truth.map(exact -> exact.result(greatest.units().flatMap(ElementError::truth))));
        }

        private Optional<Mismatch> mismatch() {
            int mismatched = specialMismatches + valueMismatches;
            if (mismatched == 0) {
                return Optional.empty();
            }
            boolean special = specialMismatches > 0;
            String problem = special
                    ? specialMismatches + " of " + expected.size()
                            + " elements mismatched as NaN, infinity or zero's sign"
                    : valueMismatches + " of " + expected.size() + " elements off by more than allowed";
            MismatchKind kind = special ? MismatchKind.SPECIAL_VALUE : MismatchKind.VALUE;
            return Optional.of(new Mismatch(kind, problem, mismatched, at(first)));
        }

        private Optional<ElementError> at(int position) {
            return position < 0
                    ? Optional.empty()
                    : Optional.of(meter.at(position, truth.map(exact -> exact.at(position))));
        }
    }
}
