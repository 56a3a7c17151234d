package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.report.DiagnosisLine;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Rejected;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with a port on one loss, as far as a mutant is wrong in the same way.
 *
 * @param loss the loss
 * @param failing how many of its cases fail
 * @param compared how many of these were compared with mutants
 * @param explanations the mutant that explains most failing cases, then the one that explains most of the rest, and
 *     so on
 */
public record Diagnosis(String loss, int failing, int compared, List<Explanation> explanations) {
    private static final int MOST_PER_LOSS = 3;
    private static final int MOST_EXAMPLES = 5;

    /** Makes the list unmodifiable. */
    public Diagnosis {
        explanations = List.copyOf(explanations);
    }

    /** Compares the failing cases with the mutants of their losses; there is a diagnosis per loss. */
    public static List<Diagnosis> of(FailingCases failing) {
        if (failing.losses().isEmpty()) {
            return List.of();
        }
        return Attempt.at(Reference::ofOwnLosses)
                .map(reference -> of(failing, reference))
                .orElse(List.of());
    }

    static List<Diagnosis> of(FailingCases failing, Reference reference) {
        return failing.losses().stream()
                .map(loss -> new Diagnosis(
                        loss,
                        failing.count(loss),
                        failing.answers(loss).size(),
                        new Comparison(failing.answers(loss), loss, reference).explanations()))
                .toList();
    }

    /** Returns the diagnosis as a report holds it. */
    public DiagnosisLine inReport() {
        return new DiagnosisLine(
                loss,
                failing,
                compared,
                explanations.stream().map(Explanation::inReport).toList());
    }

    /** Compares the failing cases of one loss with every mutant. */
    private static final class Comparison {
        private final List<FailingCases.Answer> answers;
        private final Map<Mutant, Similarity[]> similarities = new LinkedHashMap<>();

        Comparison(List<FailingCases.Answer> answers, String loss, Reference reference) {
            this.answers = answers;
            List<Mutant> mutants = MutantLibrary.of(loss);
            mutants.forEach(mutant -> similarities.put(mutant, new Similarity[answers.size()]));
            for (int i = 0; i < answers.size(); i++) {
                compare(i, mutants, reference);
            }
        }

        /** An answer that is right by the measure of the comparison is not explained by any mutant. */
        private void compare(int place, List<Mutant> mutants, Reference ownLosses) {
            FailingCases.Answer answer = answers.get(place);
            Reference reference = reliable(answer, ownLosses);
            Optional<LossOutcome> right = Attempt.at(() -> reference.right(answer.call()));
            if (right.isEmpty()
                    || Similarity.of(answer.call(), right.get(), answer.outcome())
                            .isPresent()) {
                return;
            }
            for (Mutant mutant : mutants) {
                similarities.get(mutant)[place] = Attempt.at(() -> {
                            LossOutcome wrong = mutant.behaviour().answer(answer.call(), reference);
                            return wrong == right.get()
                                    ? null
                                    : Similarity.of(answer.call(), wrong, answer.outcome())
                                            .orElse(null);
                        })
                        .orElse(null);
            }
        }

        /** Our own losses; but where a golden case shows that these are wrong, its answer. */
        private static Reference reliable(FailingCases.Answer answer, Reference ownLosses) {
            return answer.right()
                    .filter(golden -> !Attempt.at(() -> isRight(answer, golden, ownLosses))
                            .orElse(false))
                    .map(golden -> new Reference(new GoldenAnswer(answer.call(), golden)))
                    .orElse(ownLosses);
        }

        /** A port may reject a call earlier than PyTorch does. */
        private static boolean isRight(FailingCases.Answer answer, LossOutcome golden, Reference ownLosses) {
            LossOutcome own = ownLosses.right(answer.call());
            return (golden instanceof Rejected && own instanceof Rejected)
                    || Similarity.of(answer.call(), golden, own).isPresent();
        }

        List<Explanation> explanations() {
            List<Explanation> explanations = new ArrayList<>();
            BitSet open = new BitSet();
            open.set(0, answers.size());
            while (explanations.size() < MOST_PER_LOSS && !open.isEmpty()) {
                Mutant best = best(open);
                BitSet explained = explained(best, open);
                if (explained.isEmpty()) {
                    break;
                }
                explanations.add(explanation(best, explained));
                open.andNot(explained);
            }
            return explanations;
        }

        /** The mutant that explains most; among equals the one that is closest, then the first. */
        private Mutant best(BitSet open) {
            Mutant best = null;
            int most = -1;
            double closest = 0;
            for (Mutant mutant : similarities.keySet()) {
                BitSet explained = explained(mutant, open);
                double scaled = worst(mutant, explained).scaled();
                if (explained.cardinality() > most || (explained.cardinality() == most && scaled < closest)) {
                    best = mutant;
                    most = explained.cardinality();
                    closest = scaled;
                }
            }
            return best;
        }

        private BitSet explained(Mutant mutant, BitSet open) {
            BitSet explained = new BitSet();
            open.stream().filter(i -> similarities.get(mutant)[i] != null).forEach(explained::set);
            return explained;
        }

        private Similarity worst(Mutant mutant, BitSet explained) {
            return explained.stream()
                    .mapToObj(i -> similarities.get(mutant)[i])
                    .reduce(new Similarity(0, 0), Similarity::worst);
        }

        private Explanation explanation(Mutant mutant, BitSet explained) {
            List<Mutant> alike = similarities.keySet().stream()
                    .filter(other ->
                            !other.equals(mutant) && explained(other, explained).equals(explained))
                    .toList();
            Similarity worst = worst(mutant, explained);
            return new Explanation(
                    mutant, alike, explained.cardinality(), worst.ulps(), worst.scaled(), examples(explained));
        }

        private List<String> examples(BitSet explained) {
            return explained.stream()
                    .limit(MOST_EXAMPLES)
                    .mapToObj(i -> answers.get(i).caseId())
                    .toList();
        }
    }
}
