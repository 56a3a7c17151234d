package io.lossparity.kit.compare;

import java.util.Locale;

/** Says how far an element is off, how far it may be off, and why. */
public final class AllowanceText {
    private static final double LONG = 999.5;
    private static final double LARGE = 100_000;
    private static final double SHOWN = 0.005;
    private static final double FAR = 1e6;

    private AllowanceText() {}

    /**
     * Returns for example {@code off by 3.1e-9, allowed 1.2e-10: 9 roundings of terms up to 2.2e-4}.
     *
     * @param comparison the comparison of the element's tensor
     * @param error the element
     */
    public static String of(TensorComparison comparison, ElementError error) {
        return error.ulps() == Long.MAX_VALUE && Double.isInfinite(error.absolute())
                ? "NaN and infinities must be the same"
                : "off by " + number(error.absolute()) + ", allowed " + number(error.allowed()) + ": "
                        + reason(comparison, error);
    }

    private static String reason(TensorComparison comparison, ElementError error) {
        if (!comparison.dtype().isFloating()) {
            return "integers must be equal";
        }
        double byUnits = comparison.allowedUnits() * error.magnitude() * Allowance.unitOfRounding(comparison.dtype());
        double byUlps = comparison.tolerance().ulps() * ulp(error.expected());
        if (error.allowed() == 0 || (error.allowed() > byUnits && error.allowed() <= byUlps)) {
            return comparison.tolerance().ulps() + " ulp of the element";
        }
        double byTorch = error.allowed() - byUnits;
        return number(comparison.allowedUnits()) + (comparison.allowedUnits() == 1 ? " rounding" : " roundings")
                + " of terms up to " + number(error.magnitude())
                + (byTorch > SHOWN * byUnits ? " and PyTorch's own error of " + number(byTorch) : "");
    }

    private static double ulp(Number element) {
        return element instanceof Float single ? Math.ulp(single) : Math.ulp(element.doubleValue());
    }

    /**
     * Returns an error in units or ulp. An error beyond a million is not a rounding error, so its exact size is not
     * shown.
     */
    public static String multiple(double error) {
        if (error <= FAR) {
            return number(error);
        }
        return Double.isFinite(error) ? "over 1e6" : "NaN or inf";
    }

    /** Returns a number with two digits, in scientific form if the plain form would be long. */
    public static String number(double value) {
        double magnitude = Math.abs(value);
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        if (magnitude >= 0.01 && magnitude < LARGE) {
            String text = String.format(Locale.ROOT, magnitude < LONG ? "%.3g" : "%.0f", value);
            return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
        }
        return String.format(Locale.ROOT, "%.1e", value)
                .replaceFirst("e([-+])0", "e$1")
                .replace("e+", "e");
    }
}
