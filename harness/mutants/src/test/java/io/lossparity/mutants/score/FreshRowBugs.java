package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.asking;
import static io.lossparity.mutants.score.Ways.formula;
import static io.lossparity.mutants.score.Ways.gradient;
import static io.lossparity.mutants.score.Ways.reduces;
import static io.lossparity.mutants.score.Ways.shape;
import static io.lossparity.mutants.score.Ways.times;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** Mistakes that people make in losses of rows, classes and sequences; nothing is tuned for them. */
final class FreshRowBugs {
    private FreshRowBugs() {}

    static Map<String, Behaviour> all() {
        Map<String, Behaviour> all = new LinkedHashMap<>();
        all.put(
                "ce-last-axis",
                Chains.before(
                        "NLLLoss",
                        (x, shape) -> Chains.softmax(x, shape, shape.length - 1, true),
                        (g, x, logs, shape) -> Chains.throughSoftmax(g, logs, shape, shape.length - 1, true)));
        all.put(
                "ce-twice",
                Chains.before(
                        "CrossEntropyLoss",
                        (x, shape) -> Chains.softmax(x, shape, 1, false),
                        (g, x, p, shape) -> Chains.throughSoftmax(g, p, shape, 1, false)));
        all.put(
                "ce-smoothed",
                where(
                        call -> shape(call, "input").length == 2
                                && !Ways.has(call, "weight")
                                && PublicClassBugs.ignored(call) < 0,
                        FreshRowBugs::smoothed));
        all.put("nll-probabilities", Chains.logOfInput("NLLLoss"));
        all.put("nll-sign", Outcomes.elements(x -> -x));
        all.put("nll-one-based", asking(FreshRowBugs::oneBased));
        all.put("cosine-binary", asking(FreshRowBugs::binary));
        all.put("cosine-margin", asking(call -> Calls.withParam(call, "margin", -Ways.real(call, "margin", 0))));
        all.put("labels-per-target", where(call -> PairBugs.rowed(call, "input"), FreshRowBugs::perTarget));
        all.put(
                "multi-undivided",
                times(call -> shape(call, "input").length == 2
                        ? Math.max(shape(call, "input")[1], 1)
                        : Math.max(shape(call, "input").length == 0 ? 1 : shape(call, "input")[0], 1)));
        all.put(
                "multi-half",
                where(call -> Ways.real(call, "p", 1) == 2, Outcomes.gradients(name -> true, g -> g / 2)));
        all.put(
                "triplet-squared",
                where(FreshRowBugs::isEuclidean, formula(triplet(false, false), triplet(true, false))));
        all.put(
                "triplet-anchor",
                where(FreshRowBugs::isEuclidean, formula(triplet(false, false), triplet(false, true))));
        all.put(
                "triplet-eps-one",
                where(call -> Ways.real(call, "p", 2) == 1, asking(call -> Calls.withParam(call, "eps", 0.0))));
        all.put("ctc-input-lengths", where(call -> reduces(call, "mean"), FreshRowBugs::perFrame));
        all.put("ctc-finite", asking(call -> Calls.withParam(call, "zeroInfinity", true)));
        all.put("ctc-joined", asking(FreshRowBugs::withoutStride));
        return all;
    }

    /** Each sample's labels are taken from where the samples before it end, as if there were no padding. */
    private static LossCall withoutStride(LossCall call) {
        TensorValue targets = call.tensor("targets");
        if (targets.shape().length != 2) {
            return call;
        }
        long[] read = targets.longs().clone();
        int end = 0;
        long[] lengths = SequenceBugs.lengths(call, "targetLengths");
        for (int n = 0; n < lengths.length; n++) {
            System.arraycopy(targets.longs(), end, read, n * targets.shape()[1], (int) lengths[n]);
            end += (int) lengths[n];
        }
        return Calls.withInput(call, "targets", TensorValue.ofLongs(targets.shape(), read));
    }

    private static LossCall oneBased(LossCall call) {
        return withTargets(call, y -> Math.max(y - 1, 0));
    }

    /** Changes the targets that are not ignored. */
    private static LossCall withTargets(LossCall call, LongUnaryOperator change) {
        long ignored = PublicClassBugs.ignored(call);
        TensorValue target = call.tensor("target");
        long[] changed = Arrays.stream(target.longs())
                .map(y -> y == ignored ? y : change.applyAsLong(y))
                .toArray();
        return Calls.withInput(call, "target", TensorValue.ofLongs(target.shape(), changed));
    }

    /** A target of 0 stands for a pair that is apart; -1 is none. */
    private static LossCall binary(LossCall call) {
        return Calls.withInput(call, "target", Outcomes.map(call.tensor("target"), y -> y == 0 ? -1 : y == -1 ? 0 : y));
    }

    /** Each target gives a tenth of itself to all classes: a sum of the losses of other targets. */
    private static LossOutcome smoothed(LossCall call, Reference reference) {
        int classes = shape(call, "input")[1];
        Computed sum = scaled((Computed) reference.right(call), 0.9);
        for (int c = 0; c < classes; c++) {
            int other = c;
            LossOutcome answer = reference.ask(withTargets(call, y -> other));
            sum = sum(sum, scaled((Computed) answer, 0.1 / classes));
        }
        return sum;
    }

