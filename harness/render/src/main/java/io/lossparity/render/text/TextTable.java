package io.lossparity.render.text;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.kit.verdict.LossTotals.Worst;
import io.lossparity.kit.verdict.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The table for a terminal: a row per loss and a total row.
 *
 * <p>The columns of verdicts that did not occur are left out, and so are the last columns that do not fit.
 */
public final class TextTable {
    private static final String BIT_EQUAL = "bit-equal";
    private static final String WORST = "worst output";

    private TextTable() {}

    /**
     * Renders the totals; every line ends in a line feed.
     *
     * @param width how many columns a line may have
     */
    public static String render(Totals totals, int width) {
        List<String> lines = new ArrayList<>(lines(totals, width));
        lines.add(lines.size() - 1, "-".repeat(longest(lines)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> lines(Totals totals, int width) {
        List<LossTotals> rows = new ArrayList<>(totals.byLoss().values());
        rows.add(totals.overall());
        List<ColumnData<LossTotals>> columns = columns(totals.overall());
        List<String> lines = lines(rows, columns);
        while (columns.size() > 1 && longest(lines) > width) {
            columns.remove(columns.size() - 1);
            lines = lines(rows, columns);
        }
        return lines;
    }

    private static List<String> lines(List<LossTotals> rows, List<ColumnData<LossTotals>> columns) {
        return AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(rows, columns)
                .asString()
                .lines()
                .map(line -> line.startsWith(" ") ? line.substring(1) : line)
                .map(String::stripTrailing)
                .toList();
    }

    private static int longest(List<String> lines) {
        return lines.stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Returns what the shares are of, a line where cases failed: one that failed without values has no part in them.
     * The line names only columns that {@link #render} shows in this width.
     */
    public static String legend(Totals totals, int width) {
        LossTotals overall = totals.overall();
        String header = lines(totals, width).get(0);
        if (overall.counts().notPassed() == 0 || !header.contains(BIT_EQUAL)) {
            return "";
        }
        return (header.contains(WORST) ? "bit-equal and worst are of the " : "bit-equal is of the ")
                + Plural.of(overall.counts().values(), "value")
                + " compared; a case that errors, times out or is not rejected has none\n";
    }

    private static List<ColumnData<LossTotals>> columns(LossTotals overall) {
        List<ColumnData<LossTotals>> columns = new ArrayList<>();
        columns.add(new Column().header("loss").dataAlign(HorizontalAlign.LEFT).with(LossTotals::name));
        columns.add(count("cases", Counts::cases));
        columns.add(count("passed", Counts::passed));
        if (overall.counts().failed() > 0) {
            columns.add(count("failed", Counts::failed));
        }
        if (overall.counts().errored() > 0) {
            columns.add(count("errored", Counts::errored));
        }
        if (overall.counts().timedOut() > 0) {
            columns.add(count("timed out", Counts::timedOut));
        }
        if (overall.counts().unsupported() > 0) {
            columns.add(count("unsupported", Counts::unsupported));
        }
        columns.add(right(
                BIT_EQUAL,
                row -> Numbers.percent(row.counts().bitEqual(), row.counts().values())));
        columns.add(right(WORST, row -> worst(row, row.worstOutput())));
        columns.add(right("gradient", row -> worst(row, row.worstGradient())));
        return columns;
    }

    private static ColumnData<LossTotals> count(String header, ToLongFunction<Counts> count) {
        return right(header, row -> Long.toString(count.applyAsLong(row.counts())));
    }

    private static ColumnData<LossTotals> right(String header, Function<LossTotals, String> text) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.RIGHT)
                .dataAlign(HorizontalAlign.RIGHT)
                .with(text);
    }

    /** Where nothing was compared, nothing was exact either. */
    private static String worst(LossTotals row, Worst worst) {
        return worst.any() ? Numbers.distance(worst.units()) : row.counts().values() == 0 ? "-" : "exact";
    }

    /** Returns where the worst errors are, each with the whole id of its case; every line ends in a line feed. */
    public static String worstCases(Totals totals) {
        StringBuilder text = new StringBuilder();
        for (LossTotals row : totals.byLoss().values()) {
            where(text, row.name() + " output", row.worstOutput());
            where(text, row.name() + " gradient", row.worstGradient());
        }
        return text.isEmpty() ? "" : "the worst errors, in units of what was rounded and in ulp\n" + text;
    }

    private static void where(StringBuilder text, String what, Worst worst) {
        if (!worst.any()) {
            return;
        }
        if (worst.oneCase()) {
            text.append("  ").append(what).append(": ");
            text.append(Numbers.distance(worst.units(), worst.ulps())).append('\n');
            text.append("    ").append(worst.caseId()).append('\n');
            return;
        }
        text.append("  ").append(what).append(": ").append(Numbers.units(worst.units()));
        text.append("\n    ").append(worst.unitsCase()).append('\n');
        text.append("  ")
                .append(what)
                .append(": ")
                .append(Numbers.distance(worst.ulps()))
                .append(" ulp");
        text.append("\n    ").append(worst.ulpsCase()).append('\n');
    }
}
