package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;

/** Wrong versions of {@code SmoothL1Loss}. */
final class SmoothL1LossMutants {
    private SmoothL1LossMutants() {}

    private static final Constant HALF = new Constant(
            "factor-inside", "the factor of the square where |input - target| < 1", 0.5, 0, 0.25, 1.5, -0.5);
    private static final Constant OFFSET =
            new Constant("offset-outside", "what is subtracted where |input - target| >= 1", 0.5, -0.5, 0.25, 1, 1.5);
    private static final Constant SLOPE_ABOVE =
            new Constant("slope-above", "the derivative where input - target >= 1", 1, -1, 0, 0.5, 2);
    private static final Constant SLOPE_BELOW =
            new Constant("slope-below", "the derivative where input - target <= -1", -1, 1, 0, -0.5, -2);
    private static final Constant LIMIT_ABOVE = new Constant(
            "limit-above", "the difference from which on the loss is linear above the target", 1, 0, 0.5, 2);
    private static final Constant LIMIT_BELOW = new Constant(
            "limit-below", "the difference from which on the loss is linear below the target", -1, 0, -0.5, -2);
    private static final Comparison INSIDE =
            new Comparison("inside", "for the square", "|input - target|", Relation.LT, "1", Relation.GT);

    private static final Comparison BELOW =
            new Comparison("clipped-below", "for the derivative -1", "input - target", Relation.LE, "-1", Relation.GE);
    private static final Comparison ABOVE =
            new Comparison("clipped-above", "for the derivative 1", "input - target", Relation.GE, "1", Relation.LE);
    private static final Comparison SQUARE = new Comparison(
            "square-slope", "for the derivative of the square", "|input - target|", Relation.LT, "1", Relation.GT);
    private static final Comparison LINEAR = new Comparison(
            "linear-slope", "for the derivative of the linear part", "|input - target|", Relation.GE, "1", Relation.LT);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(new Catalogue("SmoothL1Loss", SmoothL1LossMutants::losses, Wrong.values())
                .varying(
                        HALF,
                        OFFSET,
                        SLOPE_ABOVE,
                        SLOPE_BELOW,
                        LIMIT_ABOVE,
                        LIMIT_BELOW,
                        INSIDE,
                        BELOW,
                        ABOVE,
                        SQUARE,
                        LINEAR));
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], a[1]), "input", "target");
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    /**
     * What wrong comparisons in the backward pass add to the derivative, which is written in two ways: the difference
     * clipped to [-1, 1], or the sum of what the square and the linear part give.
     */
    private static double miscompared(Question q, double d) {
        double right = Math.max(-1, Math.min(1, d));
        double clipped = q.test(BELOW, d, -1) ? -1 : q.test(ABOVE, d, 1) ? 1 : d;
        double size = Math.abs(d);
        double parts = (q.test(SQUARE, size, 1) ? size : 0) + (q.test(LINEAR, size, 1) ? 1 : 0);
        return clipped - right + (Math.signum(d) * parts - right);
    }

    private static Var loss(Question q, Var x, Var y) {
        Var target = q.has(Wrong.TARGET_SIGN) ? y.withGradientTimes(-1) : y;
        Var d = q.has(Wrong.TARGET_ADDED) ? x.plus(target) : x.minus(target);
        double more = miscompared(q, d.value());
        Var loss = loss(q, d);
        return more == 0 || Double.isNaN(more) ? loss : loss.plus(d.function(0, more));
    }

    private static Var loss(Question q, Var d) {
        double v = d.value();
        double threshold = q.has(Wrong.THRESHOLD_HALF) ? 0.5 : q.has(Wrong.THRESHOLD_TWO) ? 2 : 1;
        if (Double.isNaN(v)) {
            return d.function(v, q.has(Wrong.NAN_GRADIENT_ZERO) ? 0 : v);
        }
        if (q.has(Wrong.PSEUDO_HUBER)) {
            double root = Math.sqrt(1 + v * v);
            return d.function(root - 1, v / root);
        }
        double limit = threshold * Math.abs(q.of(v < 0 ? LIMIT_BELOW : LIMIT_ABOVE));
        boolean inside = q.has(Wrong.QUADRATIC_EVERYWHERE)
                || (q.test(INSIDE, Math.abs(v), limit) && !q.has(Wrong.LINEAR_EVERYWHERE));
        if (inside) {
            double half = q.has(Wrong.HALF_MISSING_INSIDE) ? 1 : q.of(HALF);
            return d.function(half * v * v, q.has(Wrong.GRADIENT_SIGN_INSIDE) ? Math.signum(v) : 2 * half * v);
        }
        double sign = v > 0 ? q.of(SLOPE_ABOVE) : q.of(SLOPE_BELOW);
        double slope = q.has(Wrong.GRADIENT_UNCLIPPED) ? v : v == 0 ? 0 : sign;
        boolean flat = q.has(Wrong.GRADIENT_ZERO_AT_ONE) && Math.abs(v) == 1;
        return d.function(Math.abs(v) - (q.has(Wrong.OFFSET_MISSING) ? 0 : q.of(OFFSET)), flat ? 0 : slope);
    }

    private enum Wrong implements Mistake {
        TARGET_ADDED("the target is added instead of subtracted"),
        HALF_MISSING_INSIDE("the square inside is not halved"),
        OFFSET_MISSING("outside, 0.5 is not subtracted"),
        THRESHOLD_HALF("the threshold is 0.5"),
        THRESHOLD_TWO("the threshold is 2"),
        PSEUDO_HUBER("sqrt(1 + d^2) - 1 stands for the loss"),
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
