package io.lossparity.report.budget;

import io.lossparity.kit.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The measures that a budget limits. */
public enum Measure {
    /** The number of cases that passed; the budget is the least number. */
    CASES("cases passed", ""),
    /** The largest error in units of its element: the unit of rounding times the magnitude that was rounded. */
    MAX_UNITS("largest error", " units"),
    /** The largest error in units in the last place. */
    MAX_ULPS("largest error", " ulp"),
    /** The share of elements that are the same to the bit; the budget is the least share. */
    BIT_EQUAL_SHARE("bit-equal share", "");

    private static final MathContext ERROR = new MathContext(3, RoundingMode.CEILING);
    private static final int SHARE_DECIMALS = 4;

    private final String words;
    private final String unit;

    Measure(String words, String unit) {
        this.words = words;
        this.unit = unit;
    }

    /** Returns what is measured, in words. */
    public String words() {
        return words;
    }

    /** Returns a value with its unit. */
    public String text(double value) {
        return number(value) + unit;
    }

    /** Returns a value without its unit. */
    public String number(double value) {
        return switch (this) {
            case CASES -> Long.toString((long) value);
            case MAX_ULPS -> Numbers.distance((long) value);
            case BIT_EQUAL_SHARE -> Numbers.percent(value);
            case MAX_UNITS -> Numbers.distance(value);
        };
    }

    /** Returns the value as a budget keeps it: rounded to a few digits, never to the tighter side. */
    double rounded(double value) {
        return switch (this) {
            case CASES, MAX_ULPS -> value;
            case BIT_EQUAL_SHARE ->
                BigDecimal.valueOf(value)
                        .setScale(SHARE_DECIMALS, RoundingMode.FLOOR)
                        .doubleValue();
            default -> new BigDecimal(value).round(ERROR).doubleValue();
        };
    }

    /** Returns whether a value is beyond a limit. */
    boolean looser(double value, double limit) {
        return (this == CASES || this == BIT_EQUAL_SHARE) ? !(value >= limit) : !(value <= limit);
    }
}
