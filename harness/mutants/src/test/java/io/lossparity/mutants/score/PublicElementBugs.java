package io.lossparity.mutants.score;

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
import java.util.Arrays;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Bugs of losses that work element by element, from public reports. */
final class PublicElementBugs {
    private PublicElementBugs() {}

    static Map<String, Behaviour> all() {
        Behaviour sumOfTarget = where(
                call -> call.requiresGrad().contains("target") && reduces(call, "mean"),
                asking(call -> Calls.withReduction(call, "sum")));
        return Map.ofEntries(
                Map.entry("attorch13", formula(pair(PublicElementBugs::smooth), pair(PublicElementBugs::signed))),
                Map.entry("dlib1169", Outcomes.gradients(name -> true, g -> g / 2)),
                Map.entry("pytorch10148", sumOfTarget),
                Map.entry("pytorch12901", sumOfTarget),
                Map.entry("pytorch50382", where(PublicElementBugs::hasAxes, answer(PublicElementBugs::meanOfColumns))),
                Map.entry("ocvx1", gradient("input", (call, size) -> (i, g) -> Math.abs(g))),
                Map.entry("paddle65859", formula(BceBugs.LOGITS, BceBugs.logits(PublicElementBugs::halfWeighted))),
                Map.entry("mmdet845", formula(BceBugs.LOGITS, weightedTwice())),
                Map.entry(
                        "tfkeras223",
                        where(
                                call -> reduces(call, "none") && shape(call, "input").length > 1,
                                answer(PublicElementBugs::meanOfRows))),
                Map.entry("pytorch89558", gradient("target", (call, size) -> {
                    double[] y = values(call, "target");
                    return (i, g) -> y.length == size && y[i] == 0 ? Double.NaN : g;
                })),
                Map.entry("optax473", formula(pair(PublicElementBugs::divergence), pair((x, y) -> unguarded(x, y, y)))),
                Map.entry(
                        "nd4j1340",
                        formula(pair(PublicElementBugs::divergence), pair((x, y) -> unguarded(x, y, clipped(y))))),
                Map.entry("pytorch1378", asking(call -> Calls.withParam(call, "margin", 1.0))),
                Map.entry("pytorch28575", asking(call -> Calls.withParam(call, "full", false))),
                Map.entry(
                        "pytorch3336",
                        where(
                                call -> Boolean.FALSE.equals(call.params().get("logInput")),
                                asking(call -> Calls.withParam(call, "eps", 0.0)))),
                Map.entry("pytorch9301", times(PublicElementBugs::classes)),
                Map.entry(
                        "mlalgorithms30",
                        formula(
                                pair((x, y) -> softplus(x.times(y).negated(), false)),
                                pair((x, y) -> softplus(x.times(y).negated(), true)))),
                Map.entry("flaggems2760", answer((call, right) -> new Computed(right.output(), Map.of()))));
    }

    static Formula pair(BinaryOperator<Var> element) {
        return q -> q.elementwise(v -> element.apply(v[0], v[1]), "input", "target");
    }

    static Var smooth(Var x, Var y) {
        Var d = x.minus(y);
        return Math.abs(d.value()) < 1 ? d.squared().times(0.5) : d.abs().plus(-0.5);
    }

    private static Var signed(Var x, Var y) {
        Var d = x.minus(y);
        return d.value() < 1 ? d.squared().times(0.5) : d.abs().plus(-0.5);
    }

    private static boolean hasAxes(LossCall call) {
        int[] x = shape(call, "input");
        return x.length > 1
                && Arrays.stream(x).allMatch(size -> size > 0)
                && PairBugs.sameShapes(call, "input", "target")
                && reduces(call, "mean");
    }

    /** The mean over the first axis; the gradient stays. */
    private static LossOutcome meanOfColumns(LossCall call, Computed right) {
        double[] x = values(call, "input");
        double[] y = values(call, "target");
        int[] shape = shape(call, "input");
        double[] means = new double[x.length / shape[0]];
        for (int i = 0; i < x.length; i++) {
            means[i % means.length] += Math.abs(x[i] - y[i]) / shape[0];
        }
        int[] rest = Arrays.copyOfRange(shape, 1, shape.length);
        return new Computed(Ways.tensor(call.dtype(), rest, means), right.grads());
    }

    /** The mean over the last axis where no reduction is asked for. */
    private static LossOutcome meanOfRows(LossCall call, Computed right) {
        int[] shape = right.output().shape();
        int last = shape[shape.length - 1];
        double[] each = Question.values(right.output());
        double[] means = new double[last == 0 ? 0 : each.length / last];
        for (int i = 0; i < each.length; i++) {
            means[i / last] += each[i] / last;
        }
        int[] rest = Arrays.copyOf(shape, shape.length - 1);
        return last == 0 ? right : new Computed(Ways.tensor(call.dtype(), rest, means), right.grads());
    }

    private static Var halfWeighted(Var x, Var y, double posWeight) {
        Var m = x.negated().aboveZero();
        Var log = x.abs().negated().exp().plus(1).log();
        return y.subtractedFrom(1)
                .times(x)
                .plus(log.times(y.times(posWeight - 1).plus(1)))
                .plus(m);
    }

    private static Formula weightedTwice() {
        return q -> {
            boolean weighted = q.given("weight");
            boolean positive = q.given("posWeight");
            String[] names = weighted
                    ? positive
                            ? new String[] {"input", "target", "weight", "posWeight"}
                            : new String[] {"input", "target", "weight"}
                    : positive ? new String[] {"input", "target", "posWeight"} : new String[] {"input", "target"};
            return q.elementwise(
                    v -> {
                        Var l = BceBugs.plain(v[0], v[1], positive ? v[v.length - 1].value() : 1);
                        return weighted ? l.times(v[2].value()).times(v[2].value()) : l;
                    },
                    names);
        };
    }

    private static Var divergence(Var x, Var y) {
        return y.value() > 0 ? y.times(y.log().minus(x)) : x.function(0, 0, y, 0);
    }

    private static Var unguarded(Var x, Var y, Var target) {
        return y.value() < 0 ? divergence(x, y) : target.times(target.log().minus(x));
    }

    private static Var clipped(Var y) {
        double within = Math.min(Math.max(y.value(), 1e-7), 1);
        return y.function(within, within == y.value() ? 1 : 0);
    }

    private static double classes(LossCall call) {
        int[] shape = shape(call, "input");
        return shape.length < 2 ? 1 : Math.max(shape[1], 1);
    }

    static Var softplus(Var z, boolean throughTheInverse) {
        if (!throughTheInverse) {
            return z.exp().plus(1).log();
        }
        double e = Math.exp(z.value());
        Var inverse = z.function(1 / e, -1 / e);
        return z.plus(inverse.plus(1).log());
    }
}
