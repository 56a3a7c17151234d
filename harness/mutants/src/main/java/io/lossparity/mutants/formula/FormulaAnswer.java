package io.lossparity.mutants.formula;

import io.lossparity.mutants.Reductions;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a formula makes of a call that is reduced otherwise than one to which the right answer is known. */
public final class FormulaAnswer {
    private static final Set<String> REDUCTIONS = Set.of("none", "sum", "mean");
    private static final Set<String> REDUCING = Set.of("reduction", "sizeAverage", "reduce");

    private FormulaAnswer() {}

    /**
     * Answers the changed call; empty if more than the reduction and the incoming gradient was changed, or the formula
     * disagrees with the right answer.
     *
     * @param formula the loss
     * @param call the call whose answer is known
     * @param right its answer
     * @param changed the call to answer
     */
    public static Optional<Computed> of(Formula formula, LossCall call, Computed right, LossCall changed) {
        if (!REDUCTIONS.contains(Reductions.of(changed))
                || !call.inputs().equals(changed.inputs())
                || !withoutReduction(call).equals(withoutReduction(changed))
                || FormulaBehaviour.agreement(formula, call, right) < 1) {
            return Optional.empty();
        }
        Evaluation evaluation = Evaluation.of(formula, changed, null);
        int incoming = changed.gradOutput().map(TensorValue::size).orElse(1);
        if (incoming != evaluation.output().length
                || !evaluation.grads().keySet().containsAll(right.grads().keySet())) {
            return Optional.empty();
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        grads.replaceAll((name, grad) -> FormulaBehaviour.tensor(
                call.dtype(), grad.shape(), evaluation.grads().get(name)));
        return Optional.of(
                new Computed(FormulaBehaviour.tensor(call.dtype(), evaluation.shape(), evaluation.output()), grads));
    }

    private static Map<String, Object> withoutReduction(LossCall call) {
        Map<String, Object> params = new LinkedHashMap<>(call.params());
        params.keySet().removeAll(REDUCING);
        return params;
    }
}
