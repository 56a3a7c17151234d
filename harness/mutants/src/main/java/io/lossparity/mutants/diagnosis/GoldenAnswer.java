package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.formula.FormulaAnswer;
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
 * <p>Other calls are answered by the formula of the mutants if they differ in no more than the reduction and the
 * incoming gradient; of the rest nothing reliable is known, so that mutants that ask for it are out of the question.
 */
final class GoldenAnswer implements LossPort {
    private final LossCall known;
    private final LossOutcome right;

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
        if (!(right instanceof Computed computed)) {
            return Optional.empty();
        }
        return MutantLibrary.catalogues().stream()
                .filter(catalogue -> catalogue.loss().equals(call.loss()))
                .map(Catalogue::formula)
                .findFirst()
                .flatMap(formula -> FormulaAnswer.of(formula, known, computed, call));
    }
}
