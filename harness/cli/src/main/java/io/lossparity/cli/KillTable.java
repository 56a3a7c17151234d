package io.lossparity.cli;

import io.lossparity.kit.text.Plural;
import io.lossparity.report.kills.KillMatrix;
import java.io.PrintWriter;
import java.util.Locale;

/** Kill matrices as a table on the terminal; a row is printed as soon as a loss is done. */
final class KillTable {
    private static final String COLUMNS = "%-26s %7s %7s %9s %6s %5s %5s %5s%n";
    private static final int MOST_HARD = 1;

    private KillTable() {}

    static void header(PrintWriter out) {
        out.printf(COLUMNS, "loss", "cases", "mutants", "survivors", "fewest", "sole", "cover", "idle");
        out.flush();
    }

    /** Prints the counts, and the survivors, the hardest mutants, the sole killers and the equivalent mistakes. */
    static void row(KillMatrix matrix, PrintWriter out) {
        int fewest = matrix.hardestFirst().stream()
                .mapToInt(KillMatrix.Row::count)
                .filter(count -> count > 0)
                .findFirst()
                .orElse(0);
        out.printf(
                Locale.ROOT,
                COLUMNS,
                matrix.loss(),
                matrix.cases().size(),
                matrix.rows().size(),
                matrix.survivors().size(),
                fewest,
                matrix.soleKillers().size(),
                matrix.cover().size(),
                matrix.idle().size());
        matrix.survivors().forEach(row -> out.println("  survives: " + matrix.loss() + ": " + row.name()));
        matrix.spurious().forEach(id -> out.println("  our own losses do not pass: " + id));
        matrix.hardestFirst().stream()
                .filter(row -> !row.survives())
                .limit(MOST_HARD)
                .forEach(row -> out.println("  hardest: " + row.name() + " ("
                        + Plural.of(row.count(), "case", "rejects", "reject") + " it)"));
        matrix.soleKillers()
                .forEach((id, rows) -> rows.forEach(row -> out.println("  only " + id + " rejects: " + row.name())));
        matrix.equivalents().forEach((id, reason) -> out.println("  equivalent: " + id + ": " + reason));
        out.flush();
    }
}
