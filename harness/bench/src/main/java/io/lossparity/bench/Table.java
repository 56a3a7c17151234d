package io.lossparity.bench;

import io.lossparity.bench.Measurement.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table in Markdown: microseconds of one contender, and how many times as long the others take. */
final class Table {
    private final String first;
    private final List<String> others;
    private final List<Result> results;

    Table(String first, List<String> others, List<Result> results) {
        this.first = first;
        this.others = others;
        this.results = results;
    }

    /** Returns the table, and below it geometric means. */
    String markdown(Map<String, String> versions) {
        StringBuilder text = new StringBuilder();
        versions.forEach((name, version) ->
                text.append("- ").append(name).append(": ").append(version).append('\n'));
        text.append("\n| row | ").append(first).append(", µs | ± |");
        others.forEach(other -> text.append(' ').append(other).append(" | ± |"));
        text.append("\n|---|--:|--:|").append("--:|--:|".repeat(others.size())).append('\n');
        for (Result result : results) {
            Row row = result.row();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s %s %s | %.1f | %s |",
                    row.loss(),
                    row.dtype(),
                    row.size(),
                    result.median(first) / 1000,
                    percent(result.spread(first))));
            for (String other : others) {
                text.append(String.format(
                        Locale.ROOT, " %.2f | %s |", ratio(result, other), percent(result.spread(other))));
            }
            text.append('\n');
        }
        text.append("\n| geometric mean |").append(" |".repeat(others.size())).append('\n');
        text.setLength(text.length() - 1 - 2 * others.size());
        others.forEach(other -> text.append(' ').append(other).append(" |"));
        text.append("\n|---|").append("--:|".repeat(others.size())).append('\n');
        results.stream()
                .collect(Collectors.groupingBy(result -> result.row().group(), LinkedHashMap::new, Collectors.toList()))
                .forEach((group, rows) -> mean(text, group, rows));
        return text.toString();
    }

    private void mean(StringBuilder text, String name, List<Result> chosen) {
        text.append("| ").append(name).append(" (").append(chosen.size()).append(") |");
        for (String other : others) {
            double logs = chosen.stream()
                    .mapToDouble(result -> Math.log(ratio(result, other)))
                    .average()
                    .orElseThrow();
            text.append(String.format(Locale.ROOT, " %.2f |", Math.exp(logs)));
        }
        text.append('\n');
    }

    private double ratio(Result result, String other) {
        return result.median(other) / result.median(first);
    }

    private static String percent(double part) {
        return Math.round(100 * part) + " %";
    }
}
