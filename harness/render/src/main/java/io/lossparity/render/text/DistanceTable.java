package io.lossparity.render.text;

import io.lossparity.kit.verdict.Distances;
import io.lossparity.kit.verdict.Distances.Greatest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The greatest distances between port, PyTorch and truth for a terminal of 100 columns: a row per loss, over its output
 * and gradients. Reports have them per tensor, with units in the last place and the cases.
 */
public final class DistanceTable {
    private static final int LOSS_WIDTH = 24;
    private static final String HEADING =
            "greatest distance, in units of what was rounded; truth is the exact value of PyTorch's formula\n";
    private static final String SPECIAL = "*";
    private static final String SPECIAL_LINE = "* and in some cases NaN or infinity against another value\n";
    private static final List<Function<Distances, Greatest>> COLUMNS =
            List.of(Distances::portToTorch, Distances::portToTruth, Distances::torchToTruth);
    private static final List<String> HEADERS = List.of("port-torch", "port-truth", "torch-truth");

    private DistanceTable() {}

    /** Renders the distances; every line ends in a line feed. Empty if there are none. */
    public static String render(List<Distances> distances) {
        if (distances.isEmpty()) {
            return "";
        }
        List<String> dtypes =
                distances.stream().map(Distances::dtype).distinct().sorted().toList();
        Map<String, List<Distances>> byLoss = new LinkedHashMap<>();
        distances.forEach(each ->
                byLoss.computeIfAbsent(each.loss(), loss -> new ArrayList<>()).add(each));
        StringBuilder text = new StringBuilder(HEADING);
        StringBuilder types = new StringBuilder(padded("", LOSS_WIDTH));
        StringBuilder headers = new StringBuilder(padded("loss", LOSS_WIDTH));
        for (String dtype : dtypes) {
            types.append("  ").append(padded(dtype, String.join("  ", HEADERS).length()));
            headers.append("  ").append(String.join("  ", HEADERS));
        }
        text.append(types.toString().stripTrailing())
                .append('\n')
                .append(headers)
                .append('\n');
        byLoss.forEach((loss, rows) -> text.append(row(loss, dtypes, rows)).append('\n'));
        return text.append(text.indexOf(SPECIAL) < 0 ? "" : SPECIAL_LINE).toString();
    }

    private static String row(String loss, List<String> dtypes, List<Distances> rows) {
        StringBuilder row = new StringBuilder(padded(loss, LOSS_WIDTH));
        for (String dtype : dtypes) {
            List<Distances> own =
                    rows.stream().filter(each -> each.dtype().equals(dtype)).toList();
            for (int i = 0; i < HEADERS.size(); i++) {
                String cell = own.isEmpty() ? "-" : cell(own, COLUMNS.get(i));
                int width = HEADERS.get(i).length();
                row.append("  ")
                        .append(" ".repeat(Math.max(0, width - cell.length())))
                        .append(cell);
            }
        }
        return row.toString();
    }

    private static String cell(List<Distances> rows, Function<Distances, Greatest> column) {
        double units =
                rows.stream().map(column).mapToDouble(Greatest::units).max().orElse(0);
        boolean special = rows.stream().map(column).anyMatch(greatest -> greatest.incomparable() != null);
        return (units == 0 ? "0" : TextTable.units(units)) + (special ? SPECIAL : "");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
