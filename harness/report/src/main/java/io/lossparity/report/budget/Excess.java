package io.lossparity.report.budget;

import io.lossparity.kit.text.Numbers;

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
            case CASES -> " (" + Numbers.number(limit - value) + " fewer)";
            case BIT_EQUAL_SHARE -> " (" + Numbers.number(100 * (limit - value)) + " points less)";
            default -> limit == 0 ? " (it was exact)" : " (" + Numbers.distance(value / limit) + " times)";
        };
    }
}
