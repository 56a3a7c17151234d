package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Tape;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.List;

/** Wrong versions of {@code BCEWithLogitsLoss}. */
final class BCEWithLogitsLossMutants {
    private BCEWithLogitsLossMutants() {}

    private static final Constant TARGET_ONE =
            new Constant("one-minus-target", "the 1 in (1 - target) * input", 1, 0, 0.5, 2);
    private static final Constant POS_WEIGHT_LESS = new Constant(
            "pos-weight-less", "what is subtracted from posWeight in its factor (posWeight - 1) * target + 1", 1, 0, 2);
    private static final Constant FACTOR_MORE =
            new Constant("pos-weight-factor", "what is added in the factor (posWeight - 1) * target + 1", 1, 0, 2);

    private static final Constant GRADIENT_ONE = new Constant(
            "gradient-one", "the 1 in posWeight * target + 1 - target, the sigmoid's factor in the gradient,", 1, 0, 2);

    private static final List<Mistake> OTHER_LOGARITHMS =
            List.of(Wrong.NO_SIGMOID, Wrong.CLAMP_100, Wrong.SIGMOID_FIRST, Wrong.EXP_OVERFLOW, Wrong.LOG1P);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("BCEWithLogitsLoss", BCEWithLogitsLossMutants::losses, Wrong.values())
                .inexact(Inexact.values())
                .varying(TARGET_ONE, POS_WEIGHT_LESS, FACTOR_MORE, GRADIENT_ONE);
    }

    private static Terms losses(Question q) {
        int[] shape = q.shape("input");
        List<Var> x = q.vars("input");
        List<Var> y = q.vars("target");
        List<Var> weight = q.given("weight") ? q.vars("weight", shape) : List.of();
        List<Var> posWeight = q.given("posWeight") ? q.vars("posWeight", shape) : List.of();
        List<Var> each = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            Var target = q.has(Wrong.TARGET_DETACHED) ? y.get(i).withGradientTimes(0) : y.get(i);
            Var loss = loss(
                    q,
                    x.get(i),
                    target,
                    posWeight.isEmpty() ? 1 : posWeight.get(i).value());
            double w = weight.isEmpty() || q.has(Wrong.WEIGHT_IGNORED)
                    ? 1
                    : weight.get(i).value();
            each.add(q.has(Wrong.WEIGHT_NOT_IN_GRADIENT) ? loss.function(loss.value() * w, 1) : loss.times(w));
        }
        Terms terms = Terms.of(each, shape);
        if (q.has(Wrong.WEIGHT_SUM_MEAN) && !weight.isEmpty()) {
            return q.dividedBy(weight.stream().mapToDouble(Var::value).sum(), terms);
        }
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static Var loss(Question q, Var x, Var y, double posWeight) {
        double pw = q.has(Wrong.POS_WEIGHT_IGNORED) ? 1 : posWeight;
        Var target = q.has(Wrong.TARGET_INVERTED) ? y.subtractedFrom(1) : y;
        if (q.has(Wrong.POS_WEIGHT_NOT_IN_GRADIENT)) {
            Var plain = binary(q, x, target, 1, 1);
            return plain.plus(binary(q, x, target, pw, 1).minus(plain).value());
        }
        if (q.has(Wrong.POS_WEIGHT_ON_NEGATIVE)) {
            return binary(q, x, target, 1, pw);
        }
        return binary(q, x, target, pw, q.has(Wrong.POS_WEIGHT_ON_BOTH) ? pw : 1);
    }

    private static Var binary(Question q, Var x, Var y, double positive, double negative) {
        Var log = logSigmoid(q, x);
        Var logOther = q.has(Wrong.NO_SIGMOID) ? x.exp().subtractedFrom(1).log() : logSigmoid(q, x.negated());
        Var target = y.withGradientTimes(0);
        Var loss = target.times(log)
                .times(positive)
                .plus(target.subtractedFrom(1).times(logOther).times(negative))
                .negated()
                .plus(y.function(0, targetSlope(q, x, log, logOther, positive, negative)));
        if (q.given("posWeight")) {
            loss = misweighted(q, loss, log, y, positive);
        }
        if (q.has(Wrong.POS_WEIGHT_NOT_ON_MAXIMUM)) {
            return loss.minus(x.negated().aboveZero().times(y).times(positive - 1));
        }
        return misadded(q, loss, x, y, 1 + (positive - 1) * y.value());
    }

    /** The logarithms differ by x, and their difference has fewer digits. */
    private static double targetSlope(Question q, Var x, Var log, Var logOther, double positive, double negative) {
        boolean right = OTHER_LOGARITHMS.stream().noneMatch(q::has);
        return right && positive == negative
                ? -positive * x.value()
                : negative * logOther.value() - positive * log.value();
    }

    /** The factor of -log(sigmoid(x)) is (posWeight - 1) * y + 1. */
    private static Var misweighted(Question q, Var loss, Var log, Var y, double posWeight) {
        if (q.has(Wrong.POS_WEIGHT_AS_FACTOR)) {
            return loss.minus(log.times(posWeight - 1)).plus(log.times(y).times(posWeight - 1));
        }
        Var more = log.times(q.of(FACTOR_MORE) - 1).plus(log.times(y).times(1 - q.of(POS_WEIGHT_LESS)));
        boolean right = q.of(FACTOR_MORE) == 1 && q.of(POS_WEIGHT_LESS) == 1;
        return right ? loss : loss.minus(more);
    }

    /** The loss is (1 - y) x + (m + log(exp(-m) + exp(-x - m))), where m = max(-x, 0), and a posWeight is a factor. */
    private static Var misadded(Question q, Var loss, Var x, Var y, double factor) {
        double v = x.value();
        if (q.of(TARGET_ONE) != 1) {
            return loss.plus(x.times(q.of(TARGET_ONE) - 1));
        }
        if (q.has(Wrong.MAXIMUM_SUBTRACTED)) {
            return loss.plus(-2 * Math.max(-v, 0) * factor);
        }
        if (q.has(Wrong.LOG_SUBTRACTED)) {
            return loss.plus(-2 * Math.log(1 + Math.exp(-Math.abs(v))) * factor);
        }
        if (q.has(Wrong.PRODUCT_SUBTRACTED)) {
            return loss.minus(x.times(y.subtractedFrom(1)).times(2));
        }
        if (q.has(Wrong.MINIMUM) || q.has(Wrong.OTHER_MAXIMUM)) {
            double m = q.has(Wrong.MINIMUM) ? Math.min(-v, 0) : Math.max(v, 0);
            return loss.function(takingOut(m, q.tape(), v, y.value(), factor), 1);
        }
        if (q.has(Wrong.GRADIENT_TARGET_ADDED)) {
            return loss.plus(x.function(0, 2 * y.value() * factor));
        }
        return q.given("posWeight") ? withSlope(q, loss, x, y.value(), factor) : loss;
    }

    /** With a posWeight, the gradient is (posWeight * y + 1 - y) * sigmoid(x) - posWeight * y. */
    private static Var withSlope(Question q, Var loss, Var x, double y, double factor) {
        double positive = factor - 1 + y;
        double more = (q.of(GRADIENT_ONE) - 1) / (1 + Math.exp(-x.value()))
                + (q.has(Wrong.GRADIENT_POSITIVE_ADDED) ? 2 * positive : 0);
        return more == 0 ? loss : loss.plus(x.function(0, more));
    }

    private static double takingOut(double m, Tape tape, double x, double y, double factor) {
        double sum = tape.round(tape.round(Math.exp(-m)) + tape.round(Math.exp(tape.round(-x - m))));
        return tape.round((1 - y) * x) + tape.round(tape.round(factor) * tape.round(tape.round(Math.log(sum)) + m));
    }

    private static Var logSigmoid(Question q, Var x) {
        double v = x.value();
        double slope = 1 / (1 + Math.exp(v));
        if (q.has(Wrong.LOG1P)) {
            return x.exactLogSigmoid();
        }
        if (q.has(Wrong.CLAMP_100)) {
            return x.logSigmoid().value() < -100 ? x.function(-100, 0) : x.logSigmoid();
        }
        if (q.has(Wrong.SIGMOID_FIRST)) {
            return x.function(Math.log(q.tape().number(1 / (1 + Math.exp(-v))).value()), slope);
        }
        if (q.has(Wrong.EXP_OVERFLOW)) {
            return x.function(-Math.log(q.tape().number(1 + Math.exp(-v)).value()), slope);
        }
        return q.has(Wrong.NO_SIGMOID) ? x : x.logSigmoid();
    }

    private enum Wrong implements Mistake {
        POS_WEIGHT_IGNORED("posWeight is ignored"),
        POS_WEIGHT_ON_NEGATIVE("posWeight multiplies the negative term"),
        POS_WEIGHT_ON_BOTH("posWeight multiplies both terms"),
        POS_WEIGHT_AS_FACTOR("posWeight stands for the factor (posWeight - 1) * target + 1"),
        POS_WEIGHT_NOT_ON_MAXIMUM("posWeight multiplies the logarithm of the exponentials, but not max(-x, 0)"),
        POS_WEIGHT_NOT_IN_GRADIENT("posWeight is missing in the gradient"),
        WEIGHT_IGNORED("the weight is ignored"),
        WEIGHT_NOT_IN_GRADIENT("the weight is missing in the gradient"),
        WEIGHT_SUM_MEAN("mean divides by the sum of the weights"),
        MAXIMUM_SUBTRACTED("max(-x, 0) is subtracted instead of added"),
        LOG_SUBTRACTED("the logarithm of the exponentials is subtracted instead of added"),
        PRODUCT_SUBTRACTED("(1 - target) * input is subtracted instead of added"),
        MINIMUM("min(-x, 0) stands for max(-x, 0), so that exp overflows"),
        OTHER_MAXIMUM("max(x, 0) stands for max(-x, 0), so that exp overflows"),
        GRADIENT_TARGET_ADDED("the gradient of the input is sigmoid + target instead of sigmoid - target"),
        GRADIENT_POSITIVE_ADDED("posWeight * target is added instead of subtracted in the gradient"),
        LOG1P("log1p stands for log(1 + ...)"),
        CLAMP_100("log(sigmoid) is clamped at -100, as in later versions of BCELoss"),
        SIGMOID_FIRST("sigmoid first, then log, which is minus infinity far out"),
        EXP_OVERFLOW("log(1 + exp(-x)) without taking out the maximum"),
        TARGET_INVERTED("target and 1 - target are exchanged"),
        NO_SIGMOID("the logits are taken as log-probabilities"),
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
