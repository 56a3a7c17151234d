package io.lossparity.suite.tolerance;

import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.spi.DType;
import io.lossparity.suite.tolerance.Observations.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes the tolerances again from the golden data: a row for output and gradients of every loss, and one for losses
 * without a row. A row that allows less than the derived number keeps its number.
 */
public final class DerivedTolerances {
    private static final List<DType> DTYPES = List.of(DType.FLOAT32, DType.FLOAT64);

    private final Tolerances before;
    private final Observations observations;

    /**
     * Makes a writer of rows.
     *
     * @param before the current rows
     * @param observations the measurements for the rows
     */
    public DerivedTolerances(Tolerances before, Observations observations) {
        this.before = Objects.requireNonNull(before, "before must not be null");
        this.observations = Objects.requireNonNull(observations, "observations must not be null");
    }

    /**
     * Returns the file.
     *
     * @param losses the losses that get their own rows
     */
    public String text(List<String> losses) {
        List<String> rows = new ArrayList<>();
        List<String> all = new ArrayList<>(List.of(Tolerances.ANY_LOSS));
        all.addAll(losses);
        for (String loss : all) {
            for (DType dtype : DTYPES) {
                for (String quantity : List.of("output", "grad")) {
                    observations
                            .of(loss, dtype, quantity)
                            .ifPresent(observed -> rows.add(row(loss, dtype, quantity, observed.rounded())));
                }
            }
        }
        return "{\n\"formatVersion\": 2,\n\"tolerances\": [\n" + String.join(",\n", rows) + "\n]\n}\n";
    }

    private String row(String loss, DType dtype, String quantity, Observed observed) {
        double used = before.rows().stream()
                .filter(row -> row.loss().equals(loss)
                        && row.dtype() == dtype
                        && row.quantity().equals(quantity))
                .filter(row -> row.used() < row.derived())
                .mapToDouble(ToleranceRow::used)
                .map(tight -> Math.min(tight, observed.derived()))
                .findFirst()
                .orElse(observed.derived());
        return String.format(
                Locale.ROOT,
                "{\"loss\": \"%s\", \"dtype\": \"%s\", \"quantity\": \"%s\", \"derived\": %s, \"noise\": %s, \"used\": %s}",
                loss,
                dtype.torchName(),
                quantity,
                observed.derived(),
                observed.noise(),
                used);
    }
}
