package io.lossparity.mutants.formula;

import java.util.ArrayList;
import java.util.List;

/** Records the numbers of one evaluation in the order in which they came to be. */
public final class Tape {
    private final List<Var> vars = new ArrayList<>();
    private final boolean single;
    private final Manner manner;

    /** Makes an empty tape, for float32 or float64. */
    Tape(boolean single, Manner manner) {
        this.single = single && manner != Manner.WIDE;
        this.manner = manner;
    }

    /** Returns the number as the element type can hold it. */
    public double round(double value) {
        return single ? (float) value : value;
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
