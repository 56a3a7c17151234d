package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Mutant;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.spi.LossPort;
import java.util.List;
import java.util.function.Function;

/**
 * A mutant that answers failing cases as the port does.
 *
 * @param mutant the mutant
 * @param where in which part of the answers and under which condition the mistake is made; empty if everywhere
 * @param alike other mutants that answer the same in these cases
 * @param matched how many of the compared cases it explains
 * @param likelihood the share of these among the cases in which it would make a difference
 * @param maxUlps the greatest difference between mutant and port in units in the last place
 * @param maxUnits the same in units
 * @param cases the ids of some of the cases
 * @param port a port that has the mistake
 */
public record Explanation(
        Mutant mutant,
        String where,
        List<Mutant> alike,
        int matched,
        double likelihood,
        long maxUlps,
        double maxUnits,
        List<String> cases,
        LossPort port) {
    /** Makes the lists unmodifiable. */
    public Explanation {
        alike = List.copyOf(alike);
        cases = List.copyOf(cases);
    }

    /**
     * Returns the explanation as a report holds it.
     *
     * @param broken returns the ids of the relations that do not hold of a port, nor of the one that is diagnosed
     */
    DiagnosisLine.Explanation inReport(Function<LossPort, List<String>> broken) {
        return new DiagnosisLine.Explanation(
                mutant.id(),
                where.isEmpty() ? mutant.name() : mutant.name() + ", " + where,
                alike.stream()
                        .map(other -> new DiagnosisLine.Mistake(other.id(), other.name()))
                        .toList(),
                matched,
                maxUlps,
                maxUnits,
                cases,
                broken.apply(port));
    }
}
