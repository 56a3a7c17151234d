package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.PublicElementBugs.pair;
import static io.lossparity.mutants.score.Ways.answer;
import static io.lossparity.mutants.score.Ways.asking;
import static io.lossparity.mutants.score.Ways.formula;
import static io.lossparity.mutants.score.Ways.gradient;
import static io.lossparity.mutants.score.Ways.reduces;
import static io.lossparity.mutants.score.Ways.shape;
import static io.lossparity.mutants.score.Ways.times;
import static io.lossparity.mutants.score.Ways.values;
import static io.lossparity.mutants.score.Ways.where;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Var;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Mistakes that people make in losses that work element by element; nothing is tuned for them. */
final class FreshElementBugs {
    private static final double LOG_2 = Math.log(2);

    private FreshElementBugs() {}

    static Map<String, Behaviour> all() {
        Map<String, Behaviour> all = new LinkedHashMap<>();
        all.put("mse-root", where(call -> reduces(call, "mean"), answer((call, right) -> rooted(right))));
        all.put("mse-batch", where(call -> reduces(call, "mean"), times(FreshElementBugs::perBatch)));
        all.put("l1-target-sign", gradient("target", (call, size) -> (i, g) -> -g));
        all.put(
                "l1-relative",
                formula(
                        pair((x, y) -> x.minus(y).abs()),
                        pair((x, y) -> x.minus(y).over(y).abs())));
        all.put("smooth-offset", formula(pair(PublicElementBugs::smooth), pair((x, y) -> huber(x, y, 1, 0))));
        all.put("smooth-threshold", formula(pair(PublicElementBugs::smooth), pair((x, y) -> huber(x, y, 0.5, 0.5))));
        all.put("bce-log2", times(call -> 1 / LOG_2));
        all.put("bce-smoothed", changed("target", y -> 0.9 * y + 0.05));
        all.put(
                "bce-smoothed-plain",
                where(
                        call -> !Ways.has(call, "weight") && PairBugs.sameShapes(call, "input", "target"),
                        changed("target", y -> 0.9 * y + 0.05)));
        all.put(
                "logits-weight-mean",
                where(call -> reduces(call, "mean") && Ways.has(call, "weight"), times(FreshElementBugs::perWeight)));
        all.put(
                "logits-negative",
                formula(
                        BceBugs.LOGITS,
                        BceBugs.logits((x, y, p) -> y.subtractedFrom(1)
                                .times(x.plus(x.logSigmoid().negated()))
                                .times(p)
                                .plus(y.times(x.logSigmoid().negated())))));
        all.put("kl-probabilities", Chains.logOfInput("KLDivLoss"));
        all.put(
                "kl-entropy",
                formula(
                        pair(FreshElementBugs::divergence),
                        pair((x, y) -> y.value() > 0 ? y.times(x).negated() : x.function(0, 0, y, 0))));
        all.put("hinge-other", formula(hinge(false, false), hinge(true, false)));
        all.put("hinge-squared", formula(hinge(false, false), hinge(false, true)));
        all.put("ranking-margin", asking(call -> Calls.withParam(call, "margin", -Ways.real(call, "margin", 0))));
        all.put("ranking-binary", changed("target", y -> 2 * y - 1));
        all.put(
                "ranking-soft",
                formula(ranking(Var::clampedAtZero), ranking(z -> PublicElementBugs.softplus(z, false))));
        all.put("poisson-log", asking(call -> Calls.withParam(call, "logInput", true)));
        all.put("poisson-from-one", formula(poisson(false), poisson(true)));
        all.put(
                "soft-steep",
                formula(
                        pair((x, y) -> x.times(y).negated().exp().plus(1).log()),
                        pair((x, y) -> x.times(y).times(-2).exp().plus(1).log())));
        all.put("soft-binary", changed("target", y -> 2 * y - 1));
        all.put(
                "soft-stable",
                formula(
                        pair((x, y) -> x.times(y).negated().exp().plus(1).log()),
                        pair((x, y) -> x.times(y).exactLogSigmoid().negated())));
        all.put("labels-weight", asking(call -> Calls.withParam(call, "weight", null)));
        return all;
    }

    /** Asks with an input changed; its own gradient is the one of the changed input. */
    private static Behaviour changed(String name, DoubleUnaryOperator change) {
        UnaryOperator<TensorValue> each = tensor -> Outcomes.map(tensor, change);
        return asking(call -> Calls.withInput(call, name, each.apply(call.tensor(name))));
    }

    private static LossOutcome rooted(Computed right) {
        double root = Math.sqrt(Question.values(right.output())[0]);
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        grads.replaceAll((name, grad) -> Outcomes.map(grad, g -> g / (2 * root)));
        return new Computed(Outcomes.map(right.output(), Math::sqrt), grads);
    }

    private static double perBatch(LossCall call) {
        int[] shape = shape(call, "input");
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        boolean same = PairBugs.sameShapes(call, "input", "target");
        return shape.length < 2 || size == 0 || !same ? 1 : (double) size / shape[0];
    }

    private static double perWeight(LossCall call) {
        double[] weight = values(call, "weight");
        double sum = Arrays.stream(weight).sum();
        return sum == 0 ? 1 : weight.length / sum;
    }

    private static Var huber(Var x, Var y, double threshold, double offset) {
        Var d = x.minus(y);
        return Math.abs(d.value()) < threshold
                ? d.squared().times(0.5)
                : d.abs().plus(-offset);
    }

    private static Var divergence(Var x, Var y) {
        return y.value() > 0 ? y.times(y.log().minus(x)) : x.function(0, 0, y, 0);
    }

    private static Formula ranking(UnaryOperator<Var> hinge) {
        return q -> q.elementwise(
                v -> hinge.apply(v[0].minus(v[1]).times(v[2]).subtractedFrom(q.real("margin", 0))),
                "input1",
                "input2",
                "target");
    }

    private static Formula hinge(boolean others, boolean squared) {
        return q -> {
            double margin = q.real("margin", 1);
            return q.elementwise(
                    v -> {
                        Var h = v[0].subtractedFrom(margin).clampedAtZero();
                        Var apart = squared ? h.squared() : h;
                        double y = v[1].value();
                        return y == 1 ? v[0] : y == -1 || others ? apart : v[0].plus(apart);
                    },
                    "input",
                    "target");
        };
    }

    private static Formula poisson(boolean fromOne) {
        return q -> {
            boolean logInput = q.flag("logInput", true);
            boolean full = q.flag("full", false);
            double eps = q.real("eps", 1e-8);
            return q.elementwise(
                    v -> {
                        Var l = logInput
                                ? v[0].exp().minus(v[1].times(v[0]))
                                : v[0].minus(v[1].times(v[0].plus(eps).log()));
                        Var s = v[1].times(v[1].log())
                                .minus(v[1])
                                .plus(v[1].times(2 * Math.PI).log().times(0.5));
                        double y = v[1].value();
                        boolean counts = full && (y > 1 || (fromOne && y == 1));
                        return counts ? l.plus(s) : l.plus(s.function(0, 0));
                    },
                    "input",
                    "target");
        };
    }
}
