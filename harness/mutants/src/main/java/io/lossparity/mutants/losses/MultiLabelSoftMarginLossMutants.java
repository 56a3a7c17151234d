package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.mutants.formula.Tape;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.List;

/** Wrong versions of {@code MultiLabelSoftMarginLoss}. */
final class MultiLabelSoftMarginLossMutants {
    private MultiLabelSoftMarginLossMutants() {}

    private static final Constant TARGET_ONE = new Constant("one-minus-target", "the 1 in 1 - target", 1, 0, 0.5, 2);

    private static final Constant FRACTION_LESS = new Constant(
            "fraction-less", "what is subtracted from z in (z - 1) / z, the derivative's denominator,", 1, 0, 2);
    private static final Constant COMPLEMENT_ONE = new Constant(
            "complement-one",
            "what (z - 1) / z is subtracted from where the logarithm's argument is negative",
            1,
            0,
            2);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(
                new Catalogue("MultiLabelSoftMarginLoss", MultiLabelSoftMarginLossMutants::losses, Wrong.values())
                        .inexact(Inexact.values())
                        .varying(TARGET_ONE, FRACTION_LESS, COMPLEMENT_ONE));
    }

    private static Terms losses(Question q) {
        boolean weighted = q.given("weight") && !q.has(Wrong.WEIGHT_IGNORED);
        Terms elements = weighted
                ? q.elementwise(a -> loss(q, a[0], a[1], a[2]), "input", "target", "weight")
                : q.elementwise(a -> loss(q, a[0], a[1], null), "input", "target");
        int[] shape = elements.shape();
        int axis = q.has(Wrong.CLASSES_LAST) ? shape.length - 1 : 1;
        int inner = Shapes.sizeFrom(shape, axis + 1);
        int classes = shape[axis];
        int[] rest = Shapes.without(shape, axis);
        int[] input = q.shape("input");
        boolean lastAxis = q.has(Wrong.CLASSES_LAST) || q.has(Wrong.DIVIDED_BY_LAST_AXIS);
        int divisor = input[lastAxis ? input.length - 1 : 1];
        List<Var> weights = weighted && q.has(Wrong.DIVIDED_BY_WEIGHTS) ? q.vars("weight", shape) : List.of();
        List<Var> each = new ArrayList<>();
        for (int i = 0; i < Shapes.size(rest); i++) {
            List<Var> row = new ArrayList<>();
            List<Var> own = new ArrayList<>();
            for (int c = 0; c < classes; c++) {
                int place = (i / inner * classes + c) * inner + i % inner;
                row.add(elements.each().get(place));
                own.addAll(weights.isEmpty() ? List.of() : weights.subList(place, place + 1));
            }
            Var sum = q.tape().sum(row);
            each.add(
                    !own.isEmpty()
                            ? over(sum, q.tape().sum(own))
                            : q.has(Wrong.CLASSES_SUMMED) ? sum : sum.over(divisor));
        }
        Terms terms = Terms.of(each, rest);
        return q.has(Wrong.MEAN_BY_CLASSES) ? q.dividedBy(Shapes.size(rest) * (double) divisor, terms) : terms;
    }

    private static Var over(Var sum, Var weights) {
        double w = weights.value();
        return sum.function(sum.value() / w, 1 / w, weights, -sum.value() / (w * w));
    }

    private static Var loss(Question q, Var x, Var y, Var weight) {
        Var target = q.has(Wrong.TARGET_DETACHED) ? y.withGradientTimes(0) : y;
        Var other = y.function(q.of(TARGET_ONE) - y.value(), q.has(Wrong.TARGET_DETACHED) ? 0 : -1);
        other = q.has(Wrong.TARGET_ADDED) ? y.plus(1) : other;
        if (q.has(Wrong.TARGET_INVERTED)) {
            Var swapped = target;
            target = other;
            other = swapped;
        }
        Var positive = target.times(log(q, x, x));
        Var negative =
                other.times(log(q, x.negated(), x.subtractedFrom(1))).times(q.sign(Wrong.NEGATIVE_TERM_SUBTRACTED));
        if (weight == null) {
            return (q.has(Wrong.NEGATIVE_TERM_MISSING) ? positive : positive.plus(negative)).negated();
        }
        Var w = q.has(Wrong.WEIGHT_DETACHED) ? weight.withGradientTimes(0) : weight;
        if (q.has(Wrong.WEIGHT_ON_POSITIVE)) {
            return positive.times(w).plus(negative).negated();
        }
        return (q.has(Wrong.NEGATIVE_TERM_MISSING) ? positive : positive.plus(negative))
                .times(w)
                .negated();
    }

    private static Var log(Question q, Var logit, Var probability) {
        if (q.has(Wrong.SIGMOID_FIRST)) {
            double v = logit.value();
            double sigmoid = q.tape().round(1 / (1 + Math.exp(-v)));
            return logit.function(Math.log(sigmoid), 1 - sigmoid);
        }
        if (q.has(Wrong.NO_SIGMOID)) {
            return probability.log();
        }
        if (q.has(Wrong.SLOPE_COMPLEMENT)) {
            return logit.function(logit.logSigmoid().value(), 1 / (1 + Math.exp(-logit.value())));
        }
        if (q.has(Wrong.LOG1P)) {
            return logit.exactLogSigmoid();
        }
        Var log = logit.logSigmoid();
        boolean derived = q.of(FRACTION_LESS) == 1 && q.of(COMPLEMENT_ONE) == 1;
        return derived ? misadded(q, logit, log) : logit.function(log.value(), slope(q, logit.value()));
    }

    /** It is -(m + log z), where m = max(-x, 0) and z = exp(-m) + exp(-x - m). */
    private static Var misadded(Question q, Var x, Var right) {
        Tape tape = q.tape();
        double v = x.value();
        double m = q.has(Wrong.MINIMUM) ? Math.min(-v, 0) : Math.max(q.has(Wrong.OTHER_MAXIMUM) ? v : -v, 0);
        double log =
                tape.round(Math.log(tape.round(tape.round(Math.exp(-m)) + tape.round(Math.exp(tape.round(-v - m))))));
        if (q.has(Wrong.LOG_SUBTRACTED)) {
            return right.plus(2 * log);
        }
        if (q.has(Wrong.MAXIMUM_SUBTRACTED)) {
            return right.plus(2 * m);
        }
        if (q.has(Wrong.LOG_SIGN)) {
            return right.plus(-2 * right.value());
        }
        boolean other = q.has(Wrong.MINIMUM) || q.has(Wrong.OTHER_MAXIMUM);
        return other ? x.function(-(m + log), 1 / (1 + Math.exp(v))) : right;
    }

    /** The derivative is (z - 1) / z, or 1 less that. */
    private static double slope(Question q, double x) {
        double z = 1 + Math.exp(-Math.abs(x));
        double fraction = (z - q.of(FRACTION_LESS)) / z;
        return x < 0 ? q.of(COMPLEMENT_ONE) - fraction : fraction;
    }

    private enum Wrong implements Mistake {
        WEIGHT_IGNORED("the weight is ignored"),
        WEIGHT_ON_POSITIVE("the weight multiplies only the term of target"),
        WEIGHT_DETACHED("the weight's gradient is zero"),
        TARGET_INVERTED("target and 1 - target are exchanged"),
        TARGET_ADDED("1 + target stands for 1 - target"),
        TARGET_DETACHED("the target's gradient is zero"),
        NEGATIVE_TERM_MISSING("the term of 1 - target is left out"),
        CLASSES_SUMMED("the sum over the classes is not divided by their number"),
        DIVIDED_BY_LAST_AXIS("the sum over the classes is divided by the size of the last axis"),
        CLASSES_LAST("the classes are on the last axis"),
        NEGATIVE_TERM_SUBTRACTED("the term of 1 - target is subtracted instead of added"),
        LOG_SUBTRACTED("in log(sigmoid), the logarithm of the exponentials has the other sign"),
        MAXIMUM_SUBTRACTED("in log(sigmoid), max(-x, 0) has the other sign"),
        LOG_SIGN("log(sigmoid) has the other sign"),
        MINIMUM("in log(sigmoid), min(-x, 0) stands for max(-x, 0), so that exp overflows"),
        OTHER_MAXIMUM("in log(sigmoid), max(x, 0) stands for max(-x, 0), so that exp overflows"),
        SLOPE_COMPLEMENT("the derivative of log(sigmoid(x)) is sigmoid(x) instead of 1 - sigmoid(x)"),
        LOG1P("log1p is used, so infinite inputs have limits"),
        SIGMOID_FIRST("sigmoid first, then log, which is minus infinity far out"),
        NO_SIGMOID("the input is taken as a probability"),
        DIVIDED_BY_WEIGHTS("the weighted sum over the classes is divided by the sum of the weights"),
        MEAN_BY_CLASSES("mean divides by the number of classes once more");

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
