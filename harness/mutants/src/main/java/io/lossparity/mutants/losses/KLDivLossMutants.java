package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;

/** Wrong versions of {@code KLDivLoss}. */
final class KLDivLossMutants {
    private KLDivLossMutants() {}

    private static final Constant ONE =
            new Constant("derivative-of-log", "what the logarithm adds to the target's gradient", 1, -1, 0.5, 2);
    private static final Comparison POSITIVE = new Comparison(
                    "positive", "for the terms that count", "target", Relation.GT, "0", Relation.GE, Relation.LT)
            .moved(1, -1);

    private static final Comparison ZERO = new Comparison(
                    "no-gradient", "for the target's gradient that is 0", "target", Relation.EQ, "0", Relation.NE)
            .moved(1);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("KLDivLoss", KLDivLossMutants::losses, Wrong.values())
                .inexact(Inexact.LOG)
                .varying(ONE, POSITIVE, ZERO);
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], a[1]), "input", "target");
        int[] shape = q.shape("input");
        boolean batchmean = q.reduction().equals("batchmean");
        if (shape.length == 0 || q.size("input") == 0) {
            return batchmean && shape.length == 0 ? q.dividedBy(1, terms) : terms;
        }
        if (batchmean && q.has(Wrong.BATCHMEAN_LAST_AXIS)) {
            return q.dividedBy(shape[shape.length - 1], terms);
        }
        boolean byBatch = batchmean ? !q.has(Wrong.BATCHMEAN_AS_MEAN) : q.has(Wrong.MEAN_AS_BATCHMEAN);
        return byBatch ? q.dividedBy(shape[0], terms) : terms;
    }

    private static Var loss(Question q, Var x, Var y) {
        double v = y.value();
        if (q.has(Wrong.TARGET_IS_LOG)) {
            return y.exp().times(y.minus(x));
        }
        Var input = q.has(Wrong.INPUT_IS_PROBABILITY) ? x.log() : x;
        boolean unguarded = q.has(Wrong.NONPOSITIVE_IS_NAN) || (q.has(Wrong.NEGATIVE_IS_NAN) && v < 0);
        boolean none = q.test(ZERO, v, 0);
        if (!q.test(POSITIVE, v, 0) && !unguarded) {
            boolean zero = none && !q.has(Wrong.ZERO_TARGET_GRADIENT);
            return zero ? q.tape().number(0) : y.function(0, Math.log(v) + 1 - x.value());
        }
        Var target = q.has(Wrong.TARGET_DETACHED) || (none && v != 0) ? q.tape().number(v) : y;
        Var log = q.tape().number(q.tape().log(v));
        Var signed = q.has(Wrong.INPUT_ADDED) ? log.plus(input) : log.minus(input);
        Var difference = q.has(Wrong.ENTROPY_MISSING) ? input.negated() : signed;
        boolean withoutOne = q.has(Wrong.ENTROPY_MISSING) || q.has(Wrong.TARGET_GRADIENT_WITHOUT_ONE);
        Var loss = target.times(difference, difference.value() + (withoutOne ? 0 : q.of(ONE)));
        return q.has(Wrong.SIGN) ? loss.negated() : loss;
    }

    private enum Wrong implements Mistake {
        MEAN_AS_BATCHMEAN("reduction mean is taken as batchmean"),
        BATCHMEAN_AS_MEAN("reduction batchmean is taken as mean"),
        BATCHMEAN_LAST_AXIS("batchmean divides by the size of the last axis"),
        NONPOSITIVE_IS_NAN("a target <= 0 gives NaN"),
        NEGATIVE_IS_NAN("a negative target gives NaN"),
        INPUT_IS_PROBABILITY("the input is taken as a probability"),
        TARGET_IS_LOG("the target is taken as a log-probability"),
        INPUT_ADDED("the input is added instead of subtracted"),
        ENTROPY_MISSING("target * log(target) is left out"),
        SIGN("the difference has the other sign"),
        TARGET_GRADIENT_WITHOUT_ONE("the target's gradient lacks the 1"),
        ZERO_TARGET_GRADIENT("the gradient of a target of 0 is log(0) instead of 0"),
        TARGET_DETACHED("the target's gradient is zero");

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
