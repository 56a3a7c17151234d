package io.lossparity.kit.tolerance;

import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.kit.compare.ToleranceRule;
import io.lossparity.kit.compare.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Holds every tolerance against what was measured, and says which are loose, or rest on nothing. */
public final class ToleranceAudit {
    /** Measurements are stated with three digits, rounded up. */
    private static final int DIGITS = 3;

    private final Observations observations;

    /** Makes an audit by these measurements. */
    public ToleranceAudit(Observations observations) {
        this.observations = Objects.requireNonNull(observations, "observations must not be null");
    }

    /** Returns a sentence per fault, each beginning with the row's name; empty if every row is as tight as it must be. */
    public List<String> faults(Tolerances tolerances) {
        List<String> faults = new ArrayList<>();
        tolerances.rows().forEach(row -> faults.addAll(faults(row)));
        return faults;
    }

    private List<String> faults(ToleranceRow row) {
        Optional<Measured> measured = observations.of(row);
        if (measured.isEmpty()) {
            return List.of(row.name() + " rests on nothing: the golden data have no case of it");
        }
        if (row.measured().isEmpty()) {
            return List.of(row.name() + " rests on nothing: it must state noise, noiseUlps and truth");
        }
        List<String> faults = new ArrayList<>();
        Measured known = rounded(measured.get());
        Measured stated = row.measured().get();
        check(row, "noise", stated.noise(), known.noise(), faults);
        check(row, "noiseUlps", stated.noiseUlps(), known.noiseUlps(), faults);
        check(row, "truth", stated.truth(), known.truth(), faults);
        looseness(row, known).ifPresent(faults::add);
        return faults;
    }

    private static void check(ToleranceRow row, String what, double stated, double measured, List<String> faults) {
        if (stated > measured) {
            faults.add(String.format(
                    Locale.ROOT, "%s states %s %s, but only %s was measured", row.name(), what, stated, measured));
        } else if (stated < measured) {
            faults.add(String.format(
                    Locale.ROOT,
                    "%s states %s %s, but %s was measured: --derive states it anew",
                    row.name(),
                    what,
                    stated,
                    measured));
        }
    }

    private static Optional<String> looseness(ToleranceRow row, Measured known) {
        Tolerance tolerance = row.tolerance();
        double epsilon = ToleranceRule.epsilon(row.dtype());
        double observed = Math.max(known.sum(), epsilon);
        double allowed = Math.max(tolerance.scale(), tolerance.ulps() * epsilon);
        if (allowed > ToleranceRule.MOST * observed) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s allows %.3g of scale (%.3g, and %d ulps), %.0f times what was ever observed (noise %.3g, truth"
                            + " %.3g, floor %.3g): more than %d times is refused",
                    row.name(),
                    allowed,
                    tolerance.scale(),
                    tolerance.ulps(),
                    allowed / observed,
                    known.noise(),
                    known.truth(),
                    epsilon,
                    ToleranceRule.MOST));
        }
        if (!ToleranceRule.allows(row.loss(), row.dtype(), tolerance, known)
                && row.exceedsBecause().isEmpty()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s allows %.3g of scale and %d ulps, more than the rule's %.3g and %d: exceedsBecause must state"
                            + " why",
                    row.name(),
                    tolerance.scale(),
                    tolerance.ulps(),
                    ToleranceRule.scale(row.loss(), row.dtype(), known),
                    ToleranceRule.FLOOR_ULPS));
        }
        return Optional.empty();
    }

    /** Returns measurements as rows state them. */
    static Measured rounded(Measured measured) {
        return new Measured(
                ToleranceRule.roundedUp(measured.noise(), DIGITS),
                measured.noiseUlps(),
                ToleranceRule.roundedUp(measured.truth(), DIGITS));
    }
}
