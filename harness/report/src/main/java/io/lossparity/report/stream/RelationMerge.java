package io.lossparity.report.stream;

import io.lossparity.kit.relation.RelationTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The relations of all shards, by id.
 *
 * @param lines their lines
 * @param totals their counts; null if no shard has any
 */
record RelationMerge(List<RelationLine> lines, RelationTotals totals) {

    /**
     * Merges the relations of reports.
     *
     * @throws MergeRefusedException if some have relations and others none, or of another scope or seed, or if a
     *     relation is there twice or in a shard that it is not of
     */
    static RelationMerge of(Map<String, RunReport> reports) {
        Map.Entry<String, RunReport> first = reports.entrySet().iterator().next();
        RelationTotals asked = first.getValue().footer().relations();
        Map<String, String> reportOf = new LinkedHashMap<>();
        List<RelationLine> lines = new ArrayList<>();
        long expected = 0;
        for (Map.Entry<String, RunReport> entry : reports.entrySet()) {
            RelationTotals totals = entry.getValue().footer().relations();
            if (!what(asked).equals(what(totals))) {
                throw new MergeRefusedException("different relations: " + first.getKey() + " has " + what(asked)
                        + ", but " + entry.getKey() + " has " + what(totals));
            }
            expected += totals == null ? 0 : totals.expected();
            for (RelationLine line : entry.getValue().relations()) {
                check(line, entry.getKey(), entry.getValue(), reportOf);
                lines.add(line);
            }
        }
        lines.sort(Comparator.comparing(RelationLine::id));
        RelationTotals totals =
                asked == null ? null : RelationLine.totals(asked.scope(), asked.seed(), expected, lines);
        return new RelationMerge(lines, totals);
    }

    private static String what(RelationTotals totals) {
        return totals == null ? "none" : totals.scope() + " with seed " + totals.seed();
    }

    private static void check(RelationLine line, String name, RunReport report, Map<String, String> reportOf) {
        String twin = reportOf.put(line.id(), name);
        if (twin != null) {
            throw new MergeRefusedException("the relation " + line.id() + " is in both " + twin + " and " + name);
        }
        if (!report.header().shard().takes(line.id())) {
            throw new MergeRefusedException("the relation " + line.id() + " in " + name + " is not of its shard "
                    + report.header().shard());
        }
    }
}
