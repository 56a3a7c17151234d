package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Reference;
import io.lossparity.spi.LossOutcome;
import java.util.Optional;
import java.util.Set;

/**
 * A case as it is compared with mutants.
 *
 * @param answer the question and the port's answer
 * @param reference knows what is right
 * @param right the right answer; empty if it is not known
 * @param names the names of all tensors of the answers
 * @param wrong the names of those that the port has wrong; empty if it has none wrong by this measure
 */
record View(
        FailingCases.Answer answer,
        Reference reference,
        Optional<LossOutcome> right,
        Set<String> names,
        Set<String> wrong) {

    /** Looks at an answer. */
    static View of(FailingCases.Answer answer, Reference reference) {
        Optional<LossOutcome> right = Attempt.at(() -> reference.right(answer.call()));
        Optional<ByTensor> compared =
                right.flatMap(known -> Attempt.at(() -> ByTensor.of(answer.call(), known, answer.outcome())));
        return new View(
                answer,
                reference,
                right,
                compared.map(each -> each.tensors().keySet()).orElse(Set.of()),
                compared.map(ByTensor::different).orElse(Set.of()));
    }

    /** Returns a mutant's answer to the case; empty if it is the right one or the mutant does not know any. */
    Optional<Match> match(Mutant mutant) {
        return Attempt.at(() -> {
            LossOutcome known = right.orElseThrow();
            LossOutcome answered = mutant.behaviour().answer(answer.call(), reference);
            return answered == known
                    ? null
                    : new Match(
                            ByTensor.of(answer.call(), answered, answer.outcome()),
                            ByTensor.of(answer.call(), known, answered).different());
        });
    }
}
