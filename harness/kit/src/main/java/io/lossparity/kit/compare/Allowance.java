package io.lossparity.kit.compare;

import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.Roundings;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Optional;

/**
 * How far each element of a tensor may be off: a number of units, plus PyTorch's own distance from the exact value. An
 * element's unit is the unit of rounding times the magnitude that its roundings act on, which is at least the type's
 * least normal number.
 *
 * <p>So a port that is within the roundings of the exact value passes, even if PyTorch errs to the other side.
 * PyTorch's own error counts up to the same number of units.
 *
 * <p>If the golden data do not state the roundings, all elements have the magnitude of the greatest one, and may be off
 * by the tolerance's units.
 */
public final class Allowance {
    private final Elements expected;
    private final DType dtype;
    private final Optional<Roundings> roundings;
    private final Optional<ExactTensor> exact;
    private final double greatest;
    private final double units;

    Allowance(Elements expected, DType dtype, Tolerance tolerance, Optional<TensorTruth> truth, double greatest) {
        this.expected = expected;
        this.dtype = dtype;
        this.roundings = truth.flatMap(TensorTruth::roundings);
        this.exact = truth.map(TensorTruth::formula);
        this.greatest = greatest;
        this.units = roundings
                .map(known -> Math.min(known.count(), tolerance.units()))
                .orElse(tolerance.units());
    }

    /** Makes the allowance of a golden tensor whose roundings are known. */
    public Allowance(TensorValue golden, Roundings roundings) {
        this.expected = Elements.of(golden);
        this.dtype = golden.dtype();
        this.roundings = Optional.of(roundings);
        this.exact = Optional.empty();
        this.greatest = 0;
        this.units = roundings.count();
    }

    /** Returns half the distance from 1 to the next number of a type; 1 for integers, which are not rounded. */
    public static double unitOfRounding(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> 0x1p-53;
            case FLOAT32 -> 0x1p-24;
            case FLOAT16 -> 0x1p-11;
            case INT64, INT32, UINT8, BOOL -> 1;
        };
    }

    /** Returns a type's least normal number; 1 for integers. */
    public static double leastNormal(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> Double.MIN_NORMAL;
            case FLOAT32 -> Float.MIN_NORMAL;
            case FLOAT16 -> 0x1p-14;
            case INT64, INT32, UINT8, BOOL -> 1;
        };
    }

    /** Returns how many units an element may be off. */
    public double units() {
        return units;
    }

    /** Returns the magnitude that an element's roundings act on. */
    double magnitude(int i) {
        double magnitude =
                roundings.map(known -> known.magnitude(i, expected.value(i))).orElse(greatest);
        return Double.isFinite(magnitude) ? Math.max(magnitude, leastNormal(dtype)) : leastNormal(dtype);
    }

    /** Returns how far an element may be off. */
    double of(int i) {
        double byUnits = Math.min(units * unit(i), Double.MAX_VALUE);
        return Math.min(byUnits + Math.min(byTorch(i), byUnits), Double.MAX_VALUE);
    }

    /** Returns PyTorch's distance from the exact value; 0 if it is not known or not finite. */
    private double byTorch(int i) {
        double distance = exact.map(values -> Math.abs(values.distance(expected.value(i), i)))
                .orElse(0.0);
        return Double.isFinite(distance) ? distance : 0;
    }

    /** Returns the unit of an element; more than 0. */
    public double unit(int i) {
        return Math.max(unitOfRounding(dtype) * magnitude(i), Double.MIN_VALUE);
    }
}
