package io.lossparity.mutants.losses;

import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Wrong versions of {@code BCELoss}. */
final class BCELossMutants {
    private BCELossMutants() {}

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("BCELoss", BCELossMutants::losses, Wrong.values())
                .inexact(Inexact.LOG)
                .varying(EPS, INPUT_ONE, TARGET_ONE, DENOMINATOR_ONE, LOG_ZERO)
                .with(
                        "end-of-range-refused",
                        "an end of the range of the input, 0 or 1, is refused",
                        BCELossMutants::refusingEnds);
    }

    private static final double LEAST = 1e-12;
    private static final Constant EPS = new Constant(
            "eps", "what stands for 0 in the logarithm and is added in the gradient's denominator", LEAST, 1e-7, 1e-8);
    private static final Constant INPUT_ONE = new Constant("one-minus-input", "the 1 in log(1 - input)", 1, 0.5, 2);
    private static final Constant TARGET_ONE = new Constant("one-minus-target", "the 1 in 1 - target", 1, 0, 0.5, 2);
    private static final Constant DENOMINATOR_ONE =
            new Constant("denominator-one", "the 1 of 1 - input in the gradient's denominator", 1, 0, 0.5, 2);
    private static final Comparison LOG_ZERO =
            new Comparison("log-zero", "for log(1e-12)", "the logarithm's argument", Relation.EQ, "0", Relation.NE);

    private static LossOutcome refusingEnds(LossCall call, Reference reference) {
        boolean refused = reference.right(call) instanceof Computed
                && Arrays.stream(Question.values(call.tensor("input"))).anyMatch(x -> x == 0 || x == 1);
        return refused ? new Rejected(Stage.FORWARD, "BCELoss: input is out of range") : reference.right(call);
    }

    private static Terms losses(Question q) {
        boolean weighted = q.given("weight");
        List<Var> x = q.vars("input");
        List<Var> y = q.vars("target");
        List<Var> weight = weighted ? q.vars("weight") : List.of();
        List<Var> each = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            double w = weighted ? weight.get(place(q, i)).value() : 1;
            each.add(loss(q, x.get(i), y.get(i).value(), w));
        }
        Terms terms = Terms.of(each, q.shape("input"));
        if (q.has(Wrong.WEIGHT_SUM_MEAN) && weighted) {
            return q.dividedBy(weight.stream().mapToDouble(Var::value).sum() * x.size() / weight.size(), terms);
        }
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    /** The weight is expanded to the target's shape, then read in storage order. */
    private static int place(Question q, int i) {
        int[] weight = q.shape("weight");
        boolean expands = weight.length <= q.shape("target").length;
        return expands ? Shapes.broadcastIndex(i, q.shape("target"), weight) : i % Shapes.size(weight);
    }

    private static Var loss(Question q, Var x, double y, double weight) {
        double v = x.value();
        double w = q.has(Wrong.WEIGHT_IGNORED) ? 1 : weight;
        double positive = y * log(q, v) * (q.has(Wrong.WEIGHT_ON_POSITIVE) ? w : 1);
        double other = q.has(Wrong.INPUT_ADDED) ? 1 + v : q.of(INPUT_ONE) - v;
        boolean stable = q.tape().stable() && v < 1;
        double negative = (q.of(TARGET_ONE) - y)
                * (stable ? q.tape().log1p(-v) : log(q, q.tape().round(other)));
        if (q.has(Wrong.TARGET_INVERTED)) {
            positive = (1 - y) * log(q, v);
            negative = y * log(q, 1 - v);
        }
        double sum = q.has(Wrong.NEGATIVE_TERM_MISSING)
                ? positive
                : positive + q.sign(Wrong.NEGATIVE_TERM_SUBTRACTED) * negative;
        double factor = q.has(Wrong.WEIGHT_ON_POSITIVE) ? 1 : w;
        double slope = slope(q, v, q.has(Wrong.TARGET_INVERTED) ? 1 - y : y);
        return x.function(-factor * sum, (q.has(Wrong.WEIGHT_NOT_IN_GRADIENT) ? 1 : w) * slope);
    }

    private static double slope(Question q, double x, double y) {
        if (q.has(Wrong.GRADIENT_EPS_ONCE)) {
            return -(y - x) / (x * (1 - x) + LEAST);
        }
        if (q.has(Wrong.NEGATIVE_TERM_MISSING)) {
            return -y / (x + LEAST);
        }
        double eps = q.has(Wrong.GRADIENT_WITHOUT_EPS) ? 0 : q.of(EPS);
        boolean clamped = q.has(Wrong.INPUT_CLAMPED) && (x < 1e-7 || x > 1 - 1e-7);
        double difference = q.has(Wrong.GRADIENT_INPUT_ADDED) ? y + x : y - x;
        return clamped ? 0 : -difference / ((q.of(DENOMINATOR_ONE) - x + eps) * (x + eps));
    }

    private static double log(Question q, double a) {
        if (q.has(Wrong.CLAMP_100)) {
            return Math.max(Math.log(a), -100);
        }
        if (q.has(Wrong.CLAMP_LOG_EPS)) {
            return Math.max(Math.log(a), Math.log(LEAST));
        }
        if (q.has(Wrong.INPUT_CLAMPED)) {
            return Math.log(Math.min(Math.max(a, 1e-7), 1 - 1e-7));
        }
        if (q.has(Wrong.EPS_IN_BOTH_LOGS)) {
            return Math.log(a + LEAST);
        }
        return q.tape().log(q.test(LOG_ZERO, a, 0) && !q.has(Wrong.LOG_OF_ZERO) ? q.of(EPS) : a);
    }

    private enum Wrong implements Mistake {
        CLAMP_100("log is clamped at -100, as later versions do"),
        CLAMP_LOG_EPS("log is clamped at log(1e-12)"),
        INPUT_CLAMPED("input is clipped to [1e-7, 1 - 1e-7]"),
        EPS_IN_BOTH_LOGS("1e-12 is added inside the logarithms"),
        LOG_OF_ZERO("log(0) is minus infinity"),
        INPUT_ADDED("log(1 + input) stands for log(1 - input)"),
        GRADIENT_WITHOUT_EPS("the gradient's denominator lacks 1e-12"),
        GRADIENT_EPS_ONCE("the gradient's denominator is x(1 - x) + 1e-12"),
        NEGATIVE_TERM_MISSING("the term of 1 - target is left out"),
        NEGATIVE_TERM_SUBTRACTED("the term of 1 - target is subtracted instead of added"),
        GRADIENT_INPUT_ADDED("the gradient's numerator is target + input instead of target - input"),
        TARGET_INVERTED("target and 1 - target are exchanged"),
        WEIGHT_IGNORED("the weight is ignored"),
        WEIGHT_ON_POSITIVE("the weight multiplies only the term of target"),
        WEIGHT_NOT_IN_GRADIENT("the weight is missing in the gradient"),
        WEIGHT_SUM_MEAN("mean divides by the sum of the weights"),
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
