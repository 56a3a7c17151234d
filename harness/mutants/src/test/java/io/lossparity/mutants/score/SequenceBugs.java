package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.formula;
import static io.lossparity.mutants.score.Ways.gradient;
import static io.lossparity.mutants.score.Ways.gradientsOf;
import static io.lossparity.mutants.score.Ways.shape;
import static io.lossparity.mutants.score.Ways.values;
import static io.lossparity.mutants.score.Ways.where;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Bugs of the losses of sequences and of triplets. */
final class SequenceBugs {
    private SequenceBugs() {}

    static Map<String, Behaviour> shared() {
        return Map.of(
                "pytorch21392", gradientInThePadding(),
                "tf18288",
                        (call, reference) -> reference.right(call) instanceof Computed
                                        && Arrays.stream(lengths(call, "targetLengths"))
                                                .anyMatch(length -> length == 0)
                                ? new Rejected(Stage.FORWARD, "InvalidArgumentError: Labels length is zero in batch 0")
                                : reference.right(call),
                "pytorch16199",
                        where(
                                call -> Ways.flag(call, "zeroInfinity"),
                                gradientsOf(call -> Calls.withParam(call, "zeroInfinity", false))),
                "mxnet11834",
                        where(
                                call -> call.params().get("blank") == null,
                                Ways.asking(
                                        call -> Calls.withParam(call, "blank", (long) shape(call, "logProbs")[2] - 1))),
                "oneflow3854",
                        where(
                                call -> Ways.flag(call, "swap")
                                        && PairBugs.rowed(call, "anchor")
                                        && PairBugs.sameShapes(call, "anchor", "positive", "negative")
                                        && Double.isFinite(Ways.real(call, "p", 2)),
                                formula(triplet(false), triplet(true))));
    }

    static long[] lengths(LossCall call, String name) {
        return call.inputs().get(name) instanceof long[] tuple
                ? tuple
                : Arrays.stream(values(call, name)).mapToLong(x -> (long) x).toArray();
    }

    private static Behaviour gradientInThePadding() {
        return gradient("logProbs", (call, size) -> {
            int[] shape = shape(call, "logProbs");
            long[] lengths = lengths(call, "inputLengths");
            double[] x = values(call, "logProbs");
            return (i, g) -> i / shape[2] / shape[1] >= lengths[i / shape[2] % shape[1]] ? Math.exp(x[i]) : g;
        });
    }

    private static Formula triplet(boolean toTheFirst) {
        return q -> {
            int[] shape = q.shape("anchor");
            List<Var> each = new ArrayList<>();
            for (int i = 0; i < shape[0]; i++) {
                List<Var> a = q.vars("anchor").subList(i * shape[1], (i + 1) * shape[1]);
                List<Var> p = q.vars("positive").subList(i * shape[1], (i + 1) * shape[1]);
                List<Var> n = q.vars("negative").subList(i * shape[1], (i + 1) * shape[1]);
                Var far = distance(q, a, n);
                Var other = distance(q, p, n);
                double least = Math.min(far.value(), other.value());
                Var taken = toTheFirst ? far.function(least, 1) : other.value() <= far.value() ? other : far;
                each.add(
                        distance(q, a, p).minus(taken).plus(q.real("margin", 1)).clampedAtZero());
            }
            return Terms.of(each, shape[0]);
        };
    }

    private static Var distance(Question q, List<Var> u, List<Var> v) {
        double p = q.real("p", 2);
        Var sum = q.tape().number(0);
        for (int k = 0; k < u.size(); k++) {
            Var d = u.get(k).minus(v.get(k)).plus(q.real("eps", 1e-6));
            sum = sum.plus(p == 2 ? d.squared() : d.abs().pow(p));
        }
        return p == 2 ? sum.sqrt() : p == 1 ? sum : sum.pow(1 / p);
    }
}
