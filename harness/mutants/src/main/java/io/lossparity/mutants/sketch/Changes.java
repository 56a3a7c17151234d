package io.lossparity.mutants.sketch;

import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.sketch.Expr.Op;
import io.lossparity.mutants.sketch.Sketch.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What may have been written instead of a loss: a logarithm, term or sign that is missing, one function for another. */
public final class Changes {
    private final String loss;
    private final Sketch sketch;
    private final Map<String, Mutant> changes = new LinkedHashMap<>();

    private Changes(String loss, Sketch sketch) {
        this.loss = loss;
        this.sketch = sketch;
    }

    /** Returns the changes of a loss that is computed element by element; none of any other. */
    public static List<Mutant> of(String loss) {
        return Sketches.of(loss).map(sketch -> new Changes(loss, sketch).all()).orElse(List.of());
    }

    private List<Mutant> all() {
        for (Expr part : sketch.parts()) {
            change(part);
        }
        if (loss.equals("BCEWithLogitsLoss")) {
            Expr factor = Expr.number(1)
                    .plus(Expr.leaf("posWeight").minus(Expr.number(1)).times(Expr.leaf("target")));
            swap(
                    sketch.forms().get(0),
                    factor.times(sketch.forms().get(1)),
                    "the factor " + quoted(factor) + " multiplies the whole loss instead of the term of target");
        }
        change("sigmoid first, then its logarithm", expr -> expr.map(Changes::sigmoidFirst));
        return List.copyOf(changes.values());
    }

    private void change(String words, UnaryOperator<Expr> change) {
        boolean any =
                sketch.forms().stream().anyMatch(form -> !change.apply(form).equals(form));
        if (any) {
            Change made = new Change(words, change);
            changes.putIfAbsent(words, new Mutant(loss + "/" + made.slug(), loss, words, sketch.behaviour(made)));
        }
    }

    private void swap(Expr right, Expr wrong, String words) {
        change(words, expr -> expr.with(right, wrong));
    }

    private void swap(Expr right, Expr wrong) {
        swap(right, wrong, quoted(wrong) + " stands for " + quoted(right));
    }

    private static String quoted(Expr expr) {
        return "'" + expr.text() + "'";
    }

    private void change(Expr part) {
        switch (part.op()) {
            case LEAF -> leaf(part);
            case NUMBER -> {}
            case NEGATED, EXP, SIGMOID, LOG_SIGMOID ->
                swap(part, part.operands().get(0));
            case LOG, LOG_ABOVE_ZERO -> logarithm(part);
            case POSITIVE -> {
                swap(part, part.operands().get(0));
                swap(part, part.squared(), quoted(part) + " is squared");
                outside(part, part.operands().get(0));
            }
            case ABS -> {
                swap(part, part.operands().get(0));
                swap(part, part.operands().get(0).squared());
            }
            case SQUARE -> {
                swap(part, part.operands().get(0));
                swap(part, part.operands().get(0).abs());
            }
            case PLUS, MINUS -> sum(part);
            case TIMES -> product(part);
            case BELOW -> branch(part);
            case AT_LEAST, AT_MOST, OVER -> {}
        }
    }

    private void logarithm(Expr log) {
        Expr argument = log.operands().get(0);
        swap(log, argument);
        swap(log, Expr.number(1).plus(argument).log());
        for (int base : new int[] {2, 10}) {
            swap(log, log.over(Expr.number(Math.log(base))), quoted(log) + " is the logarithm to base " + base);
        }
    }

    private void leaf(Expr leaf) {
        if (!sketch.arguments().contains(leaf.name())) {
            return;
        }
        String name = leaf.name();
        swap(leaf, leaf.log(), name + " is taken as a probability: 'log(" + name + ")' stands for '" + name + "'");
        swap(leaf, leaf.exp(), name + " is taken as a logarithm: 'exp(" + name + ")' stands for '" + name + "'");
        swap(leaf, leaf.sigmoid(), name + " is taken as a logit: 'sigmoid(" + name + ")' stands for '" + name + "'");
        swap(leaf, Expr.number(1).minus(leaf));
        swap(leaf, leaf.abs());
        swap(leaf, leaf.squared());
        Expr twice = Expr.number(2).times(leaf);
        swap(leaf, twice.minus(Expr.number(1)), name + " counts as 0 or 1: '2 * " + name + " - 1' stands for it");
    }

