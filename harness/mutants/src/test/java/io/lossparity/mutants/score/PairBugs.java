package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.answer;
import static io.lossparity.mutants.score.Ways.asking;
import static io.lossparity.mutants.score.Ways.formula;
import static io.lossparity.mutants.score.Ways.gradient;
import static io.lossparity.mutants.score.Ways.gradientsOf;
import static io.lossparity.mutants.score.Ways.incoming;
import static io.lossparity.mutants.score.Ways.reduces;
import static io.lossparity.mutants.score.Ways.shape;
import static io.lossparity.mutants.score.Ways.times;
import static io.lossparity.mutants.score.Ways.values;
import static io.lossparity.mutants.score.Ways.where;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Bugs of losses that compare an input with a target, element by element or row by row. */
final class PairBugs {
    private static final double STIRLING_FROM = 1;

    private PairBugs() {}

    static Map<String, Behaviour> shared() {
        Behaviour incomingIgnored =
                where(call -> call.gradOutput().isPresent(), asking(call -> Ways.incomingAll(call, 1)));
        Behaviour negatedUnlessMean = where(call -> !reduces(call, "mean"), Outcomes.gradients(name -> true, g -> -g));
        return Map.ofEntries(
                Map.entry("aprender2188", answer((call, right) -> new Computed(right.output(), Map.of()))),
                Map.entry(
                        "pytorch7172",
                        formula(
                                q -> q.elementwise(v -> v[0].minus(v[1]).abs(), "input", "target"),
                                q -> q.elementwise(v -> up(v[0].minus(v[1])), "input", "target"))),
                Map.entry("djlL2", times(call -> 0.5)),
                Map.entry("pytorch94226", incomingIgnored),
                Map.entry("bigdl1865", negatedUnlessMean),
                Map.entry("bigdl1865-soft", negatedUnlessMean),
                Map.entry(
                        "mlpack3167",
                        where(
                                call -> sameShapes(call, "input1", "input2", "target"),
                                formula(ranking(false), ranking(true)))),
                Map.entry("torchnn169", gradientsOf(call -> Calls.withParam(call, "margin", -5.0))),
                Map.entry("pytorch3773", where(call -> sameShapes(call, "input", "target"), beyondTheMargin())),
                Map.entry(
                        "torchnn949",
                        where(call -> rowed(call, "input"), formula(multiLabel(false), multiLabel(true)))),
                Map.entry("paddle56733", formula(poisson(false), poisson(true))),
                Map.entry(
                        "kl-batchmean",
                        where(PairBugs::isBatched, asking(call -> Calls.withReduction(call, "batchmean")))),
                Map.entry("kl-throwing", throwing()));
    }

    static boolean sameShapes(LossCall call, String... names) {
        return Arrays.stream(names)
                .allMatch(name -> call.inputs().get(name) instanceof TensorValue tensor
                        && Arrays.equals(tensor.shape(), shape(call, names[0])));
    }

    static boolean rowed(LossCall call, String name) {
        int[] shape = shape(call, name);
        return shape.length == 2 && shape[0] > 0 && shape[1] > 0;
    }

    private static Var up(Var d) {
        return d.function(Math.abs(d.value()), d.value() >= 0 ? 1 : -1);
    }

    private static boolean isBatched(LossCall call) {
        return call.inputs().get("input") instanceof TensorValue input
                && input.shape().length > 0
                && !"batchmean".equals(call.params().get("reduction"))
                && Reductions.of(call).equals("mean");
    }

    private static Behaviour throwing() {
        return (call, reference) -> {
            if (!(call.inputs().get("input") instanceof TensorValue)) {
                throw new IllegalStateException("KeyError: 'input'");
            }
            return isBatched(call) && reference.right(call) instanceof Computed
                    ? reference.ask(Calls.withReduction(call, "batchmean"))
                    : reference.right(call);
        };
    }

    private static Formula ranking(boolean targets) {
        return q -> {
            double margin = q.real("margin", 0);
            return q.elementwise(
                    v -> {
                        double difference = v[0].value() - v[1].value();
                        double z = -v[2].value() * difference + margin;
                        boolean active = z >= 0;
                        double slope = active ? -v[2].value() : 0;
                        double other = active ? -difference : 0;
                        return targets
                                ? v[0].function(Math.max(z, 0), other, v[1], other)
                                : v[0].function(Math.max(z, 0), slope, v[1], -slope);
                    },
                    "input1",
                    "input2",
                    "target");
        };
    }

    private static Behaviour beyondTheMargin() {
        return gradient("input", (call, size) -> {
            double[] x = values(call, "input");
            double[] y = values(call, "target");
            double margin = Ways.real(call, "margin", 1);
            return (i, g) -> y[i] == -1 && x[i] > margin ? -incoming(call, i, size) : g;
        });
    }

    private static Formula multiLabel(boolean through) {
        return q -> {
            int[] shape = q.shape("input");
            List<Var> x = q.vars("input");
            List<Var> y = q.vars("target", shape);
            List<Var> w = q.given("weight") ? q.vars("weight", shape) : List.of();
            List<Var> each = new ArrayList<>();
            for (int i = 0; i < shape[0]; i++) {
                List<Var> row = new ArrayList<>();
                for (int k = i * shape[1]; k < (i + 1) * shape[1]; k++) {
                    Var l = through ? withEps(x.get(k), y.get(k)) : BceBugs.plain(x.get(k), y.get(k), 1);
                    row.add(w.isEmpty() ? l : l.times(w.get(k).value()));
                }
                each.add(q.tape().sum(row).over(shape[1]));
            }
            return Terms.of(each, shape[0]);
        };
    }

    private static Var withEps(Var x, Var y) {
        double s = 1 / (1 + Math.exp(-x.value()));
        double positive = Math.log(s + 1e-12);
        double negative = Math.log(1 - s + 1e-12);
        double slope = (s - y.value()) / ((1 - s + 1e-12) * (s + 1e-12)) * s * (1 - s);
        return x.function(-(y.value() * positive + (1 - y.value()) * negative), slope, y, negative - positive);
    }

    private static Formula poisson(boolean byValue) {
        return q -> {
            boolean logInput = q.flag("logInput", true);
            boolean full = q.flag("full", false);
            double eps = q.real("eps", 1e-8);
            return q.elementwise(
                    v -> {
                        Var l = logInput
                                ? v[0].exp().minus(v[1].times(v[0]))
                                : v[0].minus(v[1].times(v[0].plus(eps).log()));
                        return full ? l.plus(stirling(v[1], byValue)) : l;
                    },
                    "input",
                    "target");
        };
    }

    private static Var stirling(Var y, boolean byValue) {
        Var s = y.times(y.log()).minus(y).plus(y.times(2 * Math.PI).log().times(0.5));
        double decides = byValue ? s.value() : y.value();
        return decides <= STIRLING_FROM ? s.function(0, 0) : s;
    }
}
