package io.lossparity.render.text;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.lossparity.kit.compare.AllowanceText;
import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.kit.verdict.LossTotals.Worst;
import io.lossparity.kit.verdict.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table for a terminal of 120 columns: a row per loss and a total row.
 *
 * <p>Below a row with errors stand the ids of the cases with the worst errors of output and gradient: where the case
 * with the worst error in units is not that with the most units in the last place, each of them with its error. The columns of verdicts that did not occur are left out, those of passed, failed and unsupported cases excepted.
 */
public final class TextTable {
    private static final int WIDTH = 120;
    private static final String ID_INDENT = "    ";
    private static final String SEPARATOR = "   ";

    private TextTable() {}

    /** Renders the totals; every line ends in a line feed. */
    public static String render(Totals totals) {
        List<LossTotals> rows = new ArrayList<>(totals.byLoss().values());
        rows.add(totals.overall());
        List<String> lines = AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(rows, columns(totals.overall()))
                .asString()
                .lines()
                .map(String::strip)
                .toList();
        StringBuilder text = new StringBuilder();
        int headings = lines.size() - rows.size();
        lines.subList(0, headings).forEach(line -> text.append(line).append('\n'));
        for (int i = 0; i < rows.size(); i++) {
            boolean total = i == rows.size() - 1;
            text.append(total ? "-".repeat(WIDTH) + "\n" : "");
            text.append(lines.get(headings + i)).append('\n');
            text.append(worstCases(rows.get(i), total));
        }
        return text.toString();
    }

    /** Returns what the shares are of, a line where cases failed: one that failed without values has no part in them. */
    public static String legend(Totals totals) {
        LossTotals overall = totals.overall();
        return overall.counts().notPassed() == 0
                ? ""
                : "bit-equal and worst are of the " + Plural.of(overall.counts().values(), "value")
                        + " compared; a case that errors, times out or is not rejected has none\n";
    }

    private static List<ColumnData<LossTotals>> columns(LossTotals overall) {
        List<ColumnData<LossTotals>> columns = new ArrayList<>();
        columns.add(new Column().header("loss").dataAlign(HorizontalAlign.LEFT).with(LossTotals::name));
        columns.add(count("cases", Counts::cases));
        columns.add(count("passed", Counts::passed));
        columns.add(count("failed", Counts::failed));
        columns.add(count("unsupported", Counts::unsupported));
        if (overall.counts().errored() > 0) {
            columns.add(count("errored", Counts::errored));
        }
        if (overall.counts().timedOut() > 0) {
            columns.add(count("timed out", Counts::timedOut));
        }
        columns.add(right(
                "bit-equal",
                row -> row.counts().values() == 0
                        ? "-"
                        : percent(row.counts().bitEqual(), row.counts().values())));
        columns.add(right("worst output", row -> worst(row, row.worstOutput())));
        columns.add(right("worst gradient", row -> worst(row, row.worstGradient())));
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

    /** Rounds down, so that 100 % means every single one. */
    private static String percent(long part, long whole) {
        double floor = Math.floor(10_000.0 * part / whole) / 100.0;
        return String.format(Locale.ROOT, part == whole ? "%.0f %%" : "%.2f %%", part == whole ? 100.0 : floor);
    }

    /** Where nothing was compared, nothing was exact either. */
    private static String worst(LossTotals row, Worst worst) {
        if (!worst.any()) {
            return row.counts().values() == 0 ? "-" : "exact";
        }
        return worst.ulps() == Long.MAX_VALUE ? units(worst.units()) : units(worst.units()) + " " + ulps(worst.ulps());
    }

    static String units(double units) {
        return Double.isFinite(units) ? AllowanceText.number(units) : "incomparable";
    }

    private static String ulps(long ulps) {
        return ulps < 100_000 ? ulps + " ulp" : String.format(Locale.ROOT, "%.0e ulp", (double) ulps);
    }

    private static String worstCases(LossTotals row, boolean withLoss) {
        List<String> output = where("output", row.worstOutput(), withLoss);
        List<String> gradient = where("gradient", row.worstGradient(), withLoss);
        if (row.worstOutput().equals(row.worstGradient()) || sameCase(row.worstOutput(), row.worstGradient())) {
            output = where("output and gradient", row.worstOutput(), withLoss);
            gradient = List.of();
        }
        List<String> all = Stream.concat(output.stream(), gradient.stream()).toList();
        String side = String.join(SEPARATOR, all);
        if (all.isEmpty() || ID_INDENT.length() + side.length() <= WIDTH) {
            return all.isEmpty() ? "" : line(side);
        }
        return all.stream().map(TextTable::line).collect(Collectors.joining());
    }

    private static boolean sameCase(Worst output, Worst gradient) {
        return output.oneCase() && gradient.oneCase() && output.caseId().equals(gradient.caseId());
    }

    /** Returns where the worst errors are: one case, or, for each of the two errors, its own. */
    private static List<String> where(String what, Worst worst, boolean withLoss) {
        if (!worst.any()) {
            return List.of();
        }
        if (worst.oneCase()) {
            return List.of(what + " in " + id(worst.caseId(), withLoss));
        }
        return List.of(
                what + " " + units(worst.units()) + " units in " + id(worst.unitsCase(), withLoss),
                what + " " + ulps(worst.ulps()) + " in " + id(worst.ulpsCase(), withLoss));
    }

    private static String line(String text) {
        return ID_INDENT + shortened(text, WIDTH - ID_INDENT.length()) + '\n';
    }

    private static String id(String id, boolean withLoss) {
        return withLoss ? id : id.substring(id.indexOf('/') + 1);
    }

    /** Leaves out the middle of a text that is too long: the ends of an id tell the most. */
    private static String shortened(String text, int room) {
        if (text.length() <= room) {
            return text;
        }
        int tail = (room - 2) / 2;
        return text.substring(0, room - 2 - tail) + ".." + text.substring(text.length() - tail);
    }
}
