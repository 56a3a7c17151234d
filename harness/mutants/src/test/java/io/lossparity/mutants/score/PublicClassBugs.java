package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.formula;
import static io.lossparity.mutants.score.Ways.reduces;
import static io.lossparity.mutants.score.Ways.shape;
import static io.lossparity.mutants.score.Ways.times;
import static io.lossparity.mutants.score.Ways.values;
import static io.lossparity.mutants.score.Ways.where;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Bugs of losses whose targets are classes, from public reports. */
final class PublicClassBugs {
    private static final long IGNORED = -100;

    private PublicClassBugs() {}

    static Map<String, Behaviour> all() {
        return Map.ofEntries(
                Map.entry(
                        "flaggems73",
                        where(
                                call -> reduces(call, "mean") && ignored(call) == IGNORED && someIgnored(call),
                                times(call -> ratio(call, false)))),
                Map.entry("mmseg546", where(call -> reduces(call, "mean"), times(call -> ratio(call, true)))),
                Map.entry(
                        "paddle30180",
                        where(
                                call -> reduces(call, "mean") && Ways.has(call, "weight"),
                                times(PublicClassBugs::withIgnoredWeights))),
                Map.entry("torchmlir624", ignoringPlaces()),
                Map.entry(
                        "pytorch15508",
                        where(
                                call -> reduces(call, "none") && someIgnored(call) && !isClass(call, ignored(call)),
                                refusing(
                                        "RuntimeError: Assertion `cur_target >= 0 && cur_target < n_classes' failed"))),
                Map.entry(
                        "pytorch134431",
                        where(call -> call.tensor("input").size() == 0, refusing("Placeholder tensor is empty!"))),
                Map.entry("nnlib68", where(call -> PairBugs.rowed(call, "input"), throughSoftmax())),
                Map.entry("paddle73739", margins(Slip.WEIGHT_INSIDE)),
                Map.entry("torchnn1177", margins(Slip.SIGN_WITH_WEIGHT)),
                Map.entry("paddle45595", margins(Slip.OWN_CLASS)));
    }

    static long ignored(LossCall call) {
        return (long) Ways.real(call, "ignoreIndex", IGNORED);
    }

    static boolean someIgnored(LossCall call) {
        return Arrays.stream(values(call, "target")).anyMatch(y -> y == ignored(call));
    }

    private static boolean isClass(LossCall call, long index) {
        return index >= 0 && index < shape(call, "input")[1];
    }

    /** What the sum of weights is to the number of all rows. */
    private static double ratio(LossCall call, boolean weighted) {
        ClassBugs.Kept kept = ClassBugs.Kept.of(call);
        double sum = weighted || !Ways.has(call, "weight") ? kept.sum() : 0;
        return sum == 0 ? 1 : sum / kept.all();
    }

    private static double withIgnoredWeights(LossCall call) {
        ClassBugs.Kept kept = ClassBugs.Kept.of(call);
        if (!isClass(call, ignored(call)) || kept.sum() == 0) {
            return 1;
        }
        double more = values(call, "weight")[(int) ignored(call)] * (kept.all() - kept.count());
        return kept.sum() / (kept.sum() + more);
    }

    private static Behaviour refusing(String message) {
        return (call, reference) -> new Rejected(Stage.FORWARD, message);
    }

    /** The place of a target is compared with ignoreIndex, not the target. */
    private static Behaviour ignoringPlaces() {
        return (call, reference) -> {
            LossOutcome right = reference.right(call);
            if (!(right instanceof Computed) || !PairBugs.rowed(call, "input")) {
                return right;
            }
            long ignored = ignored(call);
            long[] targets = call.tensor("target").longs();
            long[] moved = IntStream.range(0, targets.length)
                    .mapToLong(i -> i == ignored ? IGNORED : targets[i])
                    .toArray();
            return asked(call, moved, reference);
        };
    }

    private static LossOutcome asked(LossCall call, long[] targets, Reference reference) {
        LossCall other = Calls.withInput(
                call, "target", TensorValue.ofLongs(call.tensor("target").shape(), targets));
        return reference.ask(Calls.withParam(other, "ignoreIndex", IGNORED));
    }

    /** The gradient goes through the softmax, which underflows. */
    private static Behaviour throughSoftmax() {
        return Ways.gradient("input", (call, size) -> {
            double[] x = values(call, "input");
            int classes = shape(call, "input")[1];
            boolean single = call.dtype() == DType.FLOAT32;
            return (i, g) -> {
                int from = i / classes * classes;
                double max = Arrays.stream(x, from, from + classes).max().orElse(0);
                boolean lost = Arrays.stream(x, from, from + classes)
                        .anyMatch(v -> single ? (float) Math.exp(v - max) == 0 : Math.exp(v - max) == 0);
                return lost ? Double.NaN : g;
            };
        });
    }

    /** What is wrong in a row of margins. */
    enum Slip {
        NONE,
        WEIGHT_INSIDE,
        SIGN_WITH_WEIGHT,
        OWN_CLASS
    }

    private static Behaviour margins(Slip slip) {
        return where(call -> PairBugs.rowed(call, "input"), formula(multiMargin(Slip.NONE), multiMargin(slip)));
    }

    static Formula multiMargin(Slip slip) {
        return q -> {
            int[] shape = q.shape("input");
            List<Var> each = new ArrayList<>();
            for (int i = 0; i < shape[0]; i++) {
                each.add(row(q, slip, i, shape[1]));
            }
            return Terms.of(each, q.shape("target"));
        };
    }

    private static Var row(Question q, Slip slip, int i, int classes) {
        int y = (int) q.integers("target")[i];
        boolean weighted = q.given("weight");
        double w = weighted ? q.vars("weight").get(y).value() : 1;
        double margin = q.real("margin", 1);
        boolean squared = q.integer("p", 1) == 2;
        List<Var> x = q.vars("input").subList(i * classes, (i + 1) * classes);
        List<Var> terms = new ArrayList<>();
        for (int k = 0; k < classes; k++) {
            if (k == y && slip != Slip.OWN_CLASS) {
                continue;
            }
            boolean minus = slip == Slip.SIGN_WITH_WEIGHT && weighted;
            Var z = (minus ? x.get(k).negated() : x.get(k)).minus(x.get(y)).plus(margin);
            Var inner = slip == Slip.WEIGHT_INSIDE ? z.times(w) : z;
            Var h = inner.aboveZero();
            Var p = squared ? h.squared() : h;
            terms.add(slip == Slip.WEIGHT_INSIDE ? p : p.times(w));
        }
        return terms.isEmpty() ? x.get(0).function(0, 0) : q.tape().sum(terms).over(classes);
    }
}
