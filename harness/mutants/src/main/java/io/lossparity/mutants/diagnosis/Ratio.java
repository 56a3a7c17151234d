package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** What a port's wrong elements are to the right ones, as in {@code 2 times PyTorch's}. */
final class Ratio {
    private static final double CLOSE = 2e-4;
    private static final double NEAR_FLOAT32 = 0x1p-22; // a few roundings to float32
    private static final List<Double> NEARLY = List.of(1e-5, 1e-4, 1e-3);
    private static final double MOST_OF_THEM = 0.9;
    private static final double LEAST_SHARE = 0.25;
    private static final int LEAST = 3;

    /**
     * A way in which wrong elements may be related to the right ones.
     *
     * @param words what is said of them
     * @param wanted the wrong element, given the tensor and the place of the right one
     * @param allowed how far it may be off, relative to it
     */
    private record Way(String words, ToDoubleBiFunction<ElementView, Integer> wanted, double allowed) {
        Way(String words, ToDoubleBiFunction<ElementView, Integer> wanted) {
            this(words, wanted, CLOSE);
        }

        boolean meets(ElementView tensor, int i) {
            return close(tensor.given()[i], wanted.applyAsDouble(tensor, i), allowed);
        }
    }

    private static final Way ZERO = new Way("0", (tensor, i) -> 0);

    private Ratio() {}

    /**
     * Returns what most wrong elements are to the right ones in words; empty if nothing simple is known.
     *
     * @param tensors tensors that have some wrong
     * @param gradient whether they are gradients
     */
    static Optional<String> of(List<ElementView> tensors, boolean gradient) {
        List<Way> ways = ways(tensors);
        long all = all(tensors);
        boolean finite = 2 * count(tensors, ElementView::isFinite) >= all;
        return exact(tensors, gradient)
                .or(() -> most(tensors, ways, finite, all, MOST_OF_THEM))
                .or(() -> Split.of(tensors, gradient))
                .or(() -> most(tensors, ways, !finite, all, MOST_OF_THEM));
    }

    /** Returns what all of the wrong elements are that are finite, or all of the others if these are more. */
    static Optional<String> exact(List<ElementView> tensors, boolean gradient) {
        long all = all(tensors);
        boolean finite = 2 * count(tensors, ElementView::isFinite) >= all;
        return most(tensors, ways(tensors), finite, all, 1)
                .or(() -> most(tensors, List.of(ZERO), finite, all, MOST_OF_THEM))
                // What is known only of the finite ones says little where most are not.
                .or(() -> finite ? Expressions.of(tensors, gradient) : Optional.empty())
                .or(() -> finite ? Multiples.of(tensors) : Optional.empty());
    }

    private static long all(List<ElementView> tensors) {
        return tensors.stream()
                .mapToLong(tensor -> tensor.wrong().cardinality())
                .sum();
    }

    private static List<Way> ways(List<ElementView> tensors) {
        List<Way> ways = new ArrayList<>(List.of(
                ZERO,
                new Way("NaN", (tensor, i) -> Double.NaN),
                new Way("PyTorch's with the other sign", (tensor, i) -> -tensor.right()[i]),
                new Way("PyTorch's times the number of elements", (tensor, i) -> tensor.right()[i] * count(tensor)),
                new Way("PyTorch's over the number of elements", (tensor, i) -> tensor.right()[i] / count(tensor)),
                new Way(
                        "PyTorch's times the square of the number of elements",
                        (tensor, i) -> tensor.right()[i] * count(tensor) * count(tensor)),
                new Way("PyTorch's times the size of the first axis", (tensor, i) -> tensor.right()[i] * rows(tensor)),
                new Way("PyTorch's over the size of the first axis", (tensor, i) -> tensor.right()[i] / rows(tensor)),
                new Way(
                        "PyTorch's over the square of the incoming gradient",
                        (tensor, i) -> tensor.right()[i] / Math.pow(incoming(tensor, i), 2))));
        ways.addAll(0, nearly());
        ways.add(0, new Way("PyTorch's, off by what a rounding to float32 or a tiny eps makes", Ratio::nearFloat32, 0));
        ways.add(0, new Way("PyTorch's in the precision of float32", Ratio::inFloat32, 0));
        ways.add(new Way("infinite or NaN, where PyTorch's is finite, as after an overflow", Ratio::overflow, 0));
        ways.add(new Way(
                "finite, where PyTorch's is infinite or NaN",
                (tensor, i) ->
                        given(tensor, i, Double.isFinite(tensor.given()[i]) && !Double.isFinite(tensor.right()[i])),
                0));
        constants(tensors, ways);
        return ways;
    }

    /** Tells whether an element is of a kind. */
    @FunctionalInterface
    private interface Kind {
        boolean is(ElementView tensor, int i);
    }

