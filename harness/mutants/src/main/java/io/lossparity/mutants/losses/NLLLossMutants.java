package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Wrong versions of {@code NLLLoss}. */
final class NLLLossMutants {
    private NLLLossMutants() {}

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        List<Mistake> mistakes = new ArrayList<>(Arrays.asList(NegativeLogLikelihood.Wrong.values()));
        mistakes.addAll(Arrays.asList(Wrong.values()));
        return NegativeLogLikelihood.addTo(
                new Catalogue("NLLLoss", NLLLossMutants::losses, mistakes.toArray(Mistake[]::new)));
    }

    private static Terms losses(Question q) {
        List<Var> input = q.vars("input");
        if (q.has(Wrong.LOG_APPLIED)) {
            input = input.stream().map(Var::log).toList();
        } else if (q.has(Wrong.EXP_APPLIED)) {
            input = input.stream().map(Var::exp).toList();
        }
        return NegativeLogLikelihood.losses(q, input);
    }

    private enum Wrong implements Mistake {
        LOG_APPLIED("the input is taken as probabilities"),
        EXP_APPLIED("the probability instead of its logarithm is summed");

        private final String words;

        Wrong(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
