package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Outcomes;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * What a slip of the pen does to the elements of a tensor.
 *
 * @param slug the change in an id
 * @param words the change in words, as in {@code is 0}
 * @param value what becomes of each element
 * @param from which element is taken instead of the one at a place, if there are several; may be outside the tensor,
 *     where 0 stands
 */
record ElementChange(String slug, String words, DoubleUnaryOperator value, Source from) {
    /** Tells which element is taken. */
    @FunctionalInterface
    interface Source {
        int at(int place, int size);
    }

    private static final Source SAME = (i, size) -> i;

    private static ElementChange value(String slug, String words, DoubleUnaryOperator value) {
        return new ElementChange(slug, words, value, SAME);
    }

    private static ElementChange place(String slug, String words, IntUnaryOperator from) {
        return place(slug, words, (i, size) -> from.applyAsInt(i));
    }

    private static ElementChange place(String slug, String words, Source from) {
        return new ElementChange(slug, words, value -> value, from);
    }

    /** Returns what may have become of a result. */
    static List<ElementChange> ofResults() {
        return List.of(
                value("zero", "is 0", v -> 0),
                value("negated", "has the other sign", v -> -v),
                value("doubled", "is doubled", v -> 2 * v),
                value("halved", "is halved", v -> v / 2),
                value("one-more", "is 1 too great", v -> v + 1),
                value("truncated", "is truncated to a whole number", ElementChange::truncated),
                value("absolute", "has lost its sign", Math::abs),
                place("first-left-out", "has 0 for its first element", i -> i == 0 ? -1 : i),
                place("last-left-out", "has 0 for its last element", (i, size) -> i == size - 1 ? -1 : i),
                place("first-alone", "has 0 for all elements but the first", i -> i == 0 ? 0 : -1),
                place("early", "has each element one place too early", i -> i + 1),
                place("late", "has each element one place too late", i -> i - 1));
    }

    /** Returns what may be made of an argument by mistake. */
    static List<ElementChange> ofArguments() {
        List<ElementChange> changes = new ArrayList<>(ofFactors());
        changes.add(value("above-half", "counts as 1 where it is above 0.5, and as 0 elsewhere", v -> v > 0.5 ? 1 : 0));
        changes.add(value("above-zero", "counts as 1 where it is above 0, and as 0 elsewhere", v -> v > 0 ? 1 : 0));
        changes.add(value("signs", "counts as 1 where it is above 0, and as -1 elsewhere", v -> v > 0 ? 1 : -1));
        changes.add(value("one-or-not", "counts as -1 where it is not 1", v -> v == 1 ? 1 : -1));
        changes.add(value("rounded", "is rounded to a whole number", Math::rint));
        changes.add(value("clamped", "is clamped to between 0 and 1", v -> v < 0 ? 0 : v > 1 ? 1 : v));
        return changes;
    }

    /** Returns what may be made of a number or a factor by mistake. */
    private static List<ElementChange> ofFactors() {
        return List.of(
                value("as-zero", "counts as 0", v -> 0),
                value("as-one", "counts as 1", v -> 1),
                value("sign", "is taken with the other sign", v -> -v),
                value("absolute", "is taken without its sign", Math::abs),
                value("reciprocal", "divides instead of multiplying, or the other way round", v -> 1 / v),
                value("squared", "is squared", v -> v * v),
                value("truncated", "is truncated to a whole number", ElementChange::truncated),
                place("next", "is read one element too far on", (i, size) -> Math.min(i + 1, size - 1)),
                place("previous", "is read one element too far back", i -> Math.max(i - 1, 0)),
                place("first", "is read only at its first element", i -> 0));
    }

    /** Returns what may be made of the incoming gradient by mistake, beyond what a mutant of every loss makes of it. */
    static List<ElementChange> ofIncoming() {
        Set<String> known = Set.of("as-zero", "as-one", "sign", "truncated", "first");
        return ofFactors().stream()
                .filter(change -> !known.contains(change.slug()))
                .toList();
    }

    /** Returns what may be made of a number by mistake. */
    static List<ElementChange> ofNumbers() {
        return ofFactors().stream().filter(change -> change.from() == SAME).toList();
    }

    private static double truncated(double v) {
        return Double.isFinite(v) ? (double) (long) v : v;
    }

    double of(double number) {
        return value.applyAsDouble(number);
    }

    TensorValue apply(TensorValue tensor) {
        TensorValue moved = tensor.size() > 1 ? Outcomes.rearranged(tensor, i -> from.at(i, tensor.size())) : tensor;
        return Outcomes.map(moved, value);
    }
}
