package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Hinge;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.Optional;

/** Wrong versions of {@code MarginRankingLoss}. */
final class MarginRankingLossMutants {
    private MarginRankingLossMutants() {}

    private static final Comparison BELOW = new Comparison(
                    "below-zero", "for what is clamped", "margin - y (x1 - x2)", Relation.LT, "0", Relation.GT)
            .moved(1, -1);
    private static final Constant ACTIVE =
            new Constant("active-slope", "the derivative of the hinge where it is active", 1, -1, 0.5);
    private static final Constant INACTIVE =
            new Constant("inactive-slope", "the derivative of the hinge where it is clamped", 0, 1);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(
                        new Catalogue("MarginRankingLoss", MarginRankingLossMutants::losses, Wrong.values())
                                .varying(BELOW, ACTIVE, INACTIVE))
                .defaulting("margin", 0.5, 1.0);
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], a[1], a[2]), "input1", "input2", "target");
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static Var loss(Question q, Var x1, Var x2, Var y) {
        double margin = q.has(Wrong.MARGIN_IGNORED) ? 0 : q.real("margin", 0);
        Var target = q.has(Wrong.TARGET_DETACHED) ? y.withGradientTimes(0) : y;
        if (q.has(Wrong.TARGET_SIGN_ONLY)) {
            target = y.function(Math.signum(y.value()), 1);
        }
        Var second = q.has(Wrong.INPUT2_SIGN) ? x2.withGradientTimes(-1) : x2;
        Var d = q.has(Wrong.INPUT2_ADDED) ? x1.plus(second) : x1.minus(second);
        Var product =
                q.has(Wrong.TARGET_SIGN) ? target.times(d) : target.negated().times(d);
        Var z = product.plus(q.has(Wrong.MARGIN_SIGN) ? -margin : margin);
        if (q.has(Wrong.NO_HINGE)) {
            return z;
        }
        if (z.value() == 0 && (q.has(Wrong.KINK_ZERO) || q.has(Wrong.KINK_HALF))) {
            return z.withGradientTimes(q.has(Wrong.KINK_ZERO) ? 0 : 0.5);
        }
        if (q.has(Wrong.NAN_SWALLOWED)) {
            return Double.isNaN(z.value()) ? z.function(0, 0) : z.clampedAtZero();
        }
        Var hinge = hinge(q, z, margin);
        return q.has(Wrong.SQUARED) ? hinge.squared() : hinge;
    }

    private static Var hinge(Question q, Var z, double margin) {
        Optional<Hinge> other = q.mistake(Hinge.class);
        if (other.isPresent()) {
            return other.get().of(z);
        }
        if (Double.isNaN(z.value())) {
            return z.clampedAtZero();
        }
        // A port compares once more in its backward pass, and may do so wrongly there alone.
        double compared = q.has(Wrong.COMPARED_MARGIN_SIGN)
                ? z.value() - 2 * margin
                : q.has(Wrong.COMPARED_TARGET_SIGN) ? 2 * margin - z.value() : z.value();
        boolean below = q.test(BELOW, compared, 0);
        return z.function(below ? 0 : z.value(), below ? q.of(INACTIVE) : q.of(ACTIVE));
    }

    private enum Wrong implements Mistake {
        MARGIN_IGNORED("the margin is ignored"),
        INPUT2_ADDED("input2 is added instead of subtracted"),
        MARGIN_SIGN("the margin has the other sign"),
        TARGET_SIGN("the target has the other sign"),
        COMPARED_MARGIN_SIGN("the margin has the other sign in what decides what is clamped"),
        COMPARED_TARGET_SIGN("the target has the other sign in what decides what is clamped"),
        TARGET_SIGN_ONLY("only the sign of the target is used"),
        NO_HINGE("negative values are not clamped"),
        KINK_ZERO("gradient at the kink is 0"),
        KINK_HALF("gradient at the kink is half"),
        NAN_SWALLOWED("NaN is clamped to 0"),
        INPUT2_SIGN("input2's gradient has the sign of input1's"),
        TARGET_DETACHED("the target's gradient is zero"),
        SQUARED("the hinge is squared"),
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
