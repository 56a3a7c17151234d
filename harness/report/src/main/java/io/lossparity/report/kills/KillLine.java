package io.lossparity.report.kills;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kill matrix as a line of JSON. Some fields follow from others; they are for other programs that read the line. */
record KillLine(
        String kind,
        int formatVersion,
        KillReport.Data data,
        String loss,
        @JsonUnwrapped Summary summary,
        List<String> spurious,
        Map<String, String> equivalents,
        List<Mutant> rows,
        List<String> cases) {
    static final String KIND = "kills";

    /** Fields that follow from the rows. */
    record Summary(
            int mutants,
            int rejected,
            List<String> survivors,
            List<KillMatrix.Pick> cover,
            Map<String, List<String>> soleKillers,
            String idle) {
        private static Summary of(KillMatrix matrix) {
            Map<String, List<String>> soleKillers = new LinkedHashMap<>();
            matrix.soleKillers()
                    .forEach((id, rows) -> soleKillers.put(
                            id, rows.stream().map(KillMatrix.Row::id).toList()));
            BitSet idle = new BitSet();
            idle.set(0, matrix.cases().size());
            matrix.rows().forEach(row -> idle.andNot(row.kills()));
            List<String> survivors =
                    matrix.survivors().stream().map(KillMatrix.Row::id).toList();
            int mutants = matrix.rows().size();
            return new Summary(
                    mutants, mutants - survivors.size(), survivors, matrix.cover(), soleKillers, Places.text(idle));
        }
    }

    /** A mutant: its places in {@code cases} as ranges. */
    record Mutant(String id, String name, int kills, String killedBy) {
        private static Mutant of(KillMatrix.Row row) {
            return new Mutant(row.id(), row.name(), row.count(), Places.text(row.kills()));
        }
    }

    static KillLine of(KillReport.Data data, KillMatrix matrix) {
        return new KillLine(
                KIND,
                KillReportFile.FORMAT_VERSION,
                data,
                matrix.loss(),
                Summary.of(matrix),
                matrix.spurious(),
                matrix.equivalents(),
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
