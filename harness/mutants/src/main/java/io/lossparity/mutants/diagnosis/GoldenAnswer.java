package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.FormulaAnswer;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.mutants.losses.Catalogue;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands in for our own losses where they are wrong: knows the golden answer to one call.
 *
 * <p>Other calls are answered by the formula of the mutants if that agrees with the golden answer; of the rest nothing
 * reliable is known, so that mutants that ask for it are out of the question.
 */
final class GoldenAnswer implements LossPort {
    private final LossCall known;
    private final LossOutcome right;

    /** Found once it is needed: the formula that agrees with the golden answer. */
    private Optional<Formula> formula;

    GoldenAnswer(LossCall known, LossOutcome right) {
        this.known = known;
        this.right = right;
    }

    @Override
    public String name() {
        return "golden";
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        return call.equals(known)
                ? right
                : byFormula(call)
                        .orElseThrow(() -> new IllegalStateException(
                                "only the golden answer is right, and it does not tell of a changed call"));
    }

    private Optional<LossOutcome> byFormula(LossCall call) {
        if (right instanceof Rejected refused) {
            return refused.output()
                    .flatMap(output -> byFormula(
                                    forward(call, output), forward(known, output), new Computed(output, Map.of()))
                            .map(changed ->
                                    new Rejected(refused.stage(), refused.message(), Optional.of(changed.output()))));
        }
        return right instanceof Computed computed
                ? byFormula(call, known, computed).map(LossOutcome.class::cast)
                : Optional.empty();
    }

    private Optional<Computed> byFormula(LossCall call, LossCall asked, Computed computed) {
        if (formula == null) {
            formula = MutantLibrary.catalogues().stream()
                    .filter(catalogue -> catalogue.loss().equals(asked.loss()))
                    .map(Catalogue::formula)
                    .filter(candidate -> FormulaBehaviour.agreement(candidate, asked, computed) == 1)
                    .findFirst();
        }
        boolean alike = call.loss().equals(asked.loss()) && call.requiresGrad().equals(asked.requiresGrad());
        return formula.filter(candidate -> alike).flatMap(candidate -> FormulaAnswer.of(candidate, computed, call));
    }

    /** What is refused in its backward pass is asked for its output alone. */
    private static LossCall forward(LossCall call, TensorValue output) {
        TensorValue ones = Outcomes.map(output, value -> 1);
        return new LossCall(call.loss(), call.dtype(), call.params(), call.inputs(), Set.of(), Optional.of(ones));
    }
}
