package io.lossparity.kit.compare;

import java.util.Locale;

/** Says how far the port and PyTorch are from the truth. */
public final class TruthText {
    private TruthText() {}

    /** Returns for example {@code the port is 0.6 ulp off, PyTorch 2.1}. */
    public static String ulps(double port, double torch) {
        return "the port is " + off(port)
                + (isNumber(torch) && isNumber(port) ? ", PyTorch " + number(torch) : others(torch));
    }

    private static String others(double torch) {
        return ", PyTorch is " + off(torch);
    }

    private static String off(double ulps) {
        return isNumber(ulps) ? number(ulps) + " ulp off" : "not comparable with it";
    }

    private static boolean isNumber(double ulps) {
        return ulps < Double.POSITIVE_INFINITY;
    }

    /** Returns a distance in units in the last place as short as it is still telling; {@code -} if it is infinite. */
    public static String number(double ulps) {
        if (!isNumber(ulps)) {
            return "-";
        }
        if (ulps == 0) {
            return "0";
        }
        if (ulps >= 100_000) {
            return String.format(Locale.ROOT, "%.2e", ulps);
        }
        return String.format(Locale.ROOT, ulps < 0.095 ? "%.1g" : "%.1f", ulps);
    }
}
