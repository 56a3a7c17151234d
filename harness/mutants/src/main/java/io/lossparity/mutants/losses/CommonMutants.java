package io.lossparity.mutants.losses;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Mistakes that any loss may have. */
final class CommonMutants {
    private static final Set<String> REDUCTIONS = Set.of("none", "sum", "mean", "batchmean");

    private static final Set<String> REDUCING = Set.of("reduction", "sizeAverage", "reduce");

    private final String loss;
    private final List<Mutant> mutants = new ArrayList<>();

    private CommonMutants(String loss) {
        this.loss = loss;
    }

    /** Returns them for a loss. */
    static List<Mutant> of(String loss) {
        CommonMutants common = new CommonMutants(loss);
        common.addGradients();
        common.addReductions();
        common.addNumbers();
        common.mutants.addAll(PrecisionMutants.of(loss));
        common.mutants.addAll(SizeMutants.of(loss));
        return common.mutants;
    }

    private void addGradients() {
        add("gradient-doubled", "the gradient is doubled", Outcomes.gradients(name -> true, g -> 2 * g));
        add("gradient-zero", "the gradient is 0", Outcomes.gradients(name -> true, g -> 0));
        add("gradient-negated", "the gradient has the other sign", Outcomes.gradients(name -> true, g -> -g));
        add("grad-output-ignored", "the incoming gradient is ignored", CommonMutants::ignoringGradOutput);
        add(
                "grad-output-first",
                "the first element of the incoming gradient multiplies every element",
                Calls.changed(CommonMutants::withFirstGradOutput));
        add(
                "mean-gradient-undivided",
                "the gradient of the mean is that of the sum",
                (call, reference) -> isMean(call)
                        ? Outcomes.joined(reference.right(call), reference.ask(Calls.withReduction(call, "sum")))
                        : reference.right(call));
        add(
                "gradient-division-exchanged",
                "the gradient is divided by the number of losses unless the reduction is mean",
                CommonMutants::dividingUnlessMean);
    }

    private void addReductions() {
        add("mean-as-sum", "reduction mean is the sum", reduced("mean", "sum"));
        add("sum-as-mean", "reduction sum is the mean", reduced("sum", "mean"));
        add(
                "default-reduction-sum",
                "reduction is sum instead of mean where it is not given",
                Calls.when(
                        call -> Collections.disjoint(call.params().keySet(), REDUCING),
                        call -> Calls.withReduction(call, "sum")));
        add(
                "none-as-sum",
                "reduction none is ignored, the sum is returned",
                Calls.when(
                        call -> Reductions.of(call).equals("none"),
                        call -> Calls.withGradOutput(Calls.withReduction(call, "sum"), null)));
        add(
                "unknown-reduction-is-mean",
                "an unknown reduction is taken as mean",
                Calls.when(
                        call -> call.params().containsKey("reduction") && !REDUCTIONS.contains(Reductions.of(call)),
                        call -> Calls.withReduction(call, "mean")));
        if (!loss.equals("CTCLoss")) {
            add("legacy-flags-ignored", "sizeAverage and reduce are ignored", Calls.without("sizeAverage", "reduce"));
            add("size-average-ignored", "sizeAverage is ignored", Calls.without("sizeAverage"));
            add("reduce-ignored", "reduce is ignored", Calls.without("reduce"));
        }
    }

    private void addNumbers() {
        Behaviour single = Outcomes.elements(value -> (float) value);
        add(
                "float64-in-float32",
                "float64 is computed in float32",
                (call, reference) ->
                        call.dtype() == DType.FLOAT64 ? single.answer(call, reference) : reference.right(call));
        add("nan-as-zero", "NaN in a result is replaced by 0", Outcomes.elements(v -> Double.isNaN(v) ? 0 : v));
        add(
                "infinity-clipped",
                "an infinite result is clipped to the greatest finite number",
                Outcomes.elements(v -> Double.isInfinite(v) ? Math.copySign(Float.MAX_VALUE, v) : v));
        add("mean-keeps-shape", "a reduced loss has shape [1] instead of being 0-d", (call, reference) -> {
            LossOutcome right = reference.right(call);
            return right instanceof Computed computed && computed.output().shape().length == 0
                    ? new Computed(Outcomes.reshaped(computed.output(), 1), computed.grads())
                    : right;
        });
        add(
                "backward-always-implicit",
                "backward without an incoming gradient is accepted whatever the output's shape",
                (call, reference) -> reference.right(call) instanceof Rejected rejected
                                && rejected.stage() == LossOutcome.Stage.BACKWARD
                                && call.gradOutput().isEmpty()
                        ? new Computed(rejected.output().orElseThrow(), Map.of())
                        : reference.right(call));
    }

    private void add(String slug, String words, Behaviour behaviour) {
        mutants.add(new Mutant(loss + "/" + slug, loss, words, behaviour));
    }

    private static boolean isMean(LossCall call) {
        return Reductions.of(call).equals("mean");
    }

    private static Behaviour reduced(String from, String to) {
        return Calls.when(call -> Reductions.of(call).equals(from), call -> Calls.withReduction(call, to));
    }

    private static LossOutcome ignoringGradOutput(LossCall call, Reference reference) {
        LossOutcome right = reference.right(call);
        if (!(right instanceof Computed) || call.gradOutput().isEmpty()) {
            return right;
        }
        TensorValue ones = Outcomes.map(call.gradOutput().get(), value -> 1);
        return reference.ask(Calls.withGradOutput(call, ones));
    }

    private static LossCall withFirstGradOutput(LossCall call) {
        boolean several = call.gradOutput().map(TensorValue::size).orElse(0) > 1;
        if (!several) {
            return call;
        }
        TensorValue incoming = call.gradOutput().get();
        double first = Question.values(incoming)[0];
        return Calls.withGradOutput(call, Outcomes.map(incoming, value -> first));
    }

    private static LossOutcome dividingUnlessMean(LossCall call, Reference reference) {
        LossOutcome right = reference.right(call);
        return switch (Reductions.of(call)) {
            case "mean" -> Outcomes.joined(right, reference.ask(Calls.withReduction(call, "sum")));
            case "sum" -> Outcomes.joined(right, reference.ask(Calls.withReduction(call, "mean")));
            case "none" -> {
                int losses = call.gradOutput().map(TensorValue::size).orElse(1);
                yield Outcomes.gradients(name -> true, g -> g / losses).answer(call, reference);
            }
            default -> right;
        };
    }
}
