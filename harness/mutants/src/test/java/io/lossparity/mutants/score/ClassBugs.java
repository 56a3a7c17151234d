package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.answer;
import static io.lossparity.mutants.score.Ways.asking;
import static io.lossparity.mutants.score.Ways.reduces;
import static io.lossparity.mutants.score.Ways.shape;
import static io.lossparity.mutants.score.Ways.times;
import static io.lossparity.mutants.score.Ways.values;
import static io.lossparity.mutants.score.Ways.where;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Bugs of losses whose targets are classes. */
final class ClassBugs {
    private static final double IGNORED = -100;

    private ClassBugs() {}

    static Map<String, Behaviour> shared() {
        Behaviour incomingIgnored =
                where(call -> call.gradOutput().isPresent(), asking(call -> Ways.incomingAll(call, 1)));
        return Map.ofEntries(
                Map.entry("djl520", Outcomes.gradients(name -> true, g -> 2 * g)),
                Map.entry("pytorch94226-nll", incomingIgnored),
                Map.entry("pytorch94226-ce", incomingIgnored),
                Map.entry("torchmlir3585-nll", dividingByAll()),
                Map.entry("torchmlir3585-ce", dividingByAll()),
                Map.entry("pytorch40560-nll", dividingByKept()),
                Map.entry("pytorch40560-ce", dividingByKept()),
                Map.entry("emx131-nll", zeroWithoutWeight()),
                Map.entry("emx131-ce", zeroWithoutWeight()),
                Map.entry("pytorch33509-nll", dividingByInverses()),
                Map.entry("pytorch33509-ce", dividingByInverses()),
                Map.entry("oneflow4808", where(ClassBugs::isImage, reshapedToRows())),
                Map.entry(
                        "liger680",
                        where(
                                call -> reduces(call, "none")
                                        && call.gradOutput()
                                                        .map(TensorValue::size)
                                                        .orElse(0)
                                                > 0,
                                asking(call -> Ways.incomingAll(
                                        call, Question.values(call.gradOutput().orElseThrow())[0])))),
                Map.entry("ipex2385", takenAsProbabilities()),
                Map.entry(
                        "cunn215b",
                        where(
                                call -> reduces(call, "mean") && shape(call, "input").length == 2,
                                times(call -> (double) shape(call, "input")[0] / shape(call, "input")[1]))));
    }

    /** Rows whose target counts, their number and the sum of their weights. */
    record Kept(double[] weights, int all) {
        static Kept of(LossCall call) {
            double ignored = Ways.real(call, "ignoreIndex", IGNORED);
            double[] targets = values(call, "target");
            boolean weighted = Ways.has(call, "weight");
            double[] w = weighted ? values(call, "weight") : new double[0];
            double[] kept = IntStream.range(0, targets.length)
                    .filter(i -> targets[i] != ignored)
                    .mapToDouble(i -> weighted ? w[(int) targets[i]] : 1)
                    .toArray();
            return new Kept(kept, targets.length);
        }

        int count() {
            return weights.length;
        }

        double sum() {
            return Arrays.stream(weights).sum();
        }

        double inverses() {
            return Arrays.stream(weights).map(w -> 1 / w).sum();
        }
    }

    private static Behaviour mean(ToDoubleFunction<LossCall> factor) {
        return where(call -> reduces(call, "mean"), times(factor));
    }

    private static Behaviour dividingByAll() {
        Behaviour zero = (call, reference) -> Outcomes.elements(x -> 0).answer(call, reference);
        return where(call -> reduces(call, "mean") && !Ways.has(call, "weight"), (call, reference) -> {
            if (!(reference.right(call) instanceof Computed)) {
                return reference.right(call);
            }
            Kept kept = Kept.of(call);
            return kept.count() == kept.all()
                    ? reference.right(call)
                    : kept.count() == 0
                            ? zero.answer(call, reference)
                            : times(asked -> (double) kept.count() / kept.all()).answer(call, reference);
        });
    }

    private static Behaviour dividingByKept() {
        return mean(call -> {
            Kept kept = Kept.of(call);
            boolean off = Ways.has(call, "weight") && kept.count() > 0 && kept.sum() != 0;
            return off ? kept.sum() / kept.count() : 1;
        });
    }

    private static Behaviour dividingByInverses() {
        return mean(call -> {
            Kept kept = Kept.of(call);
            boolean off = Ways.has(call, "weight") && kept.count() > 0 && kept.sum() > 0;
            return off ? kept.sum() / kept.inverses() : 1;
        });
    }

    private static Behaviour zeroWithoutWeight() {
        return answer((call, right) -> reduces(call, "mean") && Kept.of(call).sum() == 0
                ? Outcomes.changed(right, tensor -> Outcomes.map(tensor, x -> 0))
                : right);
    }

    private static boolean isImage(LossCall call) {
        return call.inputs().get("input") instanceof TensorValue input && input.shape().length > 2 && input.size() > 0;
    }

    private static Behaviour reshapedToRows() {
        return (call, reference) -> {
            if (!(reference.right(call) instanceof Computed right)) {
                return reference.right(call);
            }
            TensorValue input = call.tensor("input");
            TensorValue target = call.tensor("target");
            int classes = input.shape()[1];
            Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
            inputs.put("input", Outcomes.reshaped(input, input.size() / classes, classes));
            inputs.put("target", Outcomes.reshaped(target, target.size()));
            boolean none = Reductions.of(call).equals("none");
            Optional<TensorValue> incoming = call.gradOutput().map(g -> none ? Outcomes.reshaped(g, target.size()) : g);
            LossOutcome rows = reference.ask(
                    new LossCall(call.loss(), call.dtype(), call.params(), inputs, call.requiresGrad(), incoming));
            if (!(rows instanceof Computed computed)) {
                return right;
            }
            Map<String, TensorValue> grads = new LinkedHashMap<>(computed.grads());
            grads.replaceAll((name, grad) -> Outcomes.reshaped(grad, input.shape()));
            return new Computed(
                    Outcomes.reshaped(computed.output(), right.output().shape()), grads);
        };
    }

    /** The negative log likelihood of the logarithm of the input. */
    private static Behaviour takenAsProbabilities() {
        return (call, reference) -> {
            if (!(reference.right(call) instanceof Computed right)) {
                return reference.right(call);
            }
            Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
            inputs.put("input", Outcomes.map(call.tensor("input"), Math::log));
            LossOutcome taken = reference.ask(new LossCall(
                    "NLLLoss", call.dtype(), call.params(), inputs, call.requiresGrad(), call.gradOutput()));
            if (!(taken instanceof Computed computed)) {
                return right;
            }
            TensorValue grad = computed.grads().get("input");
            if (grad == null) {
                return computed;
            }
            double[] x = values(call, "input");
            double[] g = Question.values(grad).clone();
            for (int i = 0; i < g.length; i++) {
                g[i] /= x[i];
            }
            return Ways.withGradient(computed, "input", Ways.tensor(grad.dtype(), grad.shape(), g));
        };
    }
}