    private static Computed scaled(Computed answer, double factor) {
        return Outcomes.changed(answer, tensor -> Outcomes.map(tensor, x -> x * factor));
    }

    private static Computed sum(Computed one, Computed other) {
        Map<String, TensorValue> grads = new LinkedHashMap<>(one.grads());
        grads.replaceAll((name, grad) -> sum(grad, other.grads().get(name)));
        return new Computed(sum(one.output(), other.output()), grads);
    }

    private static TensorValue sum(TensorValue one, TensorValue other) {
        double[] values = Question.values(one).clone();
        Arrays.setAll(values, i -> values[i] + Question.values(other)[i]);
        return Ways.tensor(one.dtype(), one.shape(), values);
    }

    /** Each row is divided by the number of its targets, not by that of the classes. */
    private static LossOutcome perTarget(LossCall call, Reference reference) {
        int[] shape = shape(call, "input");
        double[] factors = new double[shape[0]];
        long[] targets = call.tensor("target").longs();
        for (int i = 0; i < shape[0]; i++) {
            int count = 0;
            while (count < shape[1] && targets[i * shape[1] + count] >= 0) {
                count++;
            }
            factors[i] = (double) shape[1] / Math.max(count, 1);
        }
        return perRow(call, reference, factors);
    }

    /** Multiplies the loss of each row, in the output and in the gradient. */
    private static LossOutcome perRow(LossCall call, Reference reference, double... factors) {
        if (!(reference.right(call) instanceof Computed right)
                || !(reference.ask(each(call)) instanceof Computed losses)) {
            return reference.right(call);
        }
        double[] each = Question.values(losses.output()).clone();
        for (int i = 0; i < each.length; i++) {
            each[i] *= factors[i];
        }
        double sum = Arrays.stream(each).sum();
        double[] output = reduces(call, "none") ? each : new double[] {reduces(call, "mean") ? sum / each.length : sum};
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        grads.replaceAll((name, grad) -> {
            double[] g = Question.values(grad).clone();
            for (int i = 0; i < g.length; i++) {
                g[i] *= factors[i / (g.length / factors.length)];
            }
            return Ways.tensor(grad.dtype(), grad.shape(), g);
        });
        return new Computed(Ways.tensor(call.dtype(), right.output().shape(), output), grads);
    }

    private static LossCall each(LossCall call) {
        LossCall none = Calls.withReduction(call, "none");
        return new LossCall(none.loss(), none.dtype(), none.params(), none.inputs(), Set.of(), Optional.empty());
    }

    private static boolean isEuclidean(LossCall call) {
        return PairBugs.sameShapes(call, "anchor", "positive", "negative")
                && PairBugs.rowed(call, "anchor")
                && Ways.real(call, "p", 2) == 2;
    }

    private static Formula triplet(boolean squared, boolean halfAnchor) {
        return q -> {
            int[] shape = q.shape("anchor");
            List<Var> each = new ArrayList<>();
            for (int i = 0; i < shape[0]; i++) {
                List<Var> a = q.vars("anchor").subList(i * shape[1], (i + 1) * shape[1]);
                List<Var> p = q.vars("positive").subList(i * shape[1], (i + 1) * shape[1]);
                List<Var> n = q.vars("negative").subList(i * shape[1], (i + 1) * shape[1]);
                List<Var> from =
                        halfAnchor ? a.stream().map(v -> v.withGradientTimes(0)).toList() : a;
                Var far = distance(q, from, n, squared);
                Var other = distance(q, p, n, squared);
                Var taken = q.flag("swap", false) && other.value() <= far.value() ? other : far;
                each.add(distance(q, a, p, squared)
                        .minus(taken)
                        .plus(q.real("margin", 1))
                        .clampedAtZero());
            }
            return Terms.of(each, shape[0]);
        };
    }

    private static Var distance(Question q, List<Var> u, List<Var> v, boolean squared) {
        Var sum = q.tape().number(0);
        for (int k = 0; k < u.size(); k++) {
            sum = sum.plus(u.get(k).minus(v.get(k)).plus(q.real("eps", 1e-6)).squared());
        }
        return squared ? sum : sum.sqrt();
    }

    /** The mean divides each loss by the number of its frames, not of its labels; the gradient too. */
    private static LossOutcome perFrame(LossCall call, Reference reference) {
        if (!(reference.right(call) instanceof Computed right)
                || !(reference.ask(each(call)) instanceof Computed losses)) {
            return reference.right(call);
        }
        long[] inputs = SequenceBugs.lengths(call, "inputLengths");
        long[] targets = SequenceBugs.lengths(call, "targetLengths");
        double[] each = Question.values(losses.output());
        double mean = 0;
        for (int i = 0; i < each.length; i++) {
            mean += each[i] / Math.max(inputs[i], 1) / each.length;
        }
        int[] shape = shape(call, "logProbs");
        Computed output = new Computed(Ways.tensor(call.dtype(), right.output().shape(), mean), right.grads());
        return gradient("logProbs", (asked, size) -> (i, g) -> {
                    int n = i / shape[2] % shape[1];
                    return g * Math.max(targets[n], 1) / Math.max(inputs[n], 1);
                })
                .answer(call, new Reference(Ways.port((asked, ignored) -> output, reference)));
    }
}
