package io.lossparity.mutants.formula;

import java.util.ArrayList;
import java.util.List;

/** Records the numbers of one evaluation in the order in which they came to be. */
public final class Tape {
    private final List<Var> vars = new ArrayList<>();
    private final boolean single;
    private final Manner manner;
    private final List<Mistake> mistakes;

    /** Makes an empty tape, for float32 or float64. */
    Tape(boolean single, Manner manner, List<Mistake> mistakes) {
        this.single = single && manner != Manner.WIDE;
        this.manner = manner;
        this.mistakes = mistakes;
    }

    /** Returns the number as the element type can hold it. */
    public double round(double value) {
        return single ? (float) value : value;
    }

    /** Returns a product and a sum: the product is rounded unless the manner fuses the two. */
    double productAndSum(double a, double b, double c) {
        if (manner != Manner.FUSED) {
            return round(round(a * b) + c);
        }
        return single ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
    }

    /** Returns e to a power. */
    public double exp(double power) {
        double result = manner == Manner.STRICT ? StrictMath.exp(power) : Math.exp(power);
        return round(mistakes.contains(Inexact.EXP) ? result * (1 + Inexact.OFF) : result);
    }

    /** Returns a natural logarithm. */
    public double log(double number) {
        double result = manner == Manner.STRICT ? StrictMath.log(number) : Math.log(number);
        return round(mistakes.contains(Inexact.LOG) ? result * (1 + Inexact.OFF) : result);
    }

    /** Returns the logarithm of 1 and a number, a sum that PyTorch rounds. */
    public double log1p(double number) {
        return stable() ? round(Math.log1p(number)) : log(round(1 + number));
    }

    /** Returns whether a gradient of zero is handed on. */
    boolean handsZerosOn() {
        return mistakes.stream().anyMatch(Mistake::handsZerosOn);
    }

    /** Returns whether an equal formula is to stand for one that cancels digits. */
    public boolean stable() {
        return manner == Manner.STABLE;
    }

    /** Returns a power. */
    double pow(double number, double exponent) {
        return round(manner == Manner.STRICT ? StrictMath.pow(number, exponent) : Math.pow(number, exponent));
    }

    Var add(Var variable) {
        vars.add(variable);
        return variable;
    }

    /** Returns a number that came from nowhere. */
    public Var number(double value) {
        return add(new Var(this, value, null, 0, null, 0));
    }

    /** Returns the sum of some numbers. */
    public Var sum(List<Var> terms) {
        return manner.sum(this, terms);
    }

    /** Lets the gradients flow back to where they came from. */
    void backward() {
        for (int i = vars.size() - 1; i >= 0; i--) {
            vars.get(i).propagate();
        }
    }
}
