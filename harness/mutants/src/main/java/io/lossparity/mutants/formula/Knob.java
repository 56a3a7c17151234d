package io.lossparity.mutants.formula;

import java.util.List;

/** A number or a comparison of a formula that may be mistaken for another in several ways. */
public sealed interface Knob permits Constant, Comparison {
    /** Returns a mistake for each wrong value. */
    List<? extends Mistake> mistakes();
}
