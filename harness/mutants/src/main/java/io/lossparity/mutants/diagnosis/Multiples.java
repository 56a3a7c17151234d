package io.lossparity.mutants.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Wrong elements that are a multiple of the right ones, which differs from case to case or from row to row. */
final class Multiples {
    private static final double CLOSE = 2e-4;
    private static final double NEARLY_ONE = 5e-3; // such a factor is shown as 1.00
    private static final int LEAST_ELEMENTS = 2;
    private static final int LEAST_GROUPS = 6;
    private static final int SHOWN_DIGITS = 3;

    private Multiples() {}

    /** Returns in words by what the right elements are multiplied; empty unless this is true of every group. */
    static Optional<String> of(List<ElementView> tensors) {
        return of(tensors, "case", tensor -> element -> 0).or(() -> of(tensors, "row", Multiples::row));
    }

    /** Tells which group an element of a tensor belongs to. */
    @FunctionalInterface
    private interface Groups {
        IntUnaryOperator of(ElementView tensor);
    }

    /** Elements of one row have one target: with classes, the row is along axis 1, else it is all after axis 0. */
    private static IntUnaryOperator row(ElementView tensor) {
        int[] shape = tensor.shape();
        if (shape.length < 2) {
            return element -> element;
        }
        int size = Math.max(1, tensor.right().length / Math.max(1, shape[0]));
        int inner = tensor.isClassified() ? Math.max(1, size / Math.max(1, shape[1])) : 1;
        return element -> element / size * inner + element % inner;
    }

    private static Optional<String> of(List<ElementView> tensors, String what, Groups groups) {
        List<List<Double>> factors = new ArrayList<>();
        for (ElementView tensor : tensors) {
            IntUnaryOperator group = groups.of(tensor);
            IntStream.range(0, tensor.right().length)
                    .map(group)
                    .distinct()
                    .mapToObj(each -> factors(tensor, group, each))
                    .filter(found -> found.size() >= LEAST_ELEMENTS)
                    .forEach(factors::add);
        }
        if (factors.size() < LEAST_GROUPS || !factors.stream().allMatch(Multiples::alike)) {
            return Optional.empty();
        }
        return factors.stream()
                .map(group -> group.get(0))
                .filter(factor -> Math.abs(factor - 1) >= NEARLY_ONE)
                .findFirst()
                .map(factor -> "PyTorch's times a number that is the same in a " + what + ", such as "
                        + new BigDecimal(factor, new MathContext(SHOWN_DIGITS)).toPlainString());
    }

    private static List<Double> factors(ElementView tensor, IntUnaryOperator group, int each) {
        return tensor.wrong().stream()
                .filter(i -> group.applyAsInt(i) == each)
                .mapToObj(i -> tensor.given()[i] / tensor.right()[i])
                .filter(factor -> Double.isFinite(factor) && factor != 0)
                .toList();
    }

    private static boolean alike(List<Double> factors) {
        double first = factors.get(0);
        return factors.stream().allMatch(factor -> Math.abs(factor - first) <= CLOSE * Math.abs(first));
    }
}
