package io.lossparity.mutation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts what came of the mutants, a row a loss and a row a class that losses share. */
final class MutationScore {
    private static final String LOSSES = "io.lossparity.losses.";

    private final Map<String, Row> rows = new TreeMap<>();
    private final List<Unexplained> unexplained = new ArrayList<>();
    private final Set<String> classes = new HashSet<>();

    /** The counts of a loss, or of a shared class. */
    static final class Row {
        int mutants;
        int killed;
        int timedOut;
        final Map<Explanation.Kind, Integer> explained = new EnumMap<>(Explanation.Kind.class);
        int killedByUnitTests;
        private int askedOfUnitTests;

        /** Returns whether the unit tests were asked about every mutant. */
        boolean unitTestsRan() {
            return askedOfUnitTests == mutants;
        }

        int survived() {
            return mutants
                    - killed
                    - explained.values().stream().mapToInt(Integer::intValue).sum();
        }

        int explained(Explanation.Kind kind) {
            return explained.getOrDefault(kind, 0);
        }

        int killedOrEquivalent() {
            return killed + explained(Explanation.Kind.EQUIVALENT);
        }

        /** Returns the share of mutants that the golden cases kill or that are equivalent. */
        double share() {
            return killedOrEquivalent() / (double) mutants;
        }

        /** Returns the same share with the unit tests as further killers. */
        double shareWithUnitTests() {
            return (killedOrEquivalent() + killedByUnitTests) / (double) mutants;
        }

        private void add(Row other) {
            mutants += other.mutants;
            killed += other.killed;
            timedOut += other.timedOut;
            other.explained.forEach((kind, count) -> explained.merge(kind, count, Integer::sum));
            killedByUnitTests += other.killedByUnitTests;
            askedOfUnitTests += other.askedOfUnitTests;
        }
    }

    /**
     * A survivor that nothing explains.
     *
     * @param mutant the mutant
     * @param line its line as it was written
     * @param killedByUnitTests whether a unit test tells it apart
     */
    record Unexplained(MutantResult mutant, String line, boolean killedByUnitTests) {}

    /**
     * Counts the mutants.
     *
     * @param goldenCases what came of each before the golden cases alone
     * @param unitTests what came of each before the unit tests alone; empty if they were not run
     */
    MutationScore(
            List<MutantResult> goldenCases,
            List<MutantResult> unitTests,
            WrittenLines lines,
            Explanations explanations) {
        Map<String, MutantResult> second = new HashMap<>();
        unitTests.forEach(mutant -> second.put(mutant.identity(), mutant));
        for (MutantResult mutant : goldenCases) {
            classes.add(mutant.className());
            Row row = rows.computeIfAbsent(rowOf(mutant), name -> new Row());
            row.mutants++;
            MutantResult again = second.get(mutant.identity());
            row.askedOfUnitTests += again == null ? 0 : 1;
            if (mutant.status().detected()) {
                row.killed++;
                row.timedOut += mutant.status() == MutantResult.Status.TIMED_OUT ? 1 : 0;
                continue;
            }
            boolean unit = again != null && again.status().detected();
            row.killedByUnitTests += unit ? 1 : 0;
            count(row, mutant, lines.of(mutant), unit, explanations);
        }
    }

    private void count(Row row, MutantResult mutant, String line, boolean unit, Explanations explanations) {
        Optional<Explanation> explanation = explanations.of(mutant, line, unit);
        if (explanation.isEmpty()) {
            unexplained.add(new Unexplained(mutant, line, unit));
        } else {
            row.explained.merge(explanation.get().kind(), 1, Integer::sum);
        }
    }

    private static String rowOf(MutantResult mutant) {
        String name = mutant.simpleName().replaceAll("\\$.*", "");
        return mutant.className().startsWith(LOSSES) && name.endsWith("Loss") && !name.equals("Loss")
                ? name
                : "shared: " + name;
    }

    /** Returns the rows by name, the losses first. */
    Map<String, Row> rows() {
        return rows;
    }

    /** Returns the sum of all rows. */
    Row total() {
        Row total = new Row();
        rows.values().forEach(total::add);
        return total;
    }

    /** Returns the survivors that nothing explains. */
    List<Unexplained> unexplained() {
        return unexplained;
    }

    /** Returns the classes that were mutated. */
    Set<String> classes() {
        return classes;
    }
}