    /** Returns what such a share of the wrong elements are that are finite, or not; empty if these are few. */
    private static Optional<String> most(
            List<ElementView> tensors, List<Way> ways, boolean finite, long all, double share) {
        long total = count(tensors, (tensor, i) -> tensor.isFinite(i) == finite);
        if (total < LEAST || total < LEAST_SHARE * all) {
            return Optional.empty();
        }
        for (Way way : ways) {
            long meets = count(tensors, (tensor, i) -> tensor.isFinite(i) == finite && way.meets(tensor, i));
            if (meets >= share * total) {
                return Optional.of(
                        way.words() + (meets == all ? "" : " in " + meets + " of " + all + " wrong elements"));
            }
        }
        return Optional.empty();
    }

    private static long count(List<ElementView> tensors, Kind kind) {
        return tensors.stream()
                .mapToLong(tensor ->
                        tensor.wrong().stream().filter(i -> kind.is(tensor, i)).count())
                .sum();
    }

    /** A number of float64 that is one of float32 was computed in it, if the right one is not. */
    private static double inFloat32(ElementView tensor, int i) {
        double given = tensor.given()[i];
        double right = tensor.right()[i];
        boolean narrow = tensor.call().dtype() == DType.FLOAT64 && given == (float) given && right != (float) right;
        return given(tensor, i, narrow && close(given, right, CLOSE));
    }

    private static double nearFloat32(ElementView tensor, int i) {
        boolean wide = tensor.call().dtype() == DType.FLOAT64;
        return given(tensor, i, wide && close(tensor.given()[i], tensor.right()[i], NEAR_FLOAT32));
    }

    private static double overflow(ElementView tensor, int i) {
        return given(tensor, i, Double.isFinite(tensor.right()[i]) && !Double.isFinite(tensor.given()[i]));
    }

    /** Returns the port's element if it is meant, else another number. */
    private static double given(ElementView tensor, int i, boolean meant) {
        double given = tensor.given()[i];
        return meant ? given : Double.isNaN(given) ? 0 : Double.NaN;
    }

    /** What is off by very little is so because of an eps, of cancellation or of the order of the operations. */
    private static List<Way> nearly() {
        return NEARLY.stream()
                .map(share -> new Way(
                        "PyTorch's but for less than " + text(100 * share) + " %",
                        (tensor, i) -> tensor.right()[i],
                        share))
                .toList();
    }

    /** The middle quotient and the middle difference are tried as constants. */
    private static void constants(List<ElementView> tensors, List<Way> ways) {
        // A few numbers that many cases share are some multiple of the right ones by chance.
        long different = tensors.stream()
                .flatMapToDouble(tensor -> tensor.wrong().stream().mapToDouble(i -> tensor.right()[i]))
                .distinct()
                .count();
        if (different < LEAST) {
            return;
        }
        List<Double> quotients = new ArrayList<>();
        List<Double> differences = new ArrayList<>();
        for (ElementView tensor : tensors) {
            tensor.wrong().stream().forEach(i -> {
                quotients.add(tensor.given()[i] / tensor.right()[i]);
                differences.add(tensor.given()[i] - tensor.right()[i]);
            });
        }
        middle(quotients)
                .filter(factor -> Math.abs(factor - 1) > CLOSE)
                .ifPresent(factor -> ways.add(
                        new Way(text(factor) + " times PyTorch's", (tensor, i) -> factor * tensor.right()[i])));
        middle(differences)
                .ifPresent(more -> ways.add(new Way(
                        "PyTorch's " + (more < 0 ? "minus " : "plus ") + text(Math.abs(more)),
                        (tensor, i) -> tensor.right()[i] + more)));
    }

    private static Optional<Double> middle(List<Double> numbers) {
        List<Double> finite = numbers.stream().filter(Double::isFinite).sorted().toList();
        return finite.isEmpty() ? Optional.empty() : Optional.of(finite.get(finite.size() / 2));
    }

    private static String text(double value) {
        return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    private static boolean close(double given, double wanted, double allowed) {
        if (!Double.isFinite(given) || !Double.isFinite(wanted)) {
            return Double.compare(given, wanted) == 0;
        }
        return Math.abs(given - wanted) <= allowed * Math.abs(wanted);
    }

    /** The number of losses, which is that of the first input's elements. */
    static int count(ElementView tensor) {
        return first(tensor).map(TensorValue::size).orElse(1);
    }

    private static int rows(ElementView tensor) {
        return first(tensor)
                .filter(input -> input.shape().length > 0)
                .map(input -> input.shape()[0])
                .orElse(1);
    }

    private static Optional<TensorValue> first(ElementView tensor) {
        return tensor.call().inputs().values().stream()
                .filter(TensorValue.class::isInstance)
                .map(TensorValue.class::cast)
                .findFirst();
    }

    static double incoming(ElementView tensor, int i) {
        double[] incoming = tensor.call().gradOutput().map(Question::values).orElse(new double[] {1});
        return incoming.length == 1 ? incoming[0] : incoming.length == tensor.right().length ? incoming[i] : 1;
    }
}
