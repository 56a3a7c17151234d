package io.lossparity.mutants.sketch;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.mutants.sketch.Expr.Op;
import io.lossparity.mutants.sketch.Sketch.Change;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** Mistakes in which a number is unknown: what is added, clipped, multiplied by, or used instead of a parameter. */
public final class Families {
    private final String loss;
    private final Sketch sketch;
    private final List<Family> families = new ArrayList<>();

    private Families(String loss, Sketch sketch) {
        this.loss = loss;
        this.sketch = sketch;
    }

    /**
     * Returns them for a loss.
     *
     * @param numbers the names of its parameters that are numbers
     */
    public static List<Family> of(String loss, Collection<String> numbers) {
        List<Family> all = new ArrayList<>();
        for (String name : numbers) {
            all.add(new Family(
                    loss,
                    value -> name + " is " + text(value) + " where it is not given",
                    value -> Calls.when(
                            call -> !call.params().containsKey(name), call -> Calls.withParam(call, name, value))));
            all.add(new Family(
                    loss,
                    value -> name + " is " + text(value) + " whatever is asked for",
                    value -> Calls.with(name, value)));
        }
        Sketches.of(loss).ifPresent(sketch -> {
            Families made = new Families(loss, sketch);
            made.addJoint();
            sketch.parts().forEach(made::add);
            if (loss.equals("SmoothL1Loss")) {
                made.addBend();
            }
            all.addAll(made.families);
        });
        return all;
    }

    /** Returns those of a formula's constants. */
    public static List<Family> ofConstants(String loss, Formula formula, Collection<Constant> constants) {
        return constants.stream()
                .map(constant -> new Family(
                        loss,
                        value -> constant.with(value).words(),
                        value -> new FormulaBehaviour(formula, constant.with(value))))
                .toList();
    }

    private static String text(double value) {
        return Constant.text(value);
    }

    private static String quoted(Expr expr) {
        return "'" + expr.text() + "'";
    }

    private void add(DoubleFunction<String> words, BiFunction<Expr, Double, Expr> change) {
        families.add(new Family(
                loss,
                words,
                value -> sketch.behaviour(new Change(words.apply(value), expr -> change.apply(expr, value)))));
    }

    private void swap(Expr right, DoubleFunction<String> words, DoubleFunction<Expr> wrong) {
        add(words, (expr, value) -> expr.with(right, wrong.apply(value)));
    }

    private static Expr clipped(Expr part, double value) {
        return Expr.bound(Op.AT_MOST, 1 - value, Expr.bound(Op.AT_LEAST, value, part));
    }

    private static String range(double value) {
        return "[" + text(value) + ", " + (value < 0 ? text(1 - value) : "1 - " + text(value)) + "]";
    }

    private static String symmetricRange(double value) {
        return "[-" + text(Math.abs(value)) + ", " + text(Math.abs(value)) + "]";
    }

    private static boolean isLogarithm(Expr part) {
        return part.op() == Op.LOG || part.op() == Op.LOG_ABOVE_ZERO;
    }

    /** Changes of all places at once. */
    private void addJoint() {
        boolean logits = sketch.parts().stream().anyMatch(part -> part.op() == Op.LOG_SIGMOID);
        if (logits) {
            add(
                    value -> "sigmoid first, then its logarithm with " + text(value) + " added inside",
                    (expr, value) -> expr.map(part -> Changes.naive(part, value)));
            add(
                    value -> "sigmoid first, clipped to " + range(value) + ", then its logarithm",
                    (expr, value) -> expr.map(part -> Changes.naive(part, 0))
                            .map(part -> part.op() == Op.SIGMOID ? clipped(part, value) : part));
        }
        add(
                value -> text(value) + " is added inside the logarithms",
                (expr, value) -> expr.map(part -> isLogarithm(part)
                        ? part.operands().get(0).plus(Expr.number(value)).log()
                        : part));
        add(
                value -> "the arguments of the logarithms are at least " + text(value),
                (expr, value) -> expr.map(part -> isLogarithm(part)
                        ? Expr.bound(Op.AT_LEAST, value, part.operands().get(0)).log()
                        : part));
        add(
                value -> "the logarithms are at least " + text(value),
                (expr, value) -> expr.map(part -> isLogarithm(part) || part.op() == Op.LOG_SIGMOID
                        ? Expr.bound(Op.AT_LEAST, value, part)
                        : part));
    }

    private void add(Expr part) {
        switch (part.op()) {
            case LEAF -> leaf(part);
            case LOG, LOG_ABOVE_ZERO, LOG_SIGMOID -> logarithm(part);
            case EXP -> exponential(part);
            case PLUS, MINUS -> terms(part);
            default -> {}
        }
        numbers(part);
    }

