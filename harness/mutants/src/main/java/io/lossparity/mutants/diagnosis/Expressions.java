package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Reductions;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * Wrong elements as an expression of the right ones and of what they were computed from, element by element: a function
 * of PyTorch's, PyTorch's times or plus something, or something else altogether.
 */
final class Expressions {
    private static final double ROUNDING_FLOAT32 = 1e-4;
    private static final double ROUNDING_FLOAT64 = 1e-8;
    private static final double FLOOR = 1e-3;
    private static final double[] TIMES = {1, -1, 2, -2, 0.5, -0.5};

    /** There are many expressions, which some element meets by chance, but no dozen in several tensors does. */
    private static final int LEAST = 12;

    private static final int LEAST_TENSORS = 3;
    private static final int LEAST_VALUES = 3;
    private static final double LEAST_SHARE = 0.25;

    /** What overflows or cancels digits may differ; how many do is said. */
    private static final double EXCEPTIONS = 0.1;

    /**
     * A function of one number.
     *
     * @param words it in words, where # stands for the number
     */
    private record Function(String words, DoubleUnaryOperator of) {
        String of(String argument) {
            return words.replace("#", argument);
        }
    }

    private static final List<Function> FUNCTIONS = List.of(
            new Function("#", x -> x),
            new Function("sign(#)", Math::signum),
            new Function("|#|", Math::abs),
            new Function("#^2", x -> x * x),
            new Function("#^3", x -> x * x * x),
            new Function("√#", Math::sqrt),
            new Function("√|#|", x -> Math.sqrt(Math.abs(x))),
            new Function("e^#", Math::exp),
            new Function("e^-#", x -> Math.exp(-x)),
            new Function("log(#)", Math::log),
            new Function("log(1 + #)", Math::log1p),
            new Function("log(1 + e^#)", x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
            new Function("max(#, 0)", x -> Math.max(x, 0)),
            new Function("min(#, 1)", x -> Math.min(x, 1)),
            new Function("(1 - #)", x -> 1 - x),
            new Function("(1 - #)^2", x -> (1 - x) * (1 - x)),
            new Function("(1 + #)", x -> 1 + x),
            new Function("(1 + |#|)", x -> 1 + Math.abs(x)),
            new Function("(1 - e^-#)", x -> -Math.expm1(-x)),
            new Function("(1 - e^#)", x -> -Math.expm1(x)),
            new Function("# * (1 - #)", x -> x * (1 - x)),
            new Function("sigmoid(#)", Expressions::sigmoid),
            new Function("(1 - sigmoid(#))", x -> sigmoid(-x)),
            new Function("sigmoid(#) * (1 - sigmoid(#))", x -> sigmoid(x) * sigmoid(-x)),
            new Function("tanh(#)", Math::tanh),
            new Function("cosh(#)", Math::cosh));

    /**
     * An expression.
     *
     * @param words it in words
     * @param met how many elements meet it
     * @param missed how many do not
     */
    private record Found(String words, int met, int missed) {}

    /**
     * A finite element that is wrong.
     *
     * @param given the port's value
     * @param right PyTorch's value
     * @param unit what multiplies the element: a gradient's incoming one, over the number of losses of a mean; else 1
     * @param rounding how far off it may be, relatively
     * @param tensor the place of its tensor
     * @param scale the largest magnitude in its tensor
     */
    private record Element(double given, double right, double unit, double rounding, int tensor, double scale) {
        boolean isCloseTo(double wanted) {
            double size = Math.max(Math.abs(given), Math.abs(right));
            return Math.abs(given - wanted) <= rounding * Math.max(size, FLOOR * scale)
                    && Math.abs(wanted - right) > 2 * rounding * size;
        }
    }

    private final List<Element> elements = new ArrayList<>();

    private final Map<String, double[]> quantities = new LinkedHashMap<>();
    private final boolean gradient;
    private final long all;

    private Expressions(List<ElementView> tensors, boolean gradient) {
        this.gradient = gradient;
        this.all = tensors.stream()
                .mapToLong(tensor -> tensor.wrong().cardinality())
                .sum();
        List<Map<String, double[]>> known = tensors.stream().map(Quantities::of).toList();
        Set<String> names =
                new TreeSet<>((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length());
        known.forEach(each -> names.addAll(each.keySet()));
        Map<String, List<Double>> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, new ArrayList<>()));
        for (int t = 0; t < tensors.size(); t++) {
            ElementView tensor = tensors.get(t);
            Map<String, double[]> own = known.get(t);
            double scale = Arrays.stream(tensor.right())
                    .map(Math::abs)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            for (int i : tensor.wrong().stream().toArray()) {
                if (tensor.isFinite(i)) {
                    elements.add(element(tensor, i, t, scale));
                    names.forEach(name -> values.get(name).add(own.containsKey(name) ? own.get(name)[i] : Double.NaN));
                }
            }
        }
        values.forEach((name, each) -> quantities.put(
                name, each.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private Element element(ElementView tensor, int i, int number, double scale) {
        boolean mean = gradient && Reductions.of(tensor.call()).equals("mean");
        double unit = gradient ? Ratio.incoming(tensor, i) / (mean ? Ratio.count(tensor) : 1) : 1;
        double rounding = tensor.call().dtype() == DType.FLOAT64 ? ROUNDING_FLOAT64 : ROUNDING_FLOAT32;
        return new Element(tensor.given()[i], tensor.right()[i], unit, rounding, number, scale);
    }

    /** Returns what next to all of the elements are in words; empty if no expression is. */
    static Optional<String> of(List<ElementView> tensors, boolean gradient) {
        return new Expressions(tensors, gradient).found();
    }

    private Optional<String> found() {
        if (elements.size() < LEAST) {
            return Optional.empty();
        }
        String incoming = gradient ? " * the incoming gradient" : "";
        double[] right = elements.stream().mapToDouble(Element::right).toArray();
        Stream<Optional<Found>> functions =
                FUNCTIONS.stream().skip(1).map(f -> met((i, x) -> f.of().applyAsDouble(x), right, f.of("PyTorch's")));
        Stream<Optional<Found>> factors = terms((name, f, x) -> Stream.of(
                met((i, v) -> elements.get(i).right() * f.of().applyAsDouble(v), x, "PyTorch's times " + f.of(name)),
                met((i, v) -> elements.get(i).right() / f.of().applyAsDouble(v), x, "PyTorch's over " + f.of(name))));
        Stream<Optional<Found>> summands = terms((name, f, x) -> Arrays.stream(TIMES)
                .mapToObj(times -> met(
                        (i, v) -> elements.get(i).right()
                                + times * elements.get(i).unit() * f.of().applyAsDouble(v),
                        x,
                        "PyTorch's " + (times < 0 ? "minus " : "plus ") + size(times) + f.of(name) + incoming)));
        Stream<Optional<Found>> whole = terms((name, f, x) -> Arrays.stream(TIMES)
                .mapToObj(times -> met(
                        (i, v) -> times * elements.get(i).unit() * f.of().applyAsDouble(v),
                        x,
                        (times < 0 ? "minus " : "") + size(times) + f.of(name) + incoming)));
        Stream<Optional<Found>> unit = !gradient
                ? Stream.of()
                : Stream.of(1, -1)
                        .map(sign -> met(
                                (i, v) -> sign * elements.get(i).unit(),
                                right,
                                (sign < 0 ? "minus " : "") + "the incoming gradient"));
        return best(Stream.of(unit, functions, factors, summands, whole)
                        .flatMap(each -> each)
                        .flatMap(Optional::stream)
                        .iterator())
                .map(found -> found.words() + ", element by element"
                        + (found.met() == all ? "" : ", in " + found.met() + " of " + all + " wrong elements"));
    }

    /** Returns the first expression without exceptions or, if there is none, the one that most elements meet. */
    private static Optional<Found> best(Iterator<Found> all) {
        Found best = null;
        while (all.hasNext()) {
            Found found = all.next();
            if (found.missed() == 0) {
                return Optional.of(found);
            }
            best = best == null || found.met() > best.met() ? found : best;
        }
        return Optional.ofNullable(best);
    }

    private static String size(double times) {
        double size = Math.abs(times);
        return size == 1 ? "" : size == 2 ? "2 * " : "0.5 * ";
    }

    /** Something that is made of a function of a quantity. */
    @FunctionalInterface
    private interface Term {
        Stream<Optional<Found>> of(String name, Function function, double[] values);
    }

    private Stream<Optional<Found>> terms(Term term) {
        return FUNCTIONS.stream()
                .flatMap(function -> quantities.entrySet().stream()
                        .filter(entry -> varies(function, entry.getValue()))
                        .flatMap(entry -> term.of(entry.getKey(), function, entry.getValue())));
    }

    /** Any function of a number that is always the same is some other number. */
    private static boolean varies(Function function, double[] values) {
        double first = Double.NaN;
        for (double value : values) {
            double of = function.of().applyAsDouble(value) + 0.0; // no zero has a sign
            if (Double.isNaN(first)) {
                first = of;
            } else if (!Double.isNaN(of) && of != first) {
                return true;
            }
        }
        return false;
    }

    /** What an element is to be, given its place and the quantity there. */
    @FunctionalInterface
    private interface Wanted {
        double at(int element, double quantity);
    }

    private Optional<Found> met(Wanted wanted, double[] quantity, String words) {
        int known = 0;
        int missed = 0;
        Set<Integer> tensors = new TreeSet<>();
        Set<Double> values = new TreeSet<>();
        for (int i = 0; i < quantity.length; i++) {
            if (Double.isNaN(quantity[i])) {
                continue;
            }
            known++;
            if (elements.get(i).isCloseTo(wanted.at(i, quantity[i]))) {
                tensors.add(elements.get(i).tensor());
                values.add(elements.get(i).given());
            } else if (++missed > EXCEPTIONS * quantity.length) {
                return Optional.empty();
            }
        }
        int met = known - missed;
        boolean enough = met >= LEAST
                && missed <= EXCEPTIONS * known
                && met >= LEAST_SHARE * all
                && tensors.size() >= LEAST_TENSORS
                && values.size() >= LEAST_VALUES;
        return enough ? Optional.of(new Found(words, met, missed)) : Optional.empty();
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
