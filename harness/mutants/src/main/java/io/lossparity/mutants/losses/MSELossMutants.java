package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;

/** Wrong versions of {@code MSELoss}. */
final class MSELossMutants {
    private MSELossMutants() {}

    private static final Constant FACTOR =
            new Constant("gradient-factor", "the factor of the gradient, the exponent,", 2, 3, 0.5);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(new Catalogue("MSELoss", MSELossMutants::losses, Wrong.values()).varying(FACTOR));
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], a[1]), "input", "target");
        if (q.has(Wrong.BATCH_MEAN)) {
            return q.dividedByBatch(terms);
        }
        int n = terms.each().size();
        if (q.has(Wrong.HALF_BY_BATCH)) {
            return q.dividedBy(2.0 * n, terms);
        }
        return q.has(Wrong.ROOT_OF_MEAN)
                ? terms.withMean(q.tape().sum(terms.each()).over(n).sqrt())
                : terms;
    }

    private static Var loss(Question q, Var x, Var y) {
        if (q.has(Wrong.EXPANDED)) {
            return x.squared().minus(x.times(y).times(2)).plus(y.squared());
        }
        Var target = q.has(Wrong.TARGET_SIGN)
                ? y.withGradientTimes(-1)
                : q.has(Wrong.TARGET_DETACHED) ? y.withGradientTimes(0) : y;
        Var d = q.has(Wrong.TARGET_ADDED) ? x.plus(target) : x.minus(target);
        if (q.has(Wrong.NOT_SQUARED)) {
            return d.abs();
        }
        if (q.has(Wrong.DIFFERENCE)) {
            return d;
        }
        if (q.has(Wrong.HALVED)) {
            return d.squared().times(0.5);
        }
        double v = d.value();
        return d.function(v * v, (q.has(Wrong.GRADIENT_WITHOUT_TWO) ? 1 : q.of(FACTOR)) * v);
    }

    private enum Wrong implements Mistake {
        TARGET_ADDED("the target is added instead of subtracted"),
        HALVED("the loss is half the square, and its gradient is input - target"),
        GRADIENT_WITHOUT_TWO("the gradient lacks the factor 2"),
        NOT_SQUARED("the magnitude of the difference is not squared"),
        DIFFERENCE("the difference itself is taken, not its square"),
        ROOT_OF_MEAN("the mean is followed by a square root"),
        TARGET_SIGN("the target's gradient has the input's sign"),
        TARGET_DETACHED("the target's gradient is zero"),
        EXPANDED("x^2 - 2xy + y^2 is computed term by term"),
        BATCH_MEAN("mean divides by the size of the first axis"),
        HALF_BY_BATCH("mean divides by twice the number of elements");

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
