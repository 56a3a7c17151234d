package io.lossparity.mutants.formula;

import io.lossparity.mutants.Reductions;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a formula makes of a call that is another than one to which the right answer is known. */
public final class FormulaAnswer {
    private static final Set<String> REDUCTIONS = Set.of("none", "sum", "mean");

    private FormulaAnswer() {}

    /**
     * Answers a changed call; empty if the formula does not know the reduction. The formula must agree with the right
     * answer.
     *
     * @param formula the loss
     * @param right the known answer
     * @param changed the call to answer, which wants the same gradients
     */
    public static Optional<Computed> of(Formula formula, Computed right, LossCall changed) {
        return of(formula, right, changed, Manner.FORWARD);
    }

    /**
     * Answers a call in that manner; empty if the formula does not know the reduction.
     *
     * @param formula the loss
     * @param right the known answer
     * @param changed the call to answer, which wants the same gradients
     * @param manner how to round
     */
    public static Optional<Computed> of(Formula formula, Computed right, LossCall changed, Manner manner) {
        if (!REDUCTIONS.contains(Reductions.of(changed))) {
            return Optional.empty();
        }
        Evaluation evaluation = Evaluation.of(formula, changed, List.of(), manner);
        int incoming = changed.gradOutput().map(TensorValue::size).orElse(1);
        if (incoming != evaluation.output().length
                || !evaluation.grads().keySet().containsAll(right.grads().keySet())) {
            return Optional.empty();
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        grads.replaceAll((name, grad) ->
                TensorValue.of(changed.dtype(), grad.shape(), evaluation.grads().get(name)));
        return Optional.of(
                new Computed(TensorValue.of(changed.dtype(), evaluation.shape(), evaluation.output()), grads));
    }
}
