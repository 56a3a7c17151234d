package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.List;

/** Wrong versions of {@code BCEWithLogitsLoss}. */
final class BCEWithLogitsLossMutants {
    private BCEWithLogitsLossMutants() {}

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("BCEWithLogitsLoss", BCEWithLogitsLossMutants::losses, Wrong.values());
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
        Var logOther = log.minus(x);
        if (q.has(Wrong.NO_SIGMOID)) {
            logOther = x.exp().subtractedFrom(1).log();
        } else if (q.has(Wrong.CLAMP_100) && logOther.value() < -100) {
            logOther = x.function(-100, 0);
        }
        return y.times(log)
                .times(positive)
                .plus(y.subtractedFrom(1).times(logOther).times(negative))
                .negated();
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
        POS_WEIGHT_ON_NEGATIVE("posWeight on the negative term"),
        POS_WEIGHT_ON_BOTH("posWeight multiplies both terms"),
        POS_WEIGHT_NOT_IN_GRADIENT("posWeight is missing in the gradient"),
        WEIGHT_IGNORED("the weight is ignored"),
        WEIGHT_NOT_IN_GRADIENT("the weight is missing in the gradient"),
        WEIGHT_SUM_MEAN("mean divides by the sum of the weights"),
        LOG1P("log1p used"),
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
