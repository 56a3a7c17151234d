package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.FormulaAnswer;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.mutants.losses.Catalogue;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossPort;
import java.util.Optional;

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

    private Optional<Computed> byFormula(LossCall call) {
        if (formula == null) {
            formula = MutantLibrary.catalogues().stream()
                    .filter(catalogue -> catalogue.loss().equals(known.loss()))
                    .map(Catalogue::formula)
                    .filter(candidate -> right instanceof Computed computed
                            && FormulaBehaviour.agreement(candidate, known, computed) == 1)
                    .findFirst();
        }
        boolean alike = call.loss().equals(known.loss()) && call.requiresGrad().equals(known.requiresGrad());
        return formula.filter(candidate -> alike)
                .flatMap(candidate -> FormulaAnswer.of(candidate, (Computed) right, call));
    }
}
