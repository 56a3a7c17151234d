package io.lossparity.render.html.model;

import io.lossparity.kit.compare.TruthText;
import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.Distances;
import java.util.Locale;

/** How the pages spell numbers. */
public final class Numbers {
    private Numbers() {}

    /** Returns three significant digits, in scientific form where the plain one would be long. */
    public static String brief(double value) {
        double magnitude = Math.abs(value);
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        if (magnitude >= 0.01 && magnitude < 100_000) {
            return plain(String.format(Locale.ROOT, "%.4g", value));
        }
        return String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e-").replace("e+0", "e+");
    }

    /** Returns an error in units of its element. */
    public static String units(double units) {
        return Double.isFinite(units) ? brief(units) + " units" : "not comparable";
    }

    /** Returns an error in units in the last place. */
    public static String ulps(long ulps) {
        return brief((double) ulps) + " ulp";
    }

    /** Returns a greatest distance between port, PyTorch and truth, in both units. */
    public static String distance(Distances.Greatest greatest) {
        double ulps =
                greatest.ulps() < 100_000 ? Double.parseDouble(TruthText.number(greatest.ulps())) : greatest.ulps();
        String both = brief(greatest.units()) + " units, " + brief(ulps) + " ulp";
        String distance = greatest.units() == 0 ? "0" : both;
        return greatest.incomparable() == null
                ? distance
                : distance + " (" + greatest.incomparable() + " not comparable)";
    }

    /** Returns a count with thin groups of three digits. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202f');
    }

    /** Returns a count with its noun. */
    public static String count(long count, String noun) {
        return count(count) + " " + Plural.noun(count, noun);
    }

    /** Returns a share in per cent; 100 % only if it is all, and 0 % only if it is nothing. */
    public static String percent(long part, long whole) {
        if (whole == 0) {
            return "\u2013";
        }
        if (part == whole || part == 0) {
            return part == 0 ? "0 %" : "100 %";
        }
        double share = Math.min(99.99, Math.max(0.01, 100.0 * part / whole));
        return String.format(Locale.ROOT, "%.2f %%", Math.floor(share * 100 + 1e-9) / 100);
    }

    /** Returns what is allowed, in both units. */
    public static String allowance(double units, long ulps) {
        return units == 0 && ulps == 0 ? "nothing" : brief(units) + " units or " + ulps + " ulp";
    }

    private static String plain(String text) {
        return text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
