package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.answer;
import static io.lossparity.mutants.score.Ways.asking;
import static io.lossparity.mutants.score.Ways.gradient;
import static io.lossparity.mutants.score.Ways.gradientsOf;
import static io.lossparity.mutants.score.Ways.incoming;
import static io.lossparity.mutants.score.Ways.reduces;
import static io.lossparity.mutants.score.Ways.shape;
import static io.lossparity.mutants.score.Ways.values;
import static io.lossparity.mutants.score.Ways.where;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bugs of the losses of sequences, triplets and embeddings, from public reports. */
final class PublicSequenceBugs {
    private PublicSequenceBugs() {}

    static Map<String, Behaviour> all() {
        return Map.ofEntries(
                Map.entry(
                        "ctc2",
                        where(call -> call.gradOutput().isPresent(), gradientsOf(call -> Ways.incomingAll(call, 1)))),
                Map.entry("pytorch11750", frames((p, g, incoming, empty) -> p - (p * incoming - g))),
                Map.entry("pytorch18215", frames((p, g, incoming, empty) -> empty ? p * incoming : g)),
                Map.entry("pytorch52241", frames((p, g, incoming, empty) -> g - p * incoming)),
                Map.entry("crnn4", where(call -> reduces(call, "mean"), PublicSequenceBugs::meanOfBatch)),
                Map.entry("ssdg2", asking(call -> Calls.withParam(call, "margin", 0.1))),
                Map.entry(
                        "mlx211",
                        where(
                                call -> !call.params().containsKey("eps"),
                                asking(call -> Calls.withParam(call, "eps", 1e-5)))),
                Map.entry("pml107", where(call -> reduces(call, "mean"), PublicSequenceBugs::meanOfActive)),
                Map.entry("tf30199", answer(PublicSequenceBugs::nanWhereEqual)),
                Map.entry("torchnn287", Outcomes.gradients(name -> true, g -> -g)),
                Map.entry("paddle41680-eps", where(PublicSequenceBugs::isPlain, cosineBug(1e-5, false))),
                Map.entry("paddle41680-margin", where(PublicSequenceBugs::isPlain, cosineBug(1e-12, true))),
                Map.entry("pytorch2547", asking(PublicSequenceBugs::endingAtZero)));
    }

    /** What becomes of the gradient of one class in one frame. */
    @FunctionalInterface
    private interface Frame {
        double at(double probability, double gradient, double incoming, boolean emptyTarget);
    }

    private static Behaviour frames(Frame frame) {
        return gradient("logProbs", (call, size) -> {
            int[] shape = shape(call, "logProbs");
            long[] inputs = SequenceBugs.lengths(call, "inputLengths");
            long[] targets = SequenceBugs.lengths(call, "targetLengths");
            double[] x = values(call, "logProbs");
            return (i, g) -> {
                int n = i / shape[2] % shape[1];
                boolean inside = i / shape[2] / shape[1] < inputs[n] && Double.isFinite(g);
                double incoming = incoming(call, n, shape[1] * (double) Math.max(targets[n], 1));
                return inside ? frame.at(Math.exp(x[i]), g, incoming, targets[n] == 0) : g;
            };
        });
    }

    /** The sum over the size of the batch, whatever the targets' lengths are. */
    private static LossOutcome meanOfBatch(LossCall call, Reference reference) {
        LossOutcome right = reference.right(call);
        if (!(reference.ask(Calls.withReduction(call, "sum")) instanceof Computed sum)) {
            return right;
        }
        double size = shape(call, "logProbs")[1];
        return Outcomes.changed(sum, tensor -> Outcomes.map(tensor, x -> x / size));
    }

