package io.lossparity.mutants.sketch;

import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Tape;
import io.lossparity.mutants.formula.Var;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What one element of a loss is computed from, so that it can be changed in any place, and told.
 *
 * @param op the operation
 * @param name of a {@link Op#LEAF} its name; else empty
 * @param number of a {@link Op#NUMBER} itself, of a bound the bound; else 0
 * @param operands what it is made of
 */
record Expr(Op op, String name, double number, List<Expr> operands) {
    private static final double LEAST = 1e-12;

    /** The operations. */
    enum Op {
        LEAF,
        NUMBER,
        NEGATED,
        ABS,
        LOG,
        /** The logarithm that takes 1e-12 for 0. */
        LOG_ABOVE_ZERO,
        LOG_SIGMOID,
        EXP,
        SIGMOID,
        SQUARE,
        POSITIVE,
        AT_LEAST,
        AT_MOST,
        PLUS,
        MINUS,
        TIMES,
        OVER,
        /** The second operand where the first is less than the number, else the third. */
        BELOW
    }

    Expr {
        operands = List.copyOf(operands);
    }

    static Expr leaf(String name) {
        return new Expr(Op.LEAF, name, 0, List.of());
    }

    static Expr number(double number) {
        return new Expr(Op.NUMBER, "", number, List.of());
    }

    static Expr of(Op op, Expr... operands) {
        return new Expr(op, "", 0, List.of(operands));
    }

    static Expr bound(Op op, double bound, Expr... operands) {
        return new Expr(op, "", bound, List.of(operands));
    }

    Expr plus(Expr other) {
        return of(Op.PLUS, this, other);
    }

    Expr minus(Expr other) {
        return of(Op.MINUS, this, other);
    }

    Expr times(Expr other) {
        return of(Op.TIMES, this, other);
    }

    Expr over(Expr other) {
        return of(Op.OVER, this, other);
    }

    Expr negated() {
        return of(Op.NEGATED, this);
    }

    Expr log() {
        return of(Op.LOG, this);
    }

    Expr logAboveZero() {
        return of(Op.LOG_ABOVE_ZERO, this);
    }

    Expr exp() {
        return of(Op.EXP, this);
    }

    Expr abs() {
        return of(Op.ABS, this);
    }

    Expr squared() {
        return of(Op.SQUARE, this);
    }

    Expr sigmoid() {
        return of(Op.SIGMOID, this);
    }

    Expr logSigmoid() {
        return of(Op.LOG_SIGMOID, this);
    }

    Expr positive() {
        return of(Op.POSITIVE, this);
    }

    /** Returns this and all that it is made of. */
    Set<Expr> parts() {
        Set<Expr> parts = new LinkedHashSet<>();
        parts.add(this);
        operands.forEach(operand -> parts.addAll(operand.parts()));
        return parts;
    }

    /** Returns this with one part put in the place of another, wherever that occurs. */
    Expr with(Expr part, Expr other) {
        return equals(part) ? other : ofOperands(operand -> operand.with(part, other));
    }

    /** Returns this with every part changed, the innermost first. */
    Expr map(UnaryOperator<Expr> change) {
        return change.apply(ofOperands(operand -> operand.map(change)));
    }

    private Expr ofOperands(UnaryOperator<Expr> change) {
        return operands.isEmpty()
                ? this
                : new Expr(op, name, number, operands.stream().map(change).toList());
    }

    /** Computes it. */
    Var value(Tape tape, Map<String, Var> leaves) {
        if (op == Op.LEAF) {
            return leaves.get(name);
        }
        if (op == Op.NUMBER) {
            return tape.number(number);
        }
        Var a = operands.get(0).value(tape, leaves);
        double v = a.value();
        return switch (op) {
            case NEGATED -> a.negated();
            case ABS -> a.abs();
            case LOG -> a.log();
            case LOG_ABOVE_ZERO -> a.function(tape.log(v == 0 ? LEAST : v), 1 / Math.max(v, LEAST));
            case LOG_SIGMOID -> a.logSigmoid();
            case EXP -> a.exp();
            case SIGMOID -> sigmoid(tape, a);
            case SQUARE -> a.squared();
            case POSITIVE -> a.clampedAtZero();
            case AT_LEAST -> v < number ? a.function(number, 0) : a;
            case AT_MOST -> v > number ? a.function(number, 0) : a;
            case PLUS -> a.plus(operands.get(1).value(tape, leaves));
            case MINUS -> a.minus(operands.get(1).value(tape, leaves));
            case TIMES -> a.times(operands.get(1).value(tape, leaves));
            case OVER -> a.over(operands.get(1).value(tape, leaves));
            case BELOW -> operands.get(v < number ? 1 : 2).value(tape, leaves);
            case LEAF, NUMBER -> throw new IllegalStateException(op + " has no operands");
        };
    }

    /** Rounded step by step, because 1 - sigmoid(x) is little more than these roundings where x is large. */
    private static Var sigmoid(Tape tape, Var a) {
        double s = tape.round(1 / tape.round(1 + tape.exp(-a.value())));
        return a.function(s, tape.round(s * tape.round(1 - s)));
    }

    /** Returns it in words, as in {@code log(1 - input)}. */
    String text() {
        return switch (op) {
            case LEAF -> name;
            case NUMBER -> Constant.text(number);
            case NEGATED -> "-" + inner(0, 2);
            case ABS -> "|" + operands.get(0).text() + "|";
            case LOG, LOG_ABOVE_ZERO -> "log(" + operands.get(0).text() + ")";
            case LOG_SIGMOID -> "log(sigmoid(" + operands.get(0).text() + "))";
            case EXP -> "exp(" + operands.get(0).text() + ")";
            case SIGMOID -> "sigmoid(" + operands.get(0).text() + ")";
            case SQUARE -> inner(0, 3) + "^2";
            case POSITIVE -> "max(0, " + operands.get(0).text() + ")";
            case AT_LEAST ->
                "max(" + Constant.text(number) + ", " + operands.get(0).text() + ")";
            case AT_MOST ->
                "min(" + Constant.text(number) + ", " + operands.get(0).text() + ")";
            case PLUS -> inner(0, 1) + " + " + inner(1, 1);
            case MINUS -> inner(0, 1) + " - " + inner(1, 2);
            case TIMES -> inner(0, 2) + " * " + inner(1, 2);
            case OVER -> inner(0, 2) + " / " + inner(1, 3);
            case BELOW ->
                operands.get(1).text() + " where " + boundText() + ", else "
                        + operands.get(2).text();
        };
    }

    /** Returns when the first branch counts, as in {@code target < 1}; next to a short number stands {@code <=}. */
    String boundText() {
        String less = Constant.text(Math.nextDown(number));
        String own = Constant.text(number);
        return operands.get(0).text() + (less.length() < own.length() ? " <= " + less : " < " + own);
    }

    private int binding() {
        return switch (op) {
            case BELOW -> 0;
            case PLUS, MINUS -> 1;
            case TIMES, OVER, NEGATED -> 2;
            default -> 3;
        };
    }

    private String inner(int operand, int least) {
        Expr inner = operands.get(operand);
        return inner.binding() < least ? "(" + inner.text() + ")" : inner.text();
    }
}
