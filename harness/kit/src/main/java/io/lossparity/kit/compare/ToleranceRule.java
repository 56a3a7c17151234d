package io.lossparity.kit.compare;

import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.spi.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How much a tolerance may allow, one rule for every row. An element may be off by {@value #FLOOR_ULPS} units in the
 * last place, or by a share of the tensor's scale: {@value #MULTIPLE} times what PyTorch itself moves by and is off the
 * truth, at most the limit of the type, but {@value #LEAST} times where the limit is less than that. A port that is as
 * exact as PyTorch, but errs the other way, is then still accepted, however it adds.
 */
public final class ToleranceRule {
    /** So many times what was measured is allowed, up to the limit. */
    public static final int MULTIPLE = 4;

    /** So many times what was measured is allowed beyond the limit: PyTorch's own error, and as much of the port's. */
    public static final int LEAST = 2;

    /** So many units in the last place are always allowed: sums in another order are off by a few. */
    public static final int FLOOR_ULPS = 4;

    /** More than so many times what was ever observed is refused, whatever the reason. */
    public static final int MOST = 10;

    private ToleranceRule() {}

    /**
     * Returns what the rule allows in units of scale: two digits, rounded up.
     *
     * @param loss the class name in {@code torch.nn}, or * for losses without rows of their own, to which the limit holds
     * @param dtype the element type
     * @param measured how exact PyTorch is
     */
    public static double scale(String loss, DType dtype, Measured measured) {
        double limit = limit(loss, dtype);
        double multiple = roundedUp(MULTIPLE * measured.sum(), 2);
        if (multiple <= limit || loss.equals(Tolerances.ANY_LOSS)) {
            return Math.min(multiple, limit);
        }
        return Math.max(limit, roundedUp(LEAST * measured.sum(), 2));
    }

    /**
     * Returns what a row may allow in units of scale without stating the measurement that forces more.
     *
     * @param loss the class name in {@code torch.nn}, or *
     * @param dtype the element type
     */
    public static double limit(String loss, DType dtype) {
        if (dtype == DType.FLOAT64) {
            return 1e-12;
        }
        return loss.equals("CTCLoss") ? 5e-5 : 1e-6;
    }

    /** Returns the distance from 1 to the next number of the type: at most so much of the scale is an ulp. */
    public static double epsilon(DType dtype) {
        return dtype == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
    }

    /** Returns the number with so many digits, rounded up. */
    public static double roundedUp(double number, int digits) {
        // ten digits first: 4 * 0.3 is a little more than 1.2
        return new BigDecimal(number)
                .round(new MathContext(10))
                .round(new MathContext(digits, RoundingMode.CEILING))
                .doubleValue();
    }

    /** Returns whether the tolerance of a loss and type is within the rule. */
    public static boolean allows(String loss, DType dtype, Tolerance tolerance, Measured measured) {
        return tolerance.scale() <= scale(loss, dtype, measured) && tolerance.ulps() <= FLOOR_ULPS;
    }
}
