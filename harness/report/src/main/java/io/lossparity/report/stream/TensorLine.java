package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lossparity.kit.compare.ElementError;
import io.lossparity.kit.compare.ElementTruth;
import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.TruthComparison;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of one tensor of a case.
 *
 * @param name {@code output}, or {@code grad.} and the argument
 * @param shape the expected shape
 * @param count the number of elements
 * @param bitEqual how many are the same to the bit
 * @param mismatched how many are not accepted
 * @param mismatch why the tensor is not accepted; left out if it is
 * @param units the error in units of the elements: the unit of rounding times the magnitude that an element's roundings
 *     act on; {@code allowedUnits}, {@code maxUnits} and {@code greatestUnits} in JSON
 * @param ulps the error in units in the last place; {@code allowedUlps}, {@code maxUlps} and {@code greatestUlps}
 * @param truth how far port and PyTorch are from the exact values; left out if these are not known
 */
public record TensorLine(
        String name,
        List<Integer> shape,
        int count,
        int bitEqual,
        int mismatched,
        MismatchKind mismatch,
        @JsonUnwrapped InUnits units,
        @JsonUnwrapped InUlps ulps,
        TruthLine truth) {

    static TensorLine of(TensorComparison comparison) {
        return new TensorLine(
                comparison.name(),
                comparison.shape(),
                comparison.total(),
                comparison.bitEqual(),
                comparison.mismatched(),
                comparison.kind().orElse(null),
                new InUnits(
                        comparison.allowedUnits(),
                        comparison.maxUnits(),
                        ElementLine.of(comparison.greatest().units())),
                new InUlps(
                        comparison.tolerance().ulps(),
                        comparison.maxUlps(),
                        ElementLine.of(comparison.greatest().ulps())),
                comparison.truth().map(TruthLine::of).orElse(null));
    }

    /**
     * Errors in units of the elements.
     *
     * @param allowed how far an element may be off: the number of its roundings
     * @param max the greatest error; left out where it can't be measured: tensors of different types or shapes, or a
     *     mismatched special value
     * @param greatest the element that shows it; left out if there is no error
     */
    public record InUnits(
            @JsonProperty("allowedUnits") double allowed,
            @JsonProperty("maxUnits") @Measured.AsDouble double max,
            @JsonProperty("greatestUnits") ElementLine greatest) {
        /** Returns the greatest error; 0 where it can't be measured. */
        public double orZero() {
            return Double.isFinite(max) ? max : 0;
        }
    }

    /**
     * Errors in units in the last place.
     *
     * @param allowed how far an element may be off
     * @param max the greatest error; left out where it can't be measured
     * @param greatest the element that shows it; left out if there is no error
     */
    public record InUlps(
            @JsonProperty("allowedUlps") long allowed,
            @JsonProperty("maxUlps") @Measured.AsLong long max,
            @JsonProperty("greatestUlps") ElementLine greatest) {
        /** Returns the greatest error; 0 where it can't be measured. */
        public double orZero() {
            return max < Long.MAX_VALUE ? (double) max : 0;
        }
    }

    /**
     * One element and its error.
     *
     * @param index an entry per axis
     * @param expected the reference's value in its shortest decimal form
     * @param actual the port's value
     * @param units the error in units of the element; left out if not finite
     * @param magnitude the magnitude that the element's roundings act on; left out if not known
     * @param ulps the error in units in the last place; left out if not finite
     * @param truth the exact value in decimals; left out if not known
     * @param portUlps how far the port is from it; left out if not finite, or not known
     * @param torchUlps how far PyTorch is from it; left out if not finite, or not known
     * @param definition the exact value of the definition, where PyTorch departs from it
     */
    public record ElementLine(
            List<Integer> index,
            String expected,
            String actual,
            @Measured.AsDouble double units,
            Double magnitude,
            @Measured.AsLong long ulps,
            String truth,
            @Measured.AsDouble double portUlps,
            @Measured.AsDouble double torchUlps,
            String definition) {
        private static final double UNKNOWN = Double.POSITIVE_INFINITY;

        /** Makes an element whose exact value and magnitude are not known. */
        public ElementLine(List<Integer> index, String expected, String actual, double units, long ulps) {
            this(index, expected, actual, units, null, ulps, null, UNKNOWN, UNKNOWN, null);
        }

        private static ElementLine of(Optional<ElementError> error) {
            return error.map(ElementLine::of).orElse(null);
        }

        private static ElementLine of(ElementError error) {
            Optional<ElementTruth> truth = error.truth();
            return new ElementLine(
                    error.index(),
                    String.valueOf(error.expected()),
                    String.valueOf(error.actual()),
                    error.units(),
                    error.magnitude(),
                    error.ulps(),
                    truth.map(ElementTruth::exact).orElse(null),
                    truth.map(exact -> TruthComparison.rounded(exact.portUlps()))
                            .orElse(UNKNOWN),
                    truth.map(exact -> TruthComparison.rounded(exact.torchUlps()))
                            .orElse(UNKNOWN),
                    truth.flatMap(ElementTruth::definition)
                            .map(ElementTruth::exact)
                            .orElse(null));
        }
    }
}
