package io.lossparity.render.text;

import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.Distances;
import io.lossparity.kit.verdict.Distances.Greatest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The greatest distances between port, PyTorch and truth for a terminal of 80 columns: a row per loss and element type,
 * over its output and gradients. Reports have them per tensor, with units in the last place and the cases.
 */
public final class DistanceTable {
    private static final String HEADING = """
            greatest distance, in units of what was rounded;
            truth is the exact value of PyTorch's formula
            """;
    private static final String SPECIAL = "*";
    private static final String SPECIAL_LINE = "* and in some cases NaN or infinity against another value\n";

    private DistanceTable() {}

    /** Renders the distances; every line ends in a line feed. Empty if there are none. */
    public static String render(List<Distances> distances) {
        if (distances.isEmpty()) {
            return "";
        }
        Map<String, List<Distances>> byRow = distances.stream()
                .collect(Collectors.groupingBy(
                        each -> each.loss() + " " + each.dtype(), LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder(HEADING);
        text.append(row("loss", "dtype", "port-torch", "port-truth", "torch-truth"));
        byRow.values()
                .forEach(rows -> text.append(row(
                        rows.get(0).loss(),
                        rows.get(0).dtype(),
                        cell(rows, Distances::portToTorch),
                        cell(rows, Distances::portToTruth),
                        cell(rows, Distances::torchToTruth))));
        return text.append(text.indexOf(SPECIAL) < 0 ? "" : SPECIAL_LINE).toString();
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-24s  %-7s  %11s  %11s  %11s%n", cells);
    }

    private static String cell(List<Distances> rows, Function<Distances, Greatest> column) {
        double units =
                rows.stream().map(column).mapToDouble(Greatest::units).max().orElse(0);
        boolean special = rows.stream().map(column).anyMatch(greatest -> greatest.incomparable() != null);
        return Numbers.distance(units) + (special ? SPECIAL : "");
    }
}
