package io.lossparity.cli;

import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.report.stream.RelationLine;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of the relations of a check.
 *
 * @param lines the line of each relation, as in reports
 * @param totals the counts; null if no relations were asked for
 * @param problems what is wrong with the relations that were expected not to hold, in words
 */
record CheckedRelations(List<RelationLine> lines, RelationTotals totals, List<String> problems) {
    private static final int MOST_SHOWN = 3;

    CheckedRelations {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    /** Returns the results if no relations were asked for. */
    static CheckedRelations none() {
        return new CheckedRelations(List.of(), null, List.of());
    }

    /**
     * Counts results, and compares them with the expectations.
     *
     * @param asked the scope and number of relations, as counts without results
     * @param whole whether these are all relations of the scope
     */
    static CheckedRelations of(
            List<RelationResult> results, RelationTotals asked, Expectations expectations, boolean whole) {
        List<RelationLine> lines = results.stream()
                .map(result -> RelationLine.of(result, expectations.judge(result)))
                .toList();
        return new CheckedRelations(
                lines,
                RelationLine.totals(asked.scope(), asked.seed(), asked.expected(), lines),
                RelationLine.problems(expectations.patterns(), lines, whole && asked.usual()));
    }

    /** Returns the decision on the cases and the relations, or on the relations if no cases were selected. */
    Gate.Decision decide(ConformanceRun.Result cases) {
        return Gate.decide(cases.decision(), totals, problems);
    }

    /** Prints in full the first unexpected failure of each relation and loss, up to three. */
    void printBroken(PrintWriter out) {
        Map<String, RelationLine> firstOfItsKind = new LinkedHashMap<>();
        long count = 0;
        for (RelationLine line : lines) {
            if (line.surprising()) {
                count++;
                if (firstOfItsKind.size() < MOST_SHOWN) {
                    firstOfItsKind.putIfAbsent(line.loss() + " " + line.relation(), line);
                }
            }
        }
        firstOfItsKind.values().forEach(line -> out.println(line.verdict().word() + ": " + line.message()));
        if (count > firstOfItsKind.size()) {
            out.println((count - firstOfItsKind.size()) + " more relations do not hold; --json FILE lists them all.");
            out.println();
        }
    }

    /** Prints the counts, if there are any. */
    void printCounts(PrintWriter out) {
        if (totals != null) {
            out.println();
            out.println(Terminal.current().fitted(words()));
        }
    }

    /** Returns the counts in words. */
    String words() {
        return "relations: " + (totals == null ? "none" : totals.words());
    }
}
