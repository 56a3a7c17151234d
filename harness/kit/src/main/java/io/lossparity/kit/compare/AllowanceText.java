package io.lossparity.kit.compare;

import io.lossparity.kit.text.Numbers;

/** Says how far an element is off, how far it may be off, and why. */
public final class AllowanceText {
    private static final double SHOWN = 0.005;

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
                : "off by " + Numbers.number(error.absolute()) + ", allowed " + Numbers.number(error.allowed()) + ": "
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
        return Numbers.number(comparison.allowedUnits()) + (comparison.allowedUnits() == 1 ? " rounding" : " roundings")
                + " of terms up to " + Numbers.number(error.magnitude())
                + (byTorch > SHOWN * byUnits ? " and PyTorch's own error of " + Numbers.number(byTorch) : "");
    }

    private static double ulp(Number element) {
        return element instanceof Float single ? Math.ulp(single) : Math.ulp(element.doubleValue());
    }
}
