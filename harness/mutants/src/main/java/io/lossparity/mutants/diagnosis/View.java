package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Reference;
import io.lossparity.spi.LossOutcome;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A case as it is compared with mutants.
 *
 * @param answer the question and the port's answer
 * @param reference knows what is right
 * @param right the right answer; empty if it is not known
 * @param names the names of all tensors of the answers
 * @param wrong the names of those that the port has wrong
 * @param near for those that are wrong by hardly more than is allowed, how far they are off
 */
record View(
        FailingCases.Answer answer,
        Reference reference,
        Optional<LossOutcome> right,
        Set<String> names,
        Set<String> wrong,
        Map<String, Similarity> near) {

    /** Looks at an answer. */
    static View of(FailingCases.Answer answer, Reference reference) {
        Optional<LossOutcome> right = Attempt.at(() -> reference.right(answer.call()));
        Optional<ByTensor> compared =
                right.flatMap(known -> Attempt.at(() -> ByTensor.of(answer.call(), known, answer.outcome())));
        Map<String, Optional<Similarity>> tensors =
                compared.map(ByTensor::tensors).orElse(Map.of());
        Set<String> wrong =
                new LinkedHashSet<>(compared.map(ByTensor::different).orElse(Set.of()));
        Map<String, Similarity> near = new LinkedHashMap<>();
        answer.wrong()
                .forEach(name -> tensors.getOrDefault(name, Optional.empty()).ifPresent(off -> near.put(name, off)));
        wrong.addAll(near.keySet());
        return new View(answer, reference, right, tensors.keySet(), wrong, near);
    }

    /** Of what a mistake moves in a case that passes, that which is not within the tolerances. */
    private Set<String> shown(LossOutcome mistaken, Set<String> moved) {
        if (answer.passed().isEmpty() || moved.isEmpty()) {
            return moved;
        }
        Set<String> shown = Wrong.of(answer.passed().get(), mistaken);
        Set<String> both = new LinkedHashSet<>(moved);
        both.retainAll(shown);
        return shown.isEmpty() || !both.isEmpty() ? both : moved;
    }

    /** Returns a mutant's answer to the case; empty if it is the right one or the mutant does not know any. */
    Optional<Match> match(Mutant mutant) {
        return Attempt.at(() -> {
            LossOutcome known = right.orElseThrow();
            LossOutcome answered = mutant.behaviour().answer(answer.call(), reference);
            return answered == known
                    ? null
                    : new Match(
                            ByTensor.explained(answer.call(), answered, answer.outcome(), known),
                            shown(
                                    answered,
                                    ByTensor.of(answer.call(), known, answered).different()));
        });
    }
}
