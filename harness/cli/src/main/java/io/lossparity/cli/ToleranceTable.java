package io.lossparity.cli;

import io.lossparity.cli.ErrorsSeen.Worst;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.kit.compare.ToleranceRule;
import io.lossparity.kit.tolerance.Observations;
import io.lossparity.spi.DType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tolerances as text: a line per row. */
final class ToleranceTable {
    private ToleranceTable() {}

    /** Returns the table; {@code seen} is null where no errors were collected. */
    static String render(List<ToleranceRow> rows, Observations observations, ErrorsSeen seen) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-26s %-8s %-8s %9s %5s %9s %9s %6s%s%n",
                "loss",
                "dtype",
                "quantity",
                "allowed",
                "ulps",
                "noise",
                "to truth",
                "times",
                seen == null ? "" : String.format(Locale.ROOT, " %9s %6s  %s", "seen", "slack", "in")));
        for (ToleranceRow row : rows) {
            text.append(line(row, observations.of(row), seen)).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String line(ToleranceRow row, Optional<Measured> measured, ErrorsSeen seen) {
        Tolerance tolerance = row.tolerance();
        String line = String.format(
                Locale.ROOT,
                "%-26s %-8s %-8s %9s %5d %9s %9s %6s",
                row.loss(),
                row.dtype().torchName(),
                row.quantity(),
                number(tolerance.scale()),
                tolerance.ulps(),
                measured.map(known -> number(known.noise())).orElse("-"),
                measured.map(known -> number(known.truth())).orElse("-"),
                measured.map(known -> times(tolerance.scale(), known.sum())).orElse("-"));
        return seen == null ? line : line + seen(tolerance, row.dtype(), seen.of(row));
    }

    private static String seen(Tolerance tolerance, DType dtype, Optional<Worst> worst) {
        if (worst.isEmpty()) {
            return String.format(Locale.ROOT, " %9s %6s", "0", "-");
        }
        Worst found = worst.get();
        String slack = tolerance.scale() == 0
                ? times((double) tolerance.ulps(), found.ulps())
                : times(2 * tolerance.scale() / ToleranceRule.epsilon(dtype), found.units());
        return String.format(Locale.ROOT, " %9s %6s  %s", number(found.units()), slack, found.port());
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
    }

    private static String times(double allowed, double of) {
        return of == 0 ? "-" : String.format(Locale.ROOT, "%.1f", allowed / of);
    }
}
