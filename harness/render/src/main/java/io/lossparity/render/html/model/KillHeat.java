package io.lossparity.render.html.model;

import io.lossparity.kit.text.Numbers;
import io.lossparity.report.kills.KillMatrix;
import io.lossparity.report.stream.CaseAxes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kill matrix as a heat map. The cases are grouped by kind of values and by reduction, because a column for each case
 * would be too many.
 *
 * @param groups the kinds of values from left to right
 * @param width the width of the map
 */
public record KillHeat(List<Group> groups, int width) {
    /** The width of a column. */
    public static final int CELL = 10;

    private static final int GAP = 4;
    private static final String OTHER = "other";
    private static final List<String> REDUCTIONS = List.of("none", "mean", "sum", "batchmean", OTHER);

    /** Makes the list unmodifiable. */
    public KillHeat {
        groups = List.copyOf(groups);
    }

    /**
     * A kind of values.
     *
     * @param name the kind
     * @param x where its columns begin
     * @param columns a column for each reduction
     */
    public record Group(String name, int x, List<Column> columns) {
        /** Makes the list unmodifiable. */
        public Group {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Cases of one kind of values and one reduction.
     *
     * @param name the reduction
     * @param x where the column begins
     * @param cases the places of the cases
     */
    public record Column(String name, int x, BitSet cases) {}

    /**
     * A cell.
     *
     * @param x where it begins
     * @param opacity how many of the cases reject the mutant, as an opacity
     * @param label the same in words
     */
    public record Cell(int x, String opacity, String label) {}

    static KillHeat of(KillMatrix matrix) {
        Map<String, Map<Integer, BitSet>> byKind = new LinkedHashMap<>();
        for (int place = 0; place < matrix.cases().size(); place++) {
            String[] segments = matrix.cases().get(place).split("/", -1);
            boolean invalid = segments.length > 2 && segments[2].equals("invalid");
            String kind = invalid ? CaseAxes.INVALID : segments[segments.length - 1];
            int reduction = segments.length > 2 ? REDUCTIONS.indexOf(segments[2]) : -1;
            byKind.computeIfAbsent(kind, k -> new TreeMap<>())
                    .computeIfAbsent(reduction < 0 ? REDUCTIONS.indexOf(OTHER) : reduction, r -> new BitSet())
                    .set(place);
        }
        List<Group> groups = new ArrayList<>();
        int x = 0;
        for (Map.Entry<String, Map<Integer, BitSet>> kind : byKind.entrySet()) {
            List<Column> columns = new ArrayList<>();
            int start = x;
            for (Map.Entry<Integer, BitSet> reduction : kind.getValue().entrySet()) {
                columns.add(new Column(REDUCTIONS.get(reduction.getKey()), x, reduction.getValue()));
                x += CELL;
            }
            groups.add(new Group(kind.getKey(), start, columns));
            x += GAP;
        }
        return new KillHeat(groups, Math.max(0, x - GAP));
    }

    /** Returns the cells of a mutant in which at least one case rejects it. */
    public List<Cell> cells(KillMatrix.Row row) {
        List<Cell> cells = new ArrayList<>();
        for (Group group : groups) {
            for (Column column : group.columns()) {
                BitSet killing = (BitSet) column.cases().clone();
                killing.and(row.kills());
                int kills = killing.cardinality();
                int cases = column.cases().cardinality();
                if (kills > 0) {
                    double share = 0.15 + 0.85 * kills / cases;
                    cells.add(new Cell(
                            column.x(),
                            Numbers.number(share),
                            group.name() + ", " + column.name() + ": " + kills + " of " + cases + " cases"));
                }
            }
        }
        return cells;
    }

    /** Returns all columns. */
    public List<Column> columns() {
        return groups.stream().flatMap(group -> group.columns().stream()).toList();
    }
}
