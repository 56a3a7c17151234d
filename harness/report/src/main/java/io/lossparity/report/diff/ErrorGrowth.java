package io.lossparity.report.diff;

import io.lossparity.report.stream.TensorLine;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An error that is still allowed, but larger than it was.
 *
 * @param id the case's id
 * @param tensor {@code output}, or {@code grad.} and the argument
 * @param measure the measure of the error: the one that grew by the largest factor
 * @param before the old error
 * @param after the new error
 * @param factor by how much it grew; null if there was no error before
 * @param allowed how large it may be
 */
public record ErrorGrowth(
        String id, String tensor, Measure measure, double before, double after, Double factor, double allowed) {
    /** Orders by the factor, the largest first. */
    static final Comparator<ErrorGrowth> LARGEST_FIRST = Comparator.comparingDouble(ErrorGrowth::order)
            .reversed()
            .thenComparing(Comparator.comparingDouble(ErrorGrowth::after).reversed())
            .thenComparing(ErrorGrowth::id)
            .thenComparing(ErrorGrowth::tensor);

    /** How an error is measured. */
    public enum Measure {
        /** The largest error in units of its element. */
        MAX_UNITS("largest error", "units"),
        /** The largest error in units in the last place. */
        MAX_ULPS("largest error", "ulp");

        private final String words;
        private final String unit;

        Measure(String words, String unit) {
            this.words = words;
            this.unit = unit;
        }

        /** Returns what is measured, in words. */
        public String words() {
            return words;
        }

        /** Returns the unit. */
        public String unit() {
            return unit;
        }

        private double of(TensorLine tensor) {
            return switch (this) {
                case MAX_UNITS -> tensor.units().orZero();
                case MAX_ULPS -> tensor.ulps().orZero();
            };
        }

        private double allowed(TensorLine tensor) {
            return this == MAX_UNITS
                    ? tensor.units().allowed()
                    : (double) tensor.ulps().allowed();
        }

        /** An ulp is up to two units of rounding. */
        private double floor(double ulps) {
            return this == MAX_ULPS ? ulps : 2 * ulps;
        }
    }

    /** Returns the growth of the measure that grew most, if any grew beyond the limits. */
    static Optional<ErrorGrowth> between(String id, TensorLine before, TensorLine after, DiffLimits limits) {
        return Stream.of(Measure.values())
                .filter(measure ->
                        limits.exceeded(measure.of(before), measure.of(after), measure.floor(limits.floorUlps())))
                .map(measure -> growth(id, measure, before, after))
                .min(Comparator.comparingDouble(ErrorGrowth::order).reversed());
    }

    private static ErrorGrowth growth(String id, Measure measure, TensorLine before, TensorLine after) {
        double old = measure.of(before);
        double now = measure.of(after);
        return new ErrorGrowth(
                id, after.name(), measure, old, now, old == 0 ? null : now / old, measure.allowed(after));
    }

    private double order() {
        return factor == null ? Double.POSITIVE_INFINITY : factor;
    }
}
