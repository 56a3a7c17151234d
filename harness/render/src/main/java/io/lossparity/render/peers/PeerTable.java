package io.lossparity.render.peers;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.report.peers.Peer;
import io.lossparity.report.peers.PeerComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The matrix of losses and ports for a terminal; more ports than fit side by side follow below.
 *
 * <p>A cell reads {@code 376+ 12! 3~ 4- 99.8%}: so many passed, so many did not although the port has them, so many
 * did not as the port's expectations file says, so many are not supported, and the share of elements that are the same to the bit. What did not occur is left out.
 */
public final class PeerTable {
    private PeerTable() {}

    /**
     * Renders the matrix; every line ends in a line feed.
     *
     * @param width how many columns a line may have
     */
    public static String render(PeerComparison comparison, int width) {
        List<String> parts = new ArrayList<>();
        List<Peer> rest = comparison.peers();
        while (!rest.isEmpty()) {
            int most = 1;
            while (most < rest.size() && fits(table(comparison, rest.subList(0, most + 1)), width)) {
                most++;
            }
            parts.add(table(comparison, rest.subList(0, most)));
            rest = rest.subList(most, rest.size());
        }
        return String.join("\n", parts);
    }

    private static boolean fits(String table, int width) {
        return table.lines().allMatch(line -> line.length() <= width);
    }

    private static String table(PeerComparison comparison, List<Peer> peers) {
        List<String> rows = new ArrayList<>(comparison.losses());
        rows.add("total");
        List<ColumnData<String>> columns = new ArrayList<>();
        columns.add(new Column()
                .header("loss")
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .with(row -> row));
        for (Peer peer : peers) {
            columns.add(new Column()
                    .header(shortened(peer.label()))
                    .headerAlign(HorizontalAlign.RIGHT)
                    .dataAlign(HorizontalAlign.RIGHT)
                    .with(row -> cell(
                            row.equals("total")
                                    ? peer.totals().overall()
                                    : peer.totals().byLoss().get(row))));
        }
        return AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(rows, columns)
                .asString()
                .lines()
                .map(String::stripTrailing)
                .map(line -> line.startsWith(" ") ? line.substring(1) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Returns the counts of a loss with a port, or of all losses; for a port that was not asked, says so. */
    static String cell(LossTotals totals) {
        if (totals == null) {
            return "not asked";
        }
        Counts counts = totals.counts();
        List<String> parts = new ArrayList<>();
        add(parts, counts.passed(), "+");
        add(parts, counts.unexpected(), "!");
        add(parts, counts.willNotFix() + counts.toFix(), "~");
        if (parts.isEmpty()) {
            return CaseVerdict.UNSUPPORTED.word();
        }
        add(parts, counts.unsupported(), "-");
        return String.join(" ", parts) + share(counts);
    }

    private static void add(List<String> parts, long count, String sign) {
        if (count > 0) {
            parts.add(count + sign);
        }
    }

    private static String share(Counts counts) {
        return counts.values() == 0 ? "" : " " + Numbers.percent(counts.bitEqual(), counts.values());
    }

    private static String shortened(String label) {
        return label.length() <= 24 ? label : label.substring(0, 22) + "..";
    }
}
