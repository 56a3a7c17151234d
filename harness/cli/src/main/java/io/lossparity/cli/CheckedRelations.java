package io.lossparity.cli;

import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.report.RelationLine;
import io.lossparity.kit.verdict.Gate;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of the relations of a check.
 *
 * @param results each of them
 * @param totals their counts; null if none were asked for
 */
record CheckedRelations(List<RelationResult> results, RelationTotals totals) {
    private static final int MOST_SHOWN = 3;

    CheckedRelations {
        results = List.copyOf(results);
    }

    /** Returns that nothing was asked for. */
    static CheckedRelations none() {
        return new CheckedRelations(List.of(), null);
    }

    /** Returns the lines for a report. */
    List<RelationLine> lines() {
        return results.stream().map(RelationLine::of).toList();
    }

    /** Returns the decision on the cases and these; where relations alone were selected, on these. */
    Gate.Decision decide(ConformanceRun.Result cases) {
        return Gate.decide(cases.decision(), totals);
    }

    /** Prints in full the first of each relation and loss that does not hold, up to three. */
    void printBroken(PrintWriter out) {
        Map<String, RelationResult> firstOfItsKind = new LinkedHashMap<>();
        long count = 0;
        for (RelationResult result : results) {
            if (result.verdict() != RelationVerdict.HOLDS && result.verdict() != RelationVerdict.UNSUPPORTED) {
                count++;
                if (firstOfItsKind.size() < MOST_SHOWN) {
                    firstOfItsKind.putIfAbsent(result.loss() + " " + result.relation(), result);
                }
            }
        }
        firstOfItsKind.values().forEach(result -> {
            out.println(result.verdict().word() + ": " + result.message());
        });
        if (count > firstOfItsKind.size()) {
            out.println((count - firstOfItsKind.size()) + " more relations do not hold; --json FILE lists them all.");
            out.println();
        }
    }

    /** Prints the counts, if there are any. */
    void printCounts(PrintWriter out) {
        if (totals != null) {
            out.println(words());
            out.println();
        }
    }

    /** Returns the counts in words. */
    String words() {
        return "relations: " + (totals == null ? "none" : totals.words());
    }
}
