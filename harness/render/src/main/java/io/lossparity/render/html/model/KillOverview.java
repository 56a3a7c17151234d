package io.lossparity.render.html.model;

import io.lossparity.kit.text.Numbers;
import io.lossparity.report.kills.KillMatrix;
import io.lossparity.report.kills.KillReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The first page about mutants.
 *
 * @param report the kill matrices
 * @param rows a row for each loss, in the matrices' order
 * @param hardest the mutants of all losses that the fewest cases reject
 */
public record KillOverview(KillReport report, List<Row> rows, List<Hard> hardest) {
    private static final int MOST_HARD = 15;

    /** Makes the lists unmodifiable. */
    public KillOverview {
        rows = List.copyOf(rows);
        hardest = List.copyOf(hardest);
    }

    /**
     * A loss.
     *
     * @param loss its name
     * @param page its page
     * @param cases how many cases it has
     * @param mutants how many mutants
     * @param survivors how many of them no case rejects
     * @param fewest how many cases reject the mutant that the fewest reject
     * @param sole how many cases are the only one that rejects some mutant
     * @param cover the size of a small set of cases that rejects all rejected mutants
     * @param idle how many cases reject none
     */
    public record Row(
            String loss,
            String page,
            int cases,
            int mutants,
            int survivors,
            int fewest,
            int sole,
            int cover,
            int idle) {
        private static Row of(KillMatrix matrix, String page) {
            int fewest = matrix.rows().stream()
                    .mapToInt(KillMatrix.Row::count)
                    .filter(count -> count > 0)
                    .min()
                    .orElse(0);
            return new Row(
                    matrix.loss(),
                    page,
                    matrix.cases().size(),
                    matrix.rows().size(),
                    matrix.survivors().size(),
                    fewest,
                    matrix.soleKillers().size(),
                    matrix.cover().size(),
                    matrix.idle().size());
        }

        /** Returns the share of mutants that are rejected. */
        public String score() {
            return Numbers.percent(mutants - survivors, mutants);
        }
    }

    /**
     * A mutant that few cases reject.
     *
     * @param loss the loss
     * @param page the loss's page
     * @param name the mistake in words
     * @param kills how many cases reject it
     * @param cases how many cases the loss has
     */
    public record Hard(String loss, String page, String name, int kills, int cases) {}

    /** Makes the page. */
    public static KillOverview of(KillReport report) {
        List<Row> rows = new ArrayList<>();
        Set<String> pages = new HashSet<>();
        for (KillMatrix matrix : report.matrices()) {
            String name = "mutants-" + matrix.loss().replaceAll("[^A-Za-z0-9_-]", "_");
            String page = pages.add(name) ? name : name + "-" + rows.size();
            rows.add(Row.of(matrix, page + ".html"));
        }
        List<Hard> hardest = IntStream.range(0, rows.size())
                .boxed()
                .flatMap(i -> {
                    KillMatrix matrix = report.matrices().get(i);
                    String page = rows.get(i).page();
                    return matrix.rows().stream()
                            .map(row -> new Hard(
                                    matrix.loss(),
                                    page,
                                    row.name(),
                                    row.count(),
                                    matrix.cases().size()));
                })
                .sorted(Comparator.comparingDouble(hard -> hard.kills() / (double) hard.cases()))
                .limit(MOST_HARD)
                .toList();
        return new KillOverview(report, rows, hardest);
    }

    /** Returns whether no mutant survives. */
    public boolean all() {
        return report.survivors() == 0;
    }

    /** Returns the share of mutants that are rejected. */
    public String score() {
        return Numbers.percent(report.mutants() - report.survivors(), report.mutants());
    }
}