    /** The mean over those triplets whose loss is not 0. */
    private static LossOutcome meanOfActive(LossCall call, Reference reference) {
        LossOutcome right = reference.right(call);
        LossCall each = Calls.withGradOutput(Calls.withReduction(forward(call), "none"), null);
        if (!(reference.ask(each) instanceof Computed losses)
                || !(reference.ask(Calls.withReduction(call, "sum")) instanceof Computed sum)) {
            return right;
        }
        double active = Arrays.stream(Question.values(losses.output()))
                .filter(l -> l > 0)
                .count();
        return Outcomes.changed(sum, tensor -> Outcomes.map(tensor, x -> x / active));
    }

    private static LossCall forward(LossCall call) {
        return new LossCall(call.loss(), call.dtype(), call.params(), call.inputs(), Set.of(), Optional.empty());
    }

    /** The gradient of a distance of 0 is NaN. */
    private static LossOutcome nanWhereEqual(LossCall call, Computed right) {
        if (!PairBugs.sameShapes(call, "anchor", "positive", "negative") || !PairBugs.rowed(call, "anchor")) {
            return right;
        }
        int width = shape(call, "anchor")[1];
        double eps = Ways.real(call, "eps", 1e-6);
        double[] a = values(call, "anchor");
        double[] p = values(call, "positive");
        Computed changed = right;
        for (String name : List.of("anchor", "positive")) {
            TensorValue grad = right.grads().get(name);
            if (grad == null) {
                continue;
            }
            double[] g = Question.values(grad).clone();
            for (int i = 0; i < g.length; i++) {
                int row = i / width;
                boolean equal = true;
                for (int k = row * width; k < (row + 1) * width; k++) {
                    equal &= a[k] - p[k] + eps == 0;
                }
                g[i] = equal ? Double.NaN : g[i];
            }
            changed = Ways.withGradient(changed, name, Ways.tensor(grad.dtype(), grad.shape(), g));
        }
        return changed;
    }

    private static boolean isPlain(LossCall call) {
        return PairBugs.sameShapes(call, "input1", "input2")
                && PairBugs.rowed(call, "input1")
                && Arrays.equals(shape(call, "target"), new int[] {shape(call, "input1")[0]});
    }

    private static Behaviour cosineBug(double eps, boolean outside) {
        return Ways.formula(cosine(1e-12, false), cosine(eps, outside));
    }

    private static Formula cosine(double eps, boolean outside) {
        return q -> {
            double margin = q.real("margin", 0);
            int[] shape = q.shape("input1");
            List<Var> y = q.vars("target");
            List<Var> each = new ArrayList<>();
            for (int i = 0; i < shape[0]; i++) {
                Var c = cosine(
                        q.vars("input1").subList(i * shape[1], (i + 1) * shape[1]),
                        q.vars("input2").subList(i * shape[1], (i + 1) * shape[1]),
                        eps);
                double sign = y.get(i).value();
                Var apart = outside
                        ? c.clampedAtZero().plus(-margin)
                        : c.plus(-margin).clampedAtZero();
                each.add(
                        sign == 1
                                ? c.subtractedFrom(1)
                                : sign == -1 ? apart : q.tape().number(0));
            }
            return Terms.of(each, shape[0]);
        };
    }

    private static Var cosine(List<Var> a, List<Var> b, double eps) {
        Var product = a.get(0).times(b.get(0));
        Var first = a.get(0).squared();
        Var second = b.get(0).squared();
        for (int k = 1; k < a.size(); k++) {
            product = product.plus(a.get(k).times(b.get(k)));
            first = first.plus(a.get(k).squared());
            second = second.plus(b.get(k).squared());
        }
        return product.over(first.plus(eps).times(second.plus(eps)).sqrt());
    }

    /** The targets end at a class of 0, as if it were -1. */
    private static LossCall endingAtZero(LossCall call) {
        TensorValue target = call.tensor("target");
        long[] changed = Arrays.stream(target.longs()).map(y -> y == 0 ? -1 : y).toArray();
        return Calls.withInput(call, "target", TensorValue.ofLongs(target.shape(), changed));
    }
}
