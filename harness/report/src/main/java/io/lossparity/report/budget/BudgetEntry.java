package io.lossparity.report.budget;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.lossparity.report.budget.Fidelity.Measurement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The budget of one quantity.
 *
 * @param loss the loss
 * @param dtype the element type by PyTorch's name
 * @param quantity {@code output}, {@code grad.} and the argument, or {@code error}
 * @param cases the least number of cases that must pass
 * @param maxUnits the largest error in units of its element
 * @param maxUlps the largest error in units in the last place
 * @param bitEqualShare the least share of the elements that must be the same to the bit
 * @param looser why it was loosened, the oldest reason first
 */
@JsonPropertyOrder({"loss", "dtype", "quantity", "cases", "maxUnits", "maxUlps", "bitEqualShare", "looser"})
public record BudgetEntry(
        String loss,
        String dtype,
        String quantity,
        long cases,
        double maxUnits,
        long maxUlps,
        double bitEqualShare,
        List<Looser> looser) {
    /** Makes the list unmodifiable. */
    public BudgetEntry {
        looser = List.copyOf(looser);
    }

    /**
     * A reason for a looser budget.
     *
     * @param reason the reason that was given
     * @param dataVersion the version of the golden data at that time
     * @param changes what it allowed: {@code largest error 1 ulp -> 3 ulp}
     */
    public record Looser(String reason, String dataVersion, List<String> changes) {
        /** Makes the list unmodifiable. */
        public Looser {
            changes = List.copyOf(changes);
        }
    }

    /** Returns the quantity of this budget. */
    Quantity key() {
        return new Quantity(loss, dtype, quantity);
    }

    /** Returns the limit. */
    double limit(Measure measure) {
        return switch (measure) {
            case CASES -> cases;
            case MAX_UNITS -> maxUnits;
            case MAX_ULPS -> maxUlps;
            case BIT_EQUAL_SHARE -> bitEqualShare;
        };
    }

    /** Makes the tightest budget that allows the measurements. */
    static BudgetEntry of(Quantity quantity, Map<Measure, Measurement> measured) {
        Map<Measure, Double> limits = new EnumMap<>(Measure.class);
        measured.forEach((measure, measurement) -> limits.put(measure, measure.rounded(measurement.value())));
        return of(quantity, limits, List.of());
    }

    /** Returns this budget, tightened or loosened to the measurements. */
    BudgetEntry fitted(Map<Measure, Measurement> measured, String reason, String dataVersion) {
        Map<Measure, Double> limits = new EnumMap<>(Measure.class);
        List<String> changes = new ArrayList<>();
        measured.forEach((measure, measurement) -> {
            double limit = limit(measure);
            double needed = measure.rounded(measurement.value());
            boolean more = measure.looser(measurement.value(), limit);
            if (more) {
                changes.add(measure.words() + " " + measure.text(limit) + " -> " + measure.text(needed));
            }
            limits.put(measure, more || measure.looser(limit, needed) ? needed : limit);
        });
        List<Looser> reasons = new ArrayList<>(looser);
        if (!changes.isEmpty()) {
            reasons.add(new Looser(reason, dataVersion, changes));
        }
        return of(key(), limits, reasons);
    }

    private static BudgetEntry of(Quantity quantity, Map<Measure, Double> limits, List<Looser> looser) {
        return new BudgetEntry(
                quantity.loss(),
                quantity.dtype(),
                quantity.name(),
                limits.get(Measure.CASES).longValue(),
                limits.get(Measure.MAX_UNITS),
                limits.get(Measure.MAX_ULPS).longValue(),
                limits.get(Measure.BIT_EQUAL_SHARE),
                looser);
    }
}
