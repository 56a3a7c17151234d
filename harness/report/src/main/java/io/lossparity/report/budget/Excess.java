package io.lossparity.report.budget;

import java.util.Locale;

/**
 * A measurement beyond its budget.
 *
 * @param quantity the quantity
 * @param measure what was measured
 * @param value the value
 * @param limit what the budget allows
 * @param worstCase the id of the case that contributes most; empty if no single one does
 */
public record Excess(Quantity quantity, Measure measure, double value, double limit, String worstCase) {
    /** Returns the quantity and the excess on one line. */
    public String text() {
        return quantity + ": " + measure.words() + " " + measure.text(value) + ", but the budget is "
                + measure.text(limit) + by();
    }

    private String by() {
        return switch (measure) {
            case CASES -> String.format(Locale.ROOT, " (%.0f fewer)", limit - value);
            case BIT_EQUAL_SHARE -> String.format(Locale.ROOT, " (%.2f points less)", 100 * (limit - value));
            default -> limit == 0 ? " (it was exact)" : String.format(Locale.ROOT, " (%.3g times)", value / limit);
        };
    }
}
