package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;

/** Wrong versions of {@code SmoothL1Loss}. */
final class SmoothL1LossMutants {
    private SmoothL1LossMutants() {}

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(new Catalogue("SmoothL1Loss", SmoothL1LossMutants::losses, Wrong.values()));
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], a[1]), "input", "target");
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static Var loss(Question q, Var x, Var y) {
        Var d = x.minus(q.has(Wrong.TARGET_SIGN) ? y.withGradientTimes(-1) : y);
        double v = d.value();
        double threshold = q.has(Wrong.THRESHOLD_HALF) ? 0.5 : q.has(Wrong.THRESHOLD_TWO) ? 2 : 1;
        if (Double.isNaN(v)) {
            return d.function(v, q.has(Wrong.NAN_GRADIENT_ZERO) ? 0 : v);
        }
        boolean inside =
                q.has(Wrong.QUADRATIC_EVERYWHERE) || (Math.abs(v) < threshold && !q.has(Wrong.LINEAR_EVERYWHERE));
        if (inside) {
            double half = q.has(Wrong.HALF_MISSING_INSIDE) ? 1 : 0.5;
            return d.function(half * v * v, q.has(Wrong.GRADIENT_SIGN_INSIDE) ? Math.signum(v) : 2 * half * v);
        }
        double slope = q.has(Wrong.GRADIENT_UNCLIPPED) ? v : Math.signum(v);
        boolean flat = q.has(Wrong.GRADIENT_ZERO_AT_ONE) && Math.abs(v) == 1;
        return d.function(Math.abs(v) - (q.has(Wrong.OFFSET_MISSING) ? 0 : 0.5), flat ? 0 : slope);
    }

    private enum Wrong implements Mistake {
        HALF_MISSING_INSIDE("the square inside is not halved"),
        OFFSET_MISSING("outside, 0.5 is not subtracted"),
        THRESHOLD_HALF("the threshold is 0.5"),
        THRESHOLD_TWO("the threshold is 2"),
        QUADRATIC_EVERYWHERE("large differences are squared, too"),
        LINEAR_EVERYWHERE("small differences are not squared"),
        GRADIENT_UNCLIPPED("the gradient outside is the difference"),
        GRADIENT_SIGN_INSIDE("the gradient inside is the sign"),
        GRADIENT_ZERO_AT_ONE("the gradient at a difference of exactly 1 is 0"),
        TARGET_SIGN("the target's gradient has the input's sign"),
        NAN_GRADIENT_ZERO("the gradient at a NaN difference is 0"),
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