    private void exponential(Expr part) {
        Expr of = part.operands().get(0);
        swap(
                part,
                value -> "the argument of " + quoted(part) + " is at most " + text(value),
                value -> Expr.bound(Op.AT_MOST, value, of).exp());
        swap(
                part,
                value -> "the argument of " + quoted(part) + " is clipped to " + symmetricRange(value),
                value -> value > 0
                        ? Expr.bound(Op.AT_MOST, value, Expr.bound(Op.AT_LEAST, -value, of))
                                .exp()
                        : part);
    }

    private void leaf(Expr leaf) {
        if (!sketch.arguments().contains(leaf.name())) {
            return;
        }
        String name = leaf.name();
        bounded(name, value -> name + " is clipped to " + range(value), value -> value, value -> 1 - value);
        bounded(name, value -> name + " is clipped to " + symmetricRange(value), value -> -Math.abs(value), Math::abs);
        bounded(name, value -> name + " is clipped to [" + text(value) + ", 1]", value -> value, value -> 1);
        bounded(name, value -> name + " is at least " + text(value), value -> value, value -> Double.POSITIVE_INFINITY);
        bounded(name, value -> name + " is at most " + text(value), value -> Double.NEGATIVE_INFINITY, value -> value);
        linear(name, value -> text(value) + " is added to " + name, value -> 1, value -> value);
        linear(name, value -> name + " is multiplied by " + text(value), value -> value, value -> 0);
        linear(
                name,
                value -> name + " is smoothed: (1 - " + text(value) + ") * " + name + " + " + text(value) + " / 2",
                value -> 1 - value,
                value -> value / 2);
    }

    private void bounded(
            String name, DoubleFunction<String> words, DoubleUnaryOperator least, DoubleUnaryOperator most) {
        // A port that computes float32 in float32 has bounds of float32, too.
        for (DoubleUnaryOperator single : List.<DoubleUnaryOperator>of(bound -> (float) bound, bound -> bound)) {
            families.add(new Family(loss, words, value -> {
                double low = least.applyAsDouble(value);
                double high = most.applyAsDouble(value);
                Behaviour exact = clipping(name, low, high);
                Behaviour ofFloat32 = clipping(name, single.applyAsDouble(low), single.applyAsDouble(high));
                return (call, reference) -> (call.dtype() == DType.FLOAT32 ? ofFloat32 : exact).answer(call, reference);
            }));
        }
    }

    private static Behaviour clipping(String name, double low, double high) {
        return Before.of(name, x -> x < low ? low : x > high ? high : x, x -> x >= low && x <= high ? 1 : 0);
    }

    private void linear(
            String name, DoubleFunction<String> words, DoubleUnaryOperator factor, DoubleUnaryOperator more) {
        families.add(new Family(loss, words, value -> {
            double times = factor.applyAsDouble(value);
            double plus = more.applyAsDouble(value);
            return Before.of(name, x -> times * x + plus, x -> times);
        }));
    }

    private void logarithm(Expr part) {
        Expr of = part.operands().get(0);
        if (isLogarithm(part)) {
            swap(
                    part,
                    value -> text(value) + " is added inside " + quoted(part),
                    value -> of.plus(Expr.number(value)).log());
            swap(
                    part,
                    value -> "the argument of " + quoted(part) + " is at least " + text(value),
                    value -> Expr.bound(Op.AT_LEAST, value, of).log());
        }
        swap(
                part,
                value -> quoted(part) + " is at least " + text(value),
                value -> Expr.bound(Op.AT_LEAST, value, part));
    }

    private void terms(Expr part) {
        for (int i = 0; i < 2; i++) {
            Expr term = part.operands().get(i);
            if (term.op() != Op.NUMBER) {
                int place = i;
                swap(
                        part,
                        value ->
                                "the term " + quoted(term) + " of " + quoted(part) + " is multiplied by " + text(value),
                        value -> with(part, place, Expr.number(value).times(term)));
            }
        }
    }

    private static Expr with(Expr part, int place, Expr operand) {
        List<Expr> operands = new ArrayList<>(part.operands());
        operands.set(place, operand);
        return new Expr(part.op(), part.name(), part.number(), operands);
    }

    /** A number of the formula that is another one. */
    private void numbers(Expr part) {
        for (int i = 0; i < part.operands().size(); i++) {
            if (part.operands().get(i).op() == Op.NUMBER) {
                int place = i;
                DoubleFunction<Expr> wrong = value -> with(part, place, Expr.number(value));
                swap(part, value -> quoted(wrong.apply(value)) + " stands for " + quoted(part), wrong);
            }
        }
    }

    /** Where the parabola turns into lines, which meet it there. */
    private void addBend() {
        Expr size = Expr.leaf("input").minus(Expr.leaf("target")).abs();
        add(
                value -> "beta is " + text(value) + " instead of 1: the parabola ends where |input - target| is "
                        + text(value),
                (expr, value) -> Expr.bound(
                        Op.BELOW,
                        value,
                        size,
                        Expr.number(0.5 / value).times(size.squared()),
                        size.minus(Expr.number(value / 2))));
    }
}
