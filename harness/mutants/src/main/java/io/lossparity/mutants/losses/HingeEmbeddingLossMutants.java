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

/** Wrong versions of {@code HingeEmbeddingLoss}. */
final class HingeEmbeddingLossMutants {
    private HingeEmbeddingLossMutants() {}

    private static final Constant WITHOUT_HINGE =
            new Constant("target-without-hinge", "the target for which the hinge is left out", 1, 0, 2);
    private static final Constant WITHOUT_INPUT =
            new Constant("target-without-input", "the target for which the input is left out", -1, 0, -2);
    private static final Constant SLOPE =
            new Constant("hinge-slope", "the derivative of the hinge where it is active", -1, 1, 0, -0.5, -2);
    private static final Constant INPUT_SLOPE =
            new Constant("input-slope", "the derivative of the input where it counts itself", 1, -1, 0, 0.5, 2);
    private static final Comparison BELOW = new Comparison(
                    "below-zero", "for what is clamped", "margin - input", Relation.LT, "0", Relation.GT)
            .moved(1, -1);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(
                        new Catalogue("HingeEmbeddingLoss", HingeEmbeddingLossMutants::losses, Wrong.values())
                                .varying(WITHOUT_HINGE, WITHOUT_INPUT, SLOPE, INPUT_SLOPE, BELOW))
                .defaulting("margin", 0.0, 0.5, 2.0);
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], target(q, a[1].value())), "input", "target");
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static double target(Question q, double y) {
        if (q.has(Wrong.OTHER_TARGET_AS_MINUS_ONE)) {
            return y == 1 ? 1 : -1;
        }
        if (q.has(Wrong.SIGN_OF_TARGET)) {
            return Math.signum(y);
        }
        return q.has(Wrong.TARGETS_EXCHANGED) ? -y : y;
    }

    private static Var loss(Question q, Var x, double y) {
        Var zero = x.function(0, 0);
        if (q.has(Wrong.OTHER_TARGET_IS_ZERO) && y != 1 && y != -1) {
            return zero;
        }
        Var apart = y == q.of(WITHOUT_HINGE) ? zero : hinge(q, x);
        Var together = y == q.of(WITHOUT_INPUT) ? zero : q.has(Wrong.POSITIVE_CLAMPED) ? x.clampedAtZero() : x;
        double slope = q.of(INPUT_SLOPE);
        return apart.plus(slope == 1 ? together : together.withGradientTimes(slope));
    }

    private static Var hinge(Question q, Var x) {
        double margin = q.has(Wrong.MARGIN_IGNORED) ? 1 : q.real("margin", 1);
        double from = q.has(Wrong.MARGIN_SIGN) ? -margin : margin;
        double v = q.has(Wrong.INPUT_ADDED) ? from + x.value() : from - x.value();
        Var z = x.function(v, q.has(Wrong.INPUT_ADDED) ? 1 : q.of(SLOPE));
        if (q.has(Wrong.NO_HINGE)) {
            return z;
        }
        Optional<Hinge> other = q.mistake(Hinge.class);
        if (other.isPresent()) {
            return other.get().of(z);
        }
        if (Double.isNaN(z.value())) {
            return q.has(Wrong.NAN_GRADIENT) ? z : q.has(Wrong.NAN_SWALLOWED) ? z.function(0, 0) : z.clampedAtZero();
        }
        if (q.has(Wrong.KINK_ZERO)) {
            return z.aboveZero();
        }
        // A port may write the difference anew for what is compared and for what is kept, and err in one of them.
        double compared = q.has(Wrong.COMPARED_INPUT_SIGN)
                ? from + x.value()
                : q.has(Wrong.COMPARED_MARGIN_SIGN) ? -from - x.value() : z.value();
        double kept = q.has(Wrong.KEPT_INPUT_SIGN)
                ? from + x.value()
                : q.has(Wrong.KEPT_MARGIN_SIGN) ? -from - x.value() : z.value();
        return q.test(BELOW, compared, 0) ? z.function(0, 0) : z.function(kept, 1);
    }

    private enum Wrong implements Mistake {
        MARGIN_IGNORED("the margin is 1 whatever is asked for"),
        INPUT_ADDED("the input is added to the margin instead of subtracted"),
        MARGIN_SIGN("the margin has the other sign"),
        COMPARED_INPUT_SIGN("margin + input instead of margin - input decides what is clamped"),
        COMPARED_MARGIN_SIGN("-margin - input instead of margin - input decides what is clamped"),
        KEPT_INPUT_SIGN("margin + input instead of margin - input is what remains where nothing is clamped"),
        KEPT_MARGIN_SIGN("-margin - input instead of margin - input is what remains where nothing is clamped"),
        OTHER_TARGET_AS_MINUS_ONE("any target but 1 is taken as -1"),
        OTHER_TARGET_IS_ZERO("a target other than 1 and -1 gives 0"),
        SIGN_OF_TARGET("only the sign of the target is used"),
        TARGETS_EXCHANGED("1 and -1 are exchanged"),
        POSITIVE_CLAMPED("the input is clamped at 0 for target 1"),
        NO_HINGE("negative values are not clamped"),
        KINK_ZERO("gradient at the kink is 0"),
        NAN_SWALLOWED("NaN is clamped to 0"),
        NAN_GRADIENT("the gradient at a NaN input with target -1 is not 0"),
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
