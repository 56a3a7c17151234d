package io.lossparity.cli;

import io.lossparity.cli.ErrorsSeen.Worst;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.text.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tolerances as text: a line for each row, with all numbers in units of the element. */
final class ToleranceTable {
    private ToleranceTable() {}

    /** Returns the table; {@code seen} is null if no errors were collected. */
    static String render(List<ToleranceRow> rows, ErrorsSeen seen) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-26s %-8s %-8s %9s %9s %9s%s%n",
                "loss",
                "dtype",
                "quantity",
                "derived",
                "noise",
                "used",
                seen == null ? "" : String.format(Locale.ROOT, " %9s %6s  %s", "seen", "slack", "in")));
        for (ToleranceRow row : rows) {
            text.append(line(row, seen)).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String line(ToleranceRow row, ErrorsSeen seen) {
        String line = String.format(
                Locale.ROOT,
                "%-26s %-8s %-8s %9s %9s %9s",
                row.loss(),
                row.dtype().torchName(),
                row.quantity(),
                Numbers.number(row.derived()),
                Numbers.number(row.noise()),
                Numbers.number(row.used()));
        return seen == null ? line : line + seen(row, seen.of(row));
    }

    private static String seen(ToleranceRow row, Optional<Worst> worst) {
        if (worst.isEmpty()) {
            return String.format(Locale.ROOT, " %9s %6s", "0", "-");
        }
        Worst found = worst.get();
        return String.format(
                Locale.ROOT, " %9s %6.1f  %s", Numbers.number(found.units()), row.used() / found.units(), found.port());
    }
}
