package io.lossparity.report.kills;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kill matrix as a line of JSON; what follows from the rest is there for those who read it with other programs. */
record KillLine(
        String kind,
        int formatVersion,
        KillReport.Data data,
        String loss,
        int mutants,
        int rejected,
        List<String> survivors,
        List<String> spurious,
        Map<String, String> equivalents,
        List<KillMatrix.Pick> cover,
        Map<String, List<String>> soleKillers,
        String idle,
        List<Mutant> rows,
        List<String> cases) {
    static final String KIND = "kills";

    /** A mutant: its places in {@code cases} as ranges. */
    record Mutant(String id, String name, int kills, String killedBy) {
        private static Mutant of(KillMatrix.Row row) {
            return new Mutant(row.id(), row.name(), row.count(), Places.text(row.kills()));
        }
    }

    static KillLine of(KillReport.Data data, KillMatrix matrix) {
        Map<String, List<String>> soleKillers = new LinkedHashMap<>();
        matrix.soleKillers()
                .forEach((id, rows) -> soleKillers.put(
                        id, rows.stream().map(KillMatrix.Row::id).toList()));
        BitSet idle = new BitSet();
        idle.set(0, matrix.cases().size());
        matrix.rows().forEach(row -> idle.andNot(row.kills()));
        int survivors = matrix.survivors().size();
        return new KillLine(
                KIND,
                KillReportFile.FORMAT_VERSION,
                data,
                matrix.loss(),
                matrix.rows().size(),
                matrix.rows().size() - survivors,
                matrix.survivors().stream().map(KillMatrix.Row::id).toList(),
                matrix.spurious(),
                matrix.equivalents(),
                matrix.cover(),
                soleKillers,
                Places.text(idle),
                matrix.rows().stream().map(Mutant::of).toList(),
                matrix.cases());
    }

    KillMatrix matrix() {
        return new KillMatrix(
                loss,
                cases,
                rows.stream()
                        .map(row ->
                                new KillMatrix.Row(row.id(), row.name(), Places.parse(row.killedBy(), cases.size())))
                        .toList(),
                spurious,
                equivalents);
    }
}
