package io.lossparity.kit.compare;

import io.lossparity.kit.compare.ToleranceRow.Measured;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How much a tolerance may allow: {@value #MULTIPLE} times what PyTorch itself moves by and is off the truth, in units
 * of scale, and {@value #FLOOR_ULPS} units in the last place beside it. A quantity that is exact up to the order in
 * which threads add is allowed what threads move it by, and nothing in units of scale.
 */
public final class ToleranceRule {
    /** So many times what was measured is allowed. */
    public static final int MULTIPLE = 4;

    /** So many units in the last place are always allowed to what is not exact. */
    public static final int FLOOR_ULPS = 4;

    /** More than so many times what was ever observed is refused, whatever the reason. */
    public static final int MOST = 10;

    private ToleranceRule() {}

    /** Returns what the rule allows in units of scale: two digits, rounded up. */
    public static double scale(Measured measured) {
        return roundedUp(MULTIPLE * measured.sum(), 2);
    }

    /** Returns the number with so many digits, rounded up. */
    public static double roundedUp(double number, int digits) {
        // ten digits first: 4 * 0.3 is a little more than 1.2
        return new BigDecimal(number)
                .round(new MathContext(10))
                .round(new MathContext(digits, RoundingMode.CEILING))
                .doubleValue();
    }

    /** Returns how many units in the last place the rule allows beside a tolerance in units of scale. */
    public static double ulps(Measured measured, double scale) {
        return scale == 0 ? measured.noiseUlps() : FLOOR_ULPS;
    }

    /** Returns whether a tolerance is within the rule. */
    public static boolean allows(Tolerance tolerance, Measured measured) {
        return tolerance.scale() <= scale(measured) && tolerance.ulps() <= ulps(measured, tolerance.scale());
    }
}
