package io.lossparity.report.html.model;

import io.lossparity.kit.compare.Attribution;
import io.lossparity.kit.compare.Departures;
import io.lossparity.kit.report.CaseLine;
import io.lossparity.kit.report.CaseLine.TensorLine;
import io.lossparity.kit.report.TruthLine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a port and PyTorch are from the truth on one loss.
 *
 * @param rows the distances of each quantity and element type
 * @param differing the number of tensors that differ from PyTorch's and of which the truth is known
 * @param attributed in how many of them it is clear whose the difference is
 * @param departures why PyTorch departs from the definition
 */
public record TruthTable(
        List<TruthRow> rows, int differing, Map<Attribution, Integer> attributed, List<DepartureRow> departures) {
    /** Makes the collections unmodifiable. */
    public TruthTable {
        rows = List.copyOf(rows);
        attributed = Map.copyOf(attributed);
        departures = List.copyOf(departures);
    }

    /**
     * Cases in which PyTorch's formula is by design another than the definition.
     *
     * @param reason the golden data's word for why
     * @param explanation what it means
     * @param cases the number of cases
     */
    public record DepartureRow(String reason, String explanation, int cases) {}

    /** Returns the distances of these cases. */
    public static TruthTable of(List<CaseLine> lines) {
        int differing = 0;
        Map<Attribution, Integer> attributed = new EnumMap<>(Attribution.class);
        Map<String, Integer> departures = new TreeMap<>();
        for (CaseLine line : lines) {
            List<TruthLine> truths = line.tensors().stream()
                    .map(TensorLine::truth)
                    .filter(truth -> truth != null)
                    .toList();
            for (TruthLine truth : truths) {
                differing += truth.nearer() == null ? 0 : 1;
                truth.verdict().ifPresent(verdict -> attributed.merge(verdict, 1, Integer::sum));
            }
            truths.stream()
                    .filter(truth -> truth.departure() != null)
                    .flatMap(truth -> truth.departure().reasons().stream())
                    .distinct()
                    .forEach(reason -> departures.merge(reason, 1, Integer::sum));
        }
        List<DepartureRow> reasons = departures.entrySet().stream()
                .map(entry -> new DepartureRow(entry.getKey(), Departures.explain(entry.getKey()), entry.getValue()))
                .sorted((a, b) -> b.cases() - a.cases())
                .toList();
        return new TruthTable(TruthRow.of(lines), differing, attributed, reasons);
    }

    /** Returns whose the differences are, in words; empty if there are none. */
    public String summary() {
        if (differing == 0) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        add(parts, Attribution.PORT_CLOSER, "the port is closer to the truth than PyTorch");
        add(parts, Attribution.TORCH_CLOSER, "PyTorch is closer to the truth than the port");
        add(parts, Attribution.DEFINITION, "the port computes the definition, from which PyTorch departs by design");
        int clear = attributed.values().stream().mapToInt(Integer::intValue).sum();
        if (clear < differing) {
            parts.add("in " + Numbers.count(differing - clear) + " neither is clearly closer");
        }
        return "Of the " + Numbers.count(differing) + " tensors in which port and PyTorch differ: "
                + String.join("; ", parts) + ".";
    }

    private void add(List<String> parts, Attribution attribution, String words) {
        int count = attributed.getOrDefault(attribution, 0);
        if (count > 0) {
            parts.add("in " + Numbers.count(count) + " " + words);
        }
    }

    /** Returns the greatest distances in units of the scale, port and then PyTorch, of outputs or of gradients. */
    public String worst(boolean output) {
        List<TruthRow> those =
                rows.stream().filter(row -> row.isOutput() == output).toList();
        if (those.isEmpty()) {
            return "\u2013";
        }
        return Distribution.text(max(those, true)) + " / " + Distribution.text(max(those, false));
    }

    private static double max(List<TruthRow> rows, boolean port) {
        return rows.stream()
                .mapToDouble(row -> port ? row.port().maxScaled() : row.torch().maxScaled())
                .max()
                .orElse(0);
    }
}
