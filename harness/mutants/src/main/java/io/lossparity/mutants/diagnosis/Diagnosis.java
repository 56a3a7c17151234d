package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Reference;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.Unexplained;
import io.lossparity.spi.LossPort;
import java.util.List;
import java.util.function.Function;

/**
 * What is wrong with a port on one loss, as far as a mutant is wrong in the same way.
 *
 * @param loss the loss
 * @param failing how many of its cases fail
 * @param compared how many of these were compared with mutants
 * @param explanations the mutant that explains most failing cases, then the one that explains most of the rest, and
 *     so on
 * @param unexplained what no mutant explains; null if there is nothing
 * @param patterns what is to be said of the rest, if that is much: where answers are wrong and how
 * @param refusals what the port did in cases that it did not answer
 */
public record Diagnosis(
        String loss,
        int failing,
        int compared,
        List<Explanation> explanations,
        Unexplained unexplained,
        List<String> patterns,
        List<Refusals.Group> refusals) {
    /** Makes the lists unmodifiable. */
    public Diagnosis {
        explanations = List.copyOf(explanations);
        patterns = List.copyOf(patterns);
        refusals = List.copyOf(refusals);
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
                .map(loss -> of(failing, loss, reference))
                .toList();
    }

    private static Diagnosis of(FailingCases failing, String loss, Reference reference) {
        MutantComparison comparison = new MutantComparison(failing, loss, reference);
        return new Diagnosis(
                loss,
                failing.count(loss),
                comparison.size(),
                comparison.explanations(),
                unexplained(failing, loss, comparison),
                comparison.patterns(),
                failing.refusals(loss));
    }

    /** Where no mutant explains anything, all cases are counted, not only those that were compared. */
    private static Unexplained unexplained(FailingCases failing, String loss, MutantComparison comparison) {
        int all = failing.count(loss);
        return failing.wrongCounts(loss)
                .filter(counts -> comparison.explanations().isEmpty())
                .map(counts -> new Unexplained(all, all, counts))
                .orElseGet(comparison::unexplained);
    }

    /** Returns the diagnosis as a report holds it, where no relations were checked. */
    public DiagnosisLine inReport() {
        return inReport(port -> List.of());
    }

    /**
     * Returns the diagnosis as a report holds it.
     *
     * @param broken returns the ids of the relations that do not hold of a port, nor of the one that is diagnosed
     */
    public DiagnosisLine inReport(Function<LossPort, List<String>> broken) {
        return new DiagnosisLine(
                loss,
                failing,
                compared,
                explanations.stream()
                        .map(explanation -> explanation.inReport(broken))
                        .toList(),
                unexplained,
                patterns,
                refusals.stream().map(Refusals.Group::inReport).toList());
    }
}
