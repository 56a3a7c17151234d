package io.lossparity.mutants.formula;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a formula is evaluated: every manner is right, and each rounds otherwise. */
public enum Manner {
    /** Sums go from the first term to the last. */
    FORWARD,
    /** Sums go from the last term to the first. */
    REVERSE,
    /** Sums are halved again and again. */
    PAIRWISE,
    /** Sums carry the digits that they lose along, as Neumaier's do. */
    COMPENSATED,
    /** A product is added without being rounded first, forward and backward. */
    FUSED,
    /** Exponentials and logarithms are those of {@link StrictMath}. */
    STRICT,
    /** An equal formula stands for one that cancels digits, as log1p does for the logarithm of 1 and a little. */
    STABLE,
    /** Float32 is computed in float64 and rounded at the end. */
    WIDE;

    /** Returns the sum of some numbers. */
    Var sum(Tape tape, List<Var> terms) {
        return switch (this) {
            case FORWARD, FUSED, STRICT, STABLE, WIDE -> forward(tape, terms);
            case REVERSE -> {
                List<Var> reversed = new ArrayList<>(terms);
                Collections.reverse(reversed);
                yield forward(tape, reversed);
            }
            case PAIRWISE -> pairwise(tape, terms);
            case COMPENSATED -> compensated(tape, terms);
        };
    }

    private static Var forward(Tape tape, List<Var> terms) {
        Var sum = tape.number(0);
        for (Var term : terms) {
            sum = sum.plus(term);
        }
        return sum;
    }

    private static Var pairwise(Tape tape, List<Var> terms) {
        if (terms.size() <= 1) {
            return terms.isEmpty() ? tape.number(0) : terms.get(0);
        }
        int half = terms.size() / 2;
        return pairwise(tape, terms.subList(0, half)).plus(pairwise(tape, terms.subList(half, terms.size())));
    }

    private static Var compensated(Tape tape, List<Var> terms) {
        Var sum = tape.number(0);
        double lost = 0;
        for (Var term : terms) {
            Var next = sum.plus(term);
            boolean larger = Math.abs(sum.value()) >= Math.abs(term.value());
            double rest = larger
                    ? tape.round(tape.round(sum.value() - next.value()) + term.value())
                    : tape.round(tape.round(term.value() - next.value()) + sum.value());
            lost = tape.round(lost + rest);
            sum = next;
        }
        return Double.isFinite(lost) ? sum.plus(lost) : sum;
    }
}
