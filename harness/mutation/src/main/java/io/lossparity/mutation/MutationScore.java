package io.lossparity.mutation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Counts the results of the mutants: a row for each loss with its kernels, and a row for each class that losses share.
 */
final class MutationScore {
    private static final String KERNELS = "io.lossparity.kernel.";
    private static final String TENSORS = "io.lossparity.tensor.";
    private static final String TENSOR_ROW = "tensor: ";
    private static final String LOADING_ROW = "loading: ";

    /** Code that runs only once, when a class is loaded, which is usually before PIT changes it. */
    private static final Set<String> LOADING = Set.of("io.lossparity.math.ExtendedConstants");

    private final Map<String, Row> rows = new TreeMap<>();
    private final List<Unexplained> unexplained = new ArrayList<>();
    private final Set<String> classes = new HashSet<>();

    /** The counts of a loss, or of a shared class. */
    static final class Row {
        int mutants;
        int killed;
        int timedOut;
        int killedByBudget;
        int killedByUnitTests;
        final Map<MutantExplanation.Kind, Integer> explained = new EnumMap<>(MutantExplanation.Kind.class);

        int survived() {
            return mutants
                    - killed
                    - killedByBudget
                    - killedByUnitTests
                    - explained.values().stream().mapToInt(Integer::intValue).sum();
        }

        int explained(MutantExplanation.Kind kind) {
            return explained.getOrDefault(kind, 0);
        }

        /** Returns how many mutants are equivalent, or killed by the golden cases or by the fidelity budget over them. */
        int killedOrEquivalent() {
            return killed + killedByBudget + explained(MutantExplanation.Kind.EQUIVALENT);
        }

        /** Returns the share of mutants that are equivalent, or that the golden cases kill at their tolerances. */
        double shareAtTolerances() {
            return (killed + explained(MutantExplanation.Kind.EQUIVALENT)) / (double) mutants;
        }

        /**
         * Returns the share of mutants that are equivalent, or that the golden cases kill at their tolerances or by the
         * budget.
         */
        double shareWithBudget() {
            return killedOrEquivalent() / (double) mutants;
        }

        /** Returns the share of mutants that are equivalent, or that CI kills: its unit tests count, too. */
        double shareInCi() {
            return (killedOrEquivalent() + killedByUnitTests) / (double) mutants;
        }

        private void add(Row other) {
            mutants += other.mutants;
            killed += other.killed;
            timedOut += other.timedOut;
            other.explained.forEach((kind, count) -> explained.merge(kind, count, Integer::sum));
            killedByBudget += other.killedByBudget;
            killedByUnitTests += other.killedByUnitTests;
        }
    }

    /**
     * A survivor that nothing explains.
     *
     * @param mutant the mutant
     * @param line its line
     */
    record Unexplained(MutantResult mutant, String line) {}

    /**
     * Counts the mutants.
     *
     * @param goldenCases the results with the golden cases and their fidelity budget
     * @param unitTests the results with only the unit tests; empty if they were not run
     */
    MutationScore(
            List<MutantResult> goldenCases,
            List<MutantResult> unitTests,
            SourceLines lines,
            Explanations explanations) {
        Set<String> killedByUnitTests = unitTests.stream()
                .filter(mutant -> mutant.status().detected())
                .map(MutantResult::identity)
                .collect(Collectors.toSet());
        for (MutantResult mutant : goldenCases) {
            classes.add(mutant.className());
            Row row = rows.computeIfAbsent(rowOf(mutant), name -> new Row());
            row.mutants++;
            if (mutant.killedAtTolerances()) {
                row.killed++;
                row.timedOut += mutant.status() == MutantResult.Status.TIMED_OUT ? 1 : 0;
                continue;
            }
            String line = lines.of(mutant);
            if (mutant.killedByBudget()) {
                row.killedByBudget++;
                explanations.refute(mutant, line, "the fidelity budget");
            } else if (killedByUnitTests.contains(mutant.identity())) {
                row.killedByUnitTests++;
                explanations.refute(mutant, line, "a unit test");
            } else {
                count(row, mutant, line, explanations);
            }
        }
    }

    private void count(Row row, MutantResult mutant, String line, Explanations explanations) {
        Optional<MutantExplanation> explanation = explanations.of(mutant, line);
        if (explanation.isEmpty()) {
            unexplained.add(new Unexplained(mutant, line));
        } else {
            row.explained.merge(explanation.get().kind(), 1, Integer::sum);
        }
    }

    private static String rowOf(MutantResult mutant) {
        String name = mutant.simpleName().replaceAll("\\$.*", "");
        if (mutant.className().startsWith(KERNELS)) {
            name = name.replaceAll("Float32$", "");
        }
        if (mutant.className().startsWith(TENSORS)) {
            return TENSOR_ROW + name;
        }
        if (LOADING.contains(mutant.className())) {
            return LOADING_ROW + name;
        }
        return name.endsWith("Loss") && !name.equals("Loss") ? name : "shared: " + name;
    }

    /** Returns the rows by name, the losses first. */
    Map<String, Row> rows() {
        return rows;
    }

    /** Returns the sum of the rows of the losses and the classes that they share. */
    Row total() {
        return sum(name -> !name.startsWith(TENSOR_ROW) && !name.startsWith(LOADING_ROW));
    }

    /** Returns the sum of the rows of the tensors, which hold values but do not compute. */
    Row tensors() {
        return sum(name -> name.startsWith(TENSOR_ROW));
    }

    private Row sum(Predicate<String> chosen) {
        Row sum = new Row();
        rows.forEach((name, row) -> {
            if (chosen.test(name)) {
                sum.add(row);
            }
        });
        return sum;
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
