package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;

/** Wrong versions of {@code L1Loss}. */
final class L1LossMutants {
    private L1LossMutants() {}

    private static final Constant SLOPE_ABOVE =
            new Constant("slope-above", "the derivative where input > target", 1, -1, 0, 0.5, 2);
    private static final Constant SLOPE_BELOW =
            new Constant("slope-below", "the derivative where input < target", -1, 1, 0, -0.5, -2);

    private static final Comparison ABOVE = new Comparison(
                    "above", "for the derivative above the target", "input - target", Relation.GT, "0", Relation.LT)
            .moved(1, -1);
    private static final Comparison BELOW = new Comparison(
                    "below", "for the derivative below the target", "input - target", Relation.LT, "0")
            .moved(-1);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(new Catalogue("L1Loss", L1LossMutants::losses, Wrong.values())
                .varying(SLOPE_ABOVE, SLOPE_BELOW, ABOVE, BELOW));
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], a[1]), "input", "target");
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static Var loss(Question q, Var x, Var y) {
        Var target = q.has(Wrong.TARGET_SIGN)
                ? y.withGradientTimes(-1)
                : q.has(Wrong.TARGET_DETACHED) ? y.withGradientTimes(0) : y;
        Var d = q.has(Wrong.TARGET_ADDED) ? x.plus(target) : x.minus(target);
        if (q.has(Wrong.SQUARED)) {
            return d.squared();
        }
        if (q.has(Wrong.ROOT_OF_SQUARE_PLUS_EPS)) {
            return d.squared().plus(1e-12).sqrt();
        }
        if (q.has(Wrong.TRUNCATED) && Double.isFinite(d.value())) {
            return d.function(Math.abs((double) (long) d.value()), Math.signum(d.value()));
        }
        if (q.has(Wrong.NAN_GRADIENT) && Double.isNaN(d.value())) {
            return d.function(d.value(), Double.NaN);
        }
        if (d.value() == 0 && (q.has(Wrong.TIE_GRADIENT_ONE) || q.has(Wrong.TIE_GRADIENT_MINUS_ONE))) {
            return d.function(0, q.has(Wrong.TIE_GRADIENT_ONE) ? 1 : -1);
        }
        double v = d.value();
        return d.function(
                Math.abs(v), q.test(ABOVE, v, 0) ? q.of(SLOPE_ABOVE) : q.test(BELOW, v, 0) ? q.of(SLOPE_BELOW) : 0);
    }

    private enum Wrong implements Mistake {
        TARGET_ADDED("the target is added instead of subtracted"),
        SQUARED("the difference is squared"),
        ROOT_OF_SQUARE_PLUS_EPS("sqrt(d^2 + 1e-12) stands for the magnitude"),
        TRUNCATED("the difference is truncated to a whole number before its magnitude is taken"),
        TIE_GRADIENT_ONE("the gradient at a tie is 1"),
        TIE_GRADIENT_MINUS_ONE("the gradient at a tie is -1"),
        NAN_GRADIENT("the gradient at a NaN difference is NaN"),
        TARGET_SIGN("the target's gradient has the input's sign"),
        TARGET_DETACHED("the target's gradient is zero"),
        BATCH_MEAN("mean divides by the size of the first axis");

        private final String words;

        Wrong(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
