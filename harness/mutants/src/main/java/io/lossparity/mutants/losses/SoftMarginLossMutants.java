package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;

/** Wrong versions of {@code SoftMarginLoss}. */
final class SoftMarginLossMutants {
    private SoftMarginLossMutants() {}

    private static final Constant ONE = new Constant("one-plus-exp", "the 1 in 1 + exp(-xy)", 1, -1, 0, 0.5, 2);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("SoftMarginLoss", SoftMarginLossMutants::losses, Wrong.values())
                .inexact(Inexact.values())
                .varying(ONE);
    }

    private static Terms losses(Question q) {
        Terms terms = q.elementwise(a -> loss(q, a[0], target(q, a[1].value())), "input", "target");
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static double target(Question q, double y) {
        if (q.has(Wrong.TARGET_SIGN)) {
            return -y;
        }
        if (q.has(Wrong.TARGET_SIGN_ONLY)) {
            return Math.signum(y);
        }
        return q.has(Wrong.TARGETS_ZERO_ONE) && y == 0 ? -1 : y;
    }

    private static Var loss(Question q, Var x, double y) {
        double u = q.tape().round(-y * x.value());
        double z = q.tape().exp(u);
        boolean stable = q.has(Wrong.STABLE) || (q.has(Wrong.STABLE_GRADIENT) && z == Double.POSITIVE_INFINITY);
        double share = stable ? 1 / (1 + Math.exp(-u)) : z / (q.of(ONE) + z);
        double unit = q.has(Wrong.LOG2) ? Math.log(2) : 1;
        double slope = (q.has(Wrong.GRADIENT_WITHOUT_DENOMINATOR) ? -y * z : -y * share) / unit;
        return x.function(value(q, u, z), q.has(Wrong.GRADIENT_WITHOUT_TARGET) ? slope * -y : slope);
    }

    private static double value(Question q, double u, double z) {
        if (q.has(Wrong.STABLE)) {
            return Math.max(u, 0) + Math.log(1 + Math.exp(-Math.abs(u)));
        }
        if (q.has(Wrong.HINGE)) {
            return Math.max(u, 0);
        }
        if (q.has(Wrong.LOG2)) {
            return Math.log(1 + z) / Math.log(2);
        }
        return q.of(ONE) == 1 ? q.tape().log1p(z) : q.tape().log(q.of(ONE) + z);
    }

    private enum Wrong implements Mistake {
        STABLE("the exponential does not overflow, as with a stable softplus"),
        STABLE_GRADIENT("the gradient does not overflow"),
        TARGET_SIGN("the target has the other sign"),
        TARGET_SIGN_ONLY("only the sign of the target is used"),
        TARGETS_ZERO_ONE("a target of 0 is taken as -1"),
        GRADIENT_WITHOUT_TARGET("the gradient lacks the factor target"),
        GRADIENT_WITHOUT_DENOMINATOR("the gradient is not divided by 1 + exp"),
        LOG2("the logarithm has base 2"),
        HINGE("max(0, -xy) stands for the soft margin"),
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
