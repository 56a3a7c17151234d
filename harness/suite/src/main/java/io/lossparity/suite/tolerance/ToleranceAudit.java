package io.lossparity.suite.tolerance;

import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.suite.tolerance.Observations.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares every tolerance with the golden data, and lists those that are too loose, too tight for PyTorch, or without
 * data.
 */
public final class ToleranceAudit {
    /** An ulp is up to 2 units, so the least allowance in ulps allows this many units. */
    private static final double FLOOR_UNITS = 2 * Tolerance.FLOOR_ULPS;

    private final Observations observations;

    /** Makes an audit from these measurements. */
    public ToleranceAudit(Observations observations) {
        this.observations = Objects.requireNonNull(observations, "observations must not be null");
    }

    /** Returns a sentence for each fault, beginning with the row's name; empty if every row is right. */
    public List<String> faults(Tolerances tolerances) {
        List<String> faults = new ArrayList<>();
        tolerances.rows().forEach(row -> faults.addAll(faults(row)));
        return faults;
    }

    private List<String> faults(ToleranceRow row) {
        Optional<Observed> observed = observations.of(row);
        if (observed.isEmpty()) {
            return List.of(row.name() + " rests on nothing: the golden data have no case of it");
        }
        List<String> faults = new ArrayList<>();
        Observed known = observed.get().rounded();
        check(row, "derived", row.derived(), known.derived(), faults);
        check(row, "noise", row.noise(), known.noise(), faults);
        if (row.used() > known.derived()) {
            faults.add(row.name() + " allows " + row.used() + " units, but only " + known.derived()
                    + " follow from the formula");
        }
        if (known.noise() > Math.max(row.used(), FLOOR_UNITS)) {
            faults.add(row.name() + " allows " + row.used() + " units, but PyTorch itself is " + known.noise()
                    + " units off in " + known.noisiest());
        }
        return faults;
    }

    private static void check(ToleranceRow row, String what, double stated, double known, List<String> faults) {
        if (stated != known) {
            faults.add(row.name() + " states " + what + " " + stated + ", but it is " + known
                    + ": --derive states it anew");
        }
    }
}
