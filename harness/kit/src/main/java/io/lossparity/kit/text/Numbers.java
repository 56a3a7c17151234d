package io.lossparity.kit.text;

import java.util.Locale;

/** How numbers are written for people. What a program reads back has all its digits instead. */
public final class Numbers {
    private static final String INCOMPARABLE = "NaN or infinity";
    private static final double MOST_DISTANCE = 1e9;
    private static final String FARTHER = "over 1e9";
    private static final double LEAST_PLAIN = 0.01;
    private static final double MOST_PLAIN = 100_000;
    private static final double MOST_WITH_POINT = 9_999;
    private static final double MOST_WITH_DECIMAL = 1_000;

    private Numbers() {}

    /** Returns four digits, without zeros at the end; {@code 3.1e-9} or {@code 1.2e+6} where that would be long. */
    public static String number(double value) {
        double magnitude = Math.abs(value);
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        if (magnitude >= LEAST_PLAIN && magnitude < MOST_PLAIN) {
            return trimmed(format(magnitude < MOST_WITH_POINT ? "%.4g" : "%.0f", value));
        }
        return format("%.1e", value).replace("e-0", "e-").replace("e+0", "e+");
    }

    /**
     * Returns an error in any unit; {@code over 1e9} if its size is noise, and {@code NaN or infinity} if it is not
     * finite, because only these are infinitely far from another value.
     */
    public static String distance(double error) {
        if (!Double.isFinite(error)) {
            return INCOMPARABLE;
        }
        return error > MOST_DISTANCE ? FARTHER : number(error);
    }

    /** Returns an error in units in the last place; the greatest long is not finite. */
    public static String distance(long ulps) {
        return distance(ulps == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (double) ulps);
    }

    /** Returns an error in units of its element, as in {@code 1.5 units}; without that word if it is not finite. */
    public static String units(double units) {
        return distance(units) + (Double.isFinite(units) ? " units" : "");
    }

    /** Returns an error in both units, as in {@code 1.5 units, 2 ulp}; what is not finite is said once. */
    public static String distance(double units, long ulps) {
        return units(units) + (ulps == Long.MAX_VALUE || !Double.isFinite(units) ? "" : ", " + distance(ulps) + " ulp");
    }

    /** Returns a distance from the truth in units in the last place: one decimal, or one digit if that would be 0. */
    public static String ulps(double ulps) {
        return ulps > 0 && ulps < MOST_WITH_DECIMAL
                ? trimmed(format(ulps < 0.095 ? "%.1g" : "%.1f", ulps))
                : distance(ulps);
    }

    /** Returns a count with thin groups of three digits. */
    public static String count(long count) {
        return format("%,d", count).replace(',', '\u202f');
    }

    /** Returns a count with its noun. */
    public static String count(long count, String noun) {
        return count(count) + " " + Plural.noun(count, noun);
    }

    /**
     * Returns a share in per cent, rounded down; 100 % only if it is all, and 0 % only if it is nothing;
     * {@code -} of nothing.
     */
    public static String percent(long part, long whole) {
        return whole == 0 ? "-" : percent((double) part / whole);
    }

    /** Returns a share of 1 as {@link #percent(long, long)} does. */
    public static String percent(double share) {
        if (share == 0 || share == 1) {
            return share == 0 ? "0 %" : "100 %";
        }
        double hundredths = Math.floor(share * 10_000 + 1e-9);
        return format("%.2f %%", Math.min(9_999, Math.max(1, hundredths)) / 100);
    }

    /** Returns a time, as in {@code 1.2 s}. */
    public static String seconds(double seconds) {
        return format("%.1f s", seconds);
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String trimmed(String number) {
        return number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number;
    }
}
