package io.lossparity.render.html.model;

import io.lossparity.suite.coverage.CaseSpace;
import io.lossparity.suite.coverage.LossCoverage;
import io.lossparity.suite.coverage.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is tested of a loss, as a table.
 *
 * @param loss the loss
 * @param calls the number of valid calls per dtype, as text
 * @param columns reductions, kinds of values and forms
 * @param rows a row per setting
 * @param counts how many pairs are tested, explained, or neither
 */
public record SpaceTable(String loss, String calls, List<Setting> columns, List<Row> rows, CaseSpace.Counts counts) {
    private static final List<String> CROSSED = List.of("reduction", "values", "form");
    private static final String UNTESTED = "\u00b7";

    /** Makes the lists unmodifiable. */
    public SpaceTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param setting the setting
     * @param cells the number of cases per column
     */
    public record Row(Setting setting, List<String> cells) {
        /** Makes the list unmodifiable. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** Makes the table of a loss. */
    public static SpaceTable of(CaseSpace space, LossCoverage loss) {
        Map<String, List<String>> axes = loss.axes();
        List<Setting> columns = CROSSED.stream()
                .flatMap(axis -> axes.getOrDefault(axis, List.of()).stream().map(value -> new Setting(axis, value)))
                .toList();
        List<Row> rows = new ArrayList<>();
        Stream.concat(axes.keySet().stream().filter(axis -> !CROSSED.contains(axis)), CROSSED.stream())
                .forEach(axis -> axes.getOrDefault(axis, List.of())
                        .forEach(value -> rows.add(row(loss, new Setting(axis, value), columns))));
        return new SpaceTable(loss.loss(), loss.calls(), columns, rows, space.counts(loss));
    }

    private static Row row(LossCoverage loss, Setting setting, List<Setting> columns) {
        return new Row(
                setting,
                columns.stream().map(column -> cell(loss, setting, column)).toList());
    }

    private static String cell(LossCoverage loss, Setting setting, Setting column) {
        if (setting.axis().equals(column.axis())) {
            return "";
        }
        List<Integer> counts = loss.cases().keySet().stream()
                .map(dtype -> loss.count(setting, column, dtype))
                .toList();
        if (counts.stream().allMatch(count -> count == 0)) {
            return UNTESTED;
        }
        return counts.stream().distinct().map(String::valueOf).collect(Collectors.joining("/"));
    }
}
