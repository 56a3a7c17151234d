package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.sketch.Family;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Finds the number that makes a mistake of a family answer as the port does. */
final class Solved {
    private static final int MOST_POINTS = 3;
    private static final int MOST_VIEWS = 16;
    private static final int LEAST = 3;
    private static final int BISECTIONS = 60;
    private static final int FIRST_POWER = -16;
    private static final int LAST_POWER = 3;
    private static final int STEPS = 1;
    private static final int MOST_DIGITS = 4;
    /** What is off by less may be off by rounding, or by an eps beside the mistake. */
    private static final double GROSS = 1e-6;

    private static final double NICE = 2e-3;
    private static final double CLOSE = 1e-9;
    private static final double CLOSE_FLOAT32 = 1e-5;

    /**
     * An element that the port has wrong.
     *
     * @param view its case
     * @param tensor its tensor
     * @param element its place
     * @param given the port's value
     * @param right the right value
     */
    private record Point(View view, String tensor, int element, double given, double right) {
        double off() {
            return Math.abs(given - right) / (Math.abs(right) + Math.abs(given));
        }
    }

    private final List<View> views;
    private final List<Point> points;

    private Solved(List<View> failing) {
        views = failing.stream()
                .filter(view -> view.answer().isTelling())
                .filter(view -> view.right().filter(Computed.class::isInstance).isPresent())
                .filter(view -> view.answer().outcome() instanceof Computed)
                .sorted(Comparator.comparing(Solved::complexity))
                .filter(view -> point(view).filter(point -> point.off() > GROSS).isPresent())
                .limit(MOST_VIEWS)
                .toList();
        points = spread(views.stream().flatMap(view -> point(view).stream()).toList());
    }

    /** Returns a mistake of each family that answers some failing cases as the port does. */
    static List<Mutant> of(List<Family> families, List<View> failing) {
        Solved solved = new Solved(failing);
        return families.stream()
                .flatMap(family -> solved.mutant(family).stream())
                .toList();
    }

    /** The plainest cases come first: they are in float64, unreduced and small. */
    private static int complexity(View view) {
        TensorValue first = ((Computed) view.right().orElseThrow()).output();
        int precision = view.answer().call().dtype() == DType.FLOAT64 ? 0 : 100;
        int reduced = Reductions.of(view.answer().call()).equals("none") ? 0 : 50;
        return precision + reduced + Math.min(first.size(), 40);
    }

    private static Optional<Point> point(View view) {
        List<Point> all = new ArrayList<>();
        for (String name : view.wrong()) {
            ElementView.of(view, name)
                    .ifPresent(tensor -> tensor.wrong().stream()
                            .mapToObj(i -> new Point(view, name, i, tensor.given()[i], tensor.right()[i]))
                            .filter(point -> Double.isFinite(point.given()) && Double.isFinite(point.right()))
                            .forEach(all::add));
        }
        return all.stream()
                .max(Comparator.comparing((Point point) -> point.tensor().equals(TensorComparison.OUTPUT))
                        .thenComparingDouble(Point::off));
    }

    private static List<Point> spread(List<Point> all) {
        int each = Math.max(1, all.size() / MOST_POINTS);
        return IntStream.range(0, all.size())
                .filter(i -> i % each == 0)
                .limit(MOST_POINTS)
                .mapToObj(all::get)
                .toList();
    }

    private Optional<Mutant> mutant(Family family) {
        for (Point point : points) {
            for (double number : roots(family, point)) {
                Optional<Mutant> found = best(family, number);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Numbers that a person writes come before the number itself. */
    private Optional<Mutant> best(Family family, double number) {
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            double nice = new BigDecimal(number, new MathContext(digits)).doubleValue();
            if (Math.abs(nice - number) <= NICE * Math.abs(number)) {
                Mutant mutant = family.of(nice);
                if (matches(mutant)) {
                    return Optional.of(mutant);
                }
            }
        }
        return Optional.empty();
    }

    private boolean matches(Mutant mutant) {
        int met = 0;
        for (View view : views) {
            Set<String> wrong = view.wrong();
            met += view.match(mutant)
                            .filter(match -> wrong.stream().anyMatch(match.toPort()::alike))
                            .filter(match -> match.moved().stream().anyMatch(wrong::contains))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return met >= LEAST;
    }

    private static double[] grid() {
        int size = (LAST_POWER - FIRST_POWER) * STEPS + 1;
        double[] grid = new double[2 * size + 1];
        for (int i = 0; i < size; i++) {
            double value = Math.pow(10, FIRST_POWER + (double) i / STEPS);
            grid[size + 1 + i] = value;
            grid[size - 1 - i] = -value;
        }
        return grid;
    }

    /** Looks for numbers at which the family gives the port's value; zero and the right number are not mistakes. */
    private static List<Double> roots(Family family, Point point) {
        DoubleUnaryOperator off = number -> value(family, point, number).orElse(Double.NaN) - point.given();
        double[] grid = grid();
        double[] at = Arrays.stream(grid).map(off).toArray();
        List<Double> roots = new ArrayList<>();
        for (int i = 1; i < grid.length - 1; i++) {
            // Where a whole stretch meets the value, it says nothing of the number.
            if (at[i] == 0 && at[i - 1] != 0 && at[i + 1] != 0) {
                roots.add(grid[i]);
            } else if (at[i - 1] * at[i] < 0) {
                bisect(off, grid[i - 1], grid[i], at[i - 1], point).ifPresent(roots::add);
            }
        }
        return roots;
    }

    private static OptionalDouble bisect(DoubleUnaryOperator off, double from, double to, double atFrom, Point point) {
        double low = from;
        double high = to;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = low + (high - low) / 2;
            double here = off.applyAsDouble(middle);
            if (here == 0) {
                return OptionalDouble.of(middle);
            }
            if (here * atFrom > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double close = point.view().answer().call().dtype() == DType.FLOAT64 ? CLOSE : CLOSE_FLOAT32;
        double left = Math.abs(off.applyAsDouble(high));
        return left <= close * Math.max(Math.abs(point.given()), Math.abs(point.right()))
                ? OptionalDouble.of(high)
                : OptionalDouble.empty();
    }

    private static OptionalDouble value(Family family, Point point, double number) {
        Optional<LossOutcome> answer = Attempt.at(() -> family.behaviour()
                .apply(number)
                .answer(point.view().answer().call(), point.view().reference()));
        return answer.flatMap(given -> ElementView.tensor(given, point.tensor()))
                .filter(tensor -> point.element() < tensor.size())
                .map(tensor -> OptionalDouble.of(Question.values(tensor)[point.element()]))
                .orElse(OptionalDouble.empty());
    }
}