    private void sum(Expr part) {
        Expr a = part.operands().get(0);
        Expr b = part.operands().get(1);
        boolean plus = part.op() == Op.PLUS;
        if (a.op() == Op.NUMBER || b.op() == Op.NUMBER) {
            swap(part, plus ? a.minus(b) : a.plus(b));
            swap(part, a.op() == Op.NUMBER ? b : a);
            swap(part, a.op() == Op.NUMBER ? a : b);
        } else {
            if (!plus && a.op() == Op.LEAF && b.op() == Op.LEAF) {
                swap(part, part.over(b), quoted(part) + " is divided by " + b.text());
                swap(part, part.over(a), quoted(part) + " is divided by " + a.text());
            }
            swap(part, plus ? b : b.negated(), "the term " + quoted(a) + " is left out of " + quoted(part));
            swap(part, a, "the term " + quoted(b) + " is left out of " + quoted(part));
            String wrong = plus ? "subtracted instead of added" : "added instead of subtracted";
            swap(part, plus ? a.minus(b) : a.plus(b), "the term " + quoted(b) + " is " + wrong + " in " + quoted(part));
        }
        distribute(part, a, b);
        distribute(part, b, a);
    }

    /** A factor of one term multiplies the whole. */
    private void distribute(Expr part, Expr term, Expr other) {
        if (term.op() == Op.TIMES) {
            for (int i = 0; i < 2; i++) {
                Expr factor = term.operands().get(i);
                Expr rest = term.operands().get(1 - i);
                Expr whole = part.op() == Op.PLUS ? rest.plus(other) : rest.minus(other);
                swap(
                        part,
                        factor.times(whole),
                        quoted(factor) + " multiplies all of " + quoted(whole) + " instead of " + quoted(rest));
            }
        }
    }

    /** A term is added after the maximum with 0, as a margin may be. */
    private void outside(Expr positive, Expr sum) {
        if (sum.op() != Op.PLUS && sum.op() != Op.MINUS) {
            return;
        }
        Expr a = sum.operands().get(0);
        Expr b = sum.operands().get(1);
        Expr second = sum.op() == Op.PLUS ? b : b.negated();
        swap(positive, a.positive().plus(second), quoted(b) + " is outside of " + quoted(positive));
        swap(positive, second.positive().plus(a), quoted(a) + " is outside of " + quoted(positive));
    }

    private void product(Expr part) {
        Expr a = part.operands().get(0);
        Expr b = part.operands().get(1);
        swap(part, b, "the factor " + quoted(a) + " is missing in " + quoted(part));
        swap(part, a, "the factor " + quoted(b) + " is missing in " + quoted(part));
    }

    private void branch(Expr part) {
        Expr asked = part.operands().get(0);
        Expr first = part.operands().get(1);
        Expr second = part.operands().get(2);
        String bound = part.boundText();
        swap(part, first, quoted(first) + " is used everywhere, not only where " + bound);
        swap(part, second, quoted(second) + " is used everywhere, also where " + bound);
        swap(
                part,
                Expr.bound(Op.BELOW, part.number(), second, first, second),
                "whether " + quoted(second) + " is used is decided by its own value instead of by " + quoted(asked));
    }

    private static Expr sigmoidFirst(Expr part) {
        return naive(part, 0);
    }

    /** The logarithm of a sigmoid, and of what is left of 1, to which a number is added. */
    static Expr naive(Expr part, double more) {
        if (part.op() != Op.LOG_SIGMOID) {
            return part;
        }
        Expr of = part.operands().get(0);
        Expr probability = of.op() == Op.NEGATED
                ? Expr.number(1).minus(of.operands().get(0).sigmoid())
                : of.sigmoid();
        return (more == 0 ? probability : probability.plus(Expr.number(more))).log();
    }
}
