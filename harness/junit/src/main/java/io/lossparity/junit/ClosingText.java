package io.lossparity.junit;

import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.kit.verdict.WithoutGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the last test prints below the verdict, as {@code check} does: a row for each loss, and how to see more. */
final class ClosingText {
    private static final List<Column> COLUMNS = List.of(
            new Column("cases", Counts::cases),
            new Column("passed", Counts::passed),
            new Column("failed", Counts::failed),
            new Column("errored", Counts::errored),
            new Column("timed out", Counts::timedOut),
            new Column("unsupported", Counts::unsupported));
    private static final int ALWAYS_SHOWN = 2;

    private ClosingText() {}

    private record Column(String header, ToLongFunction<Counts> count) {
        String text(LossTotals row) {
            return Long.toString(count.applyAsLong(row.counts()));
        }
    }

    /**
     * Returns the lines; none if no case ran.
     *
     * @param example a command that runs one failing case; empty if no case fails
     */
    static List<String> lines(Totals totals, String example) {
        if (totals.overall().counts().cases() == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(table(totals));
        totals.withoutGradients().stream().map(WithoutGradient::words).forEach(lines::add);
        if (!example.isEmpty()) {
            lines.add("to see a case: " + example);
        }
        lines.add("to see more:   lossparity check --port JAR --details, or --report DIR for pages; JAR has your port");
        return lines;
    }

    /** Columns of verdicts that did not occur are left out. */
    private static List<String> table(Totals totals) {
        List<LossTotals> rows = new ArrayList<>(totals.byLoss().values());
        rows.add(totals.overall());
        int longest = rows.stream().mapToInt(row -> row.name().length()).max().orElseThrow();
        List<StringBuilder> lines = new ArrayList<>();
        lines.add(new StringBuilder(padded("loss", longest)));
        rows.forEach(row -> lines.add(new StringBuilder(padded(row.name(), longest))));
        for (int i = 0; i < COLUMNS.size(); i++) {
            Column column = COLUMNS.get(i);
            String total = column.text(totals.overall());
            if (i < ALWAYS_SHOWN || !total.equals("0")) {
                int width = 2 + Math.max(column.header().length(), total.length());
                lines.get(0).append(aligned(column.header(), width));
                for (int row = 0; row < rows.size(); row++) {
                    lines.get(row + 1).append(aligned(column.text(rows.get(row)), width));
                }
            }
        }
        lines.add(lines.size() - 1, new StringBuilder("-".repeat(lines.get(0).length())));
        return lines.stream().map(StringBuilder::toString).toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String aligned(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
