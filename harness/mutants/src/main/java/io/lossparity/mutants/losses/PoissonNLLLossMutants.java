package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;

/** Wrong versions of {@code PoissonNLLLoss}. */
final class PoissonNLLLossMutants {
    private PoissonNLLLossMutants() {}

    private static final Constant HALF =
            new Constant("stirling-half", "the 0.5 of 0.5 log(2 pi target)", 0.5, -0.5, 0.25, 1, 1.5);
    private static final Constant TWO_PI = new Constant("stirling-two", "the 2 of 0.5 log(2 pi target)", 2, 1, 4);
    private static final Comparison LARGE =
            new Comparison("stirling", "for Stirling's term", "target", Relation.GT, "1", Relation.LT).moved(0, 2);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(new Catalogue("PoissonNLLLoss", PoissonNLLLossMutants::losses, Wrong.values())
                .inexact(Inexact.values())
                .varying(HALF, TWO_PI, LARGE)
                .defaulting("logInput", false)
                .defaulting("full", true)
                .defaulting("eps", 0.0, 1e-6, 1e-12));
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], a[1]), "input", "target");
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static Var loss(Question q, Var x, Var y) {
        Var target = q.has(Wrong.TARGET_DETACHED) ? y.withGradientTimes(0) : y;
        boolean logInput = q.flag("logInput", true) || q.has(Wrong.LOG_INPUT_IGNORED);
        Var rate = logInput ? x.exp() : x;
        Var product = target.times(logInput ? x : log(q, x));
        Var signed = q.has(Wrong.RATE_SUBTRACTED) ? rate.negated() : rate;
        Var loss = q.has(Wrong.SIGN) ? signed.plus(product) : signed.minus(product);
        boolean full = q.flag("full", false) && !q.has(Wrong.FULL_IGNORED);
        return full ? loss.plus(stirling(q, target).times(q.sign(Wrong.STIRLING_SUBTRACTED))) : loss;
    }

    private static Var log(Question q, Var x) {
        double eps = q.has(Wrong.EPS_FIXED) ? 1e-8 : q.real("eps", 1e-8);
        if (q.has(Wrong.EPS_MISSING)) {
            return x.log();
        }
        if (q.has(Wrong.EPS_OUTSIDE)) {
            return x.log().plus(eps);
        }
        return q.has(Wrong.EPS_AS_FLOOR)
                ? (x.value() < eps ? x.function(eps, 0) : x).log()
                : x.plus(eps).log();
    }

    private static Var stirling(Question q, Var y) {
        double v = y.value();
        boolean taken = q.test(LARGE, v, 1) || q.has(Wrong.STIRLING_ALWAYS) || (q.has(Wrong.STIRLING_AT_ONE) && v >= 1);
        if (!taken) {
            boolean undefined = v <= 0 && !q.has(Wrong.STIRLING_GRADIENT_AT_ZERO);
            return y.function(0, undefined ? Double.NaN : 0);
        }
        double value = v * q.tape().log(v);
        double slope = q.tape().log(v) + 1;
        if (!q.has(Wrong.STIRLING_WITHOUT_TARGET)) {
            value -= q.sign(Wrong.STIRLING_TARGET_ADDED) * v;
            slope -= q.sign(Wrong.STIRLING_TARGET_ADDED);
        }
        if (q.has(Wrong.STIRLING_TARGET_OUTSIDE)) {
            value += q.of(HALF) * Math.log(q.of(TWO_PI) * Math.PI) * v;
            slope += q.of(HALF) * Math.log(q.of(TWO_PI) * Math.PI);
        } else if (!q.has(Wrong.STIRLING_WITHOUT_PI)) {
            value += q.of(HALF) * q.tape().log(q.of(TWO_PI) * Math.PI * v);
            slope += q.of(HALF) / v;
        }
        return y.function(value, q.has(Wrong.STIRLING_NOT_IN_GRADIENT) ? 0 : slope);
    }

    private enum Wrong implements Mistake {
        EPS_MISSING("eps is missing in the logarithm"),
        EPS_FIXED("eps is 1e-8 whatever is asked for"),
        EPS_OUTSIDE("eps is added outside the logarithm"),
        EPS_AS_FLOOR("the input is clamped at eps instead of moved by it"),
        LOG_INPUT_IGNORED("logInput=false is ignored"),
        FULL_IGNORED("full is ignored"),
        STIRLING_AT_ONE("Stirling's term is added for target >= 1"),
        STIRLING_ALWAYS("Stirling's term is added for every target"),
        STIRLING_WITHOUT_PI("Stirling's term lacks 0.5 log(2 pi target)"),
        STIRLING_TARGET_OUTSIDE("Stirling's term has 0.5 log(2 pi) target instead of 0.5 log(2 pi target)"),
        STIRLING_WITHOUT_TARGET("Stirling's term lacks the subtracted target"),
        STIRLING_NOT_IN_GRADIENT("Stirling's term is missing in the target's gradient"),
        STIRLING_GRADIENT_AT_ZERO("with full, the gradient of a target <= 0 is not NaN"),
        STIRLING_SUBTRACTED("Stirling's term is subtracted instead of added"),
        STIRLING_TARGET_ADDED("in Stirling's term, the target is added instead of subtracted"),
        RATE_SUBTRACTED("the rate, exp(input) or input, is subtracted instead of added"),
        SIGN("target * input is added"),
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
