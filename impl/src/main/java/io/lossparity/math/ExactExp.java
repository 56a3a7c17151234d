package io.lossparity.math;

import java.math.BigDecimal;

/**
 * The exponential function, correctly rounded but for about one argument in 10,000.
 *
 * <pre>
 *   x = k ln2 / 64 + r     |r| &lt;= ln2 / 128, in two doubles
 *   e^x = 2^(k / 64) (1 + r + r^2 / 2 + ... + r^6 / 720)     2^(j / 64) in two doubles, from a table
 * </pre>
 *
 * <p>The error before the last rounding is about 2^-68 of the result. PyTorch's own functions (MKL's and glibc's)
 * are as near to the exact value as half an ULP and a little, so this agrees with either wherever they round
 * correctly: more than 99 % of all arguments.
 */
final class ExactExp {
    private static final int HALVINGS = 6;
    private static final int STEPS = 1 << HALVINGS;
    private static final double OVERFLOW = 709.782712893384;
    private static final double UNDERFLOW = -745.2;
    private static final int SUBNORMAL = -1022;

    private static final double STEP_HIGH;
    private static final double STEP_LOW;
    private static final double STEPS_PER_UNIT;
    private static final double[] POWER_HIGH = new double[STEPS];
    private static final double[] POWER_LOW = new double[STEPS];

    static {
        BigDecimal step = ExtendedConstants.log(2, 1).divide(BigDecimal.valueOf(STEPS), ExtendedConstants.DIGITS);
        STEP_HIGH = ExtendedConstants.shortened(step, 20); // 33 bits: times k it is exact
        STEP_LOW = ExtendedConstants.rest(step, STEP_HIGH);
        STEPS_PER_UNIT = BigDecimal.ONE.divide(step, ExtendedConstants.DIGITS).doubleValue();
        BigDecimal root = ExtendedConstants.rootOfTwo(HALVINGS);
        BigDecimal power = BigDecimal.ONE;
        for (int j = 0; j < STEPS; j++) {
            POWER_HIGH[j] = power.doubleValue();
            POWER_LOW[j] = ExtendedConstants.rest(power, POWER_HIGH[j]);
            power = power.multiply(root, ExtendedConstants.DIGITS);
        }
    }

    private ExactExp() {}

    /** Returns e to the power of x. */
    static double exp(double x) {
        return exp(x, 0);
    }

    /** Returns e to the power of x + rest; the rest is less than an ULP of x. */
    static double exp(double x, double rest) {
        if (!(x <= OVERFLOW)) {
            return x * Double.POSITIVE_INFINITY; // NaN stays NaN
        }
        if (x < UNDERFLOW) {
            return 0.0;
        }
        double steps = Math.rint(x * STEPS_PER_UNIT);
        double large = x - steps * STEP_HIGH; // exact
        double small = steps * STEP_LOW;
        double r = large - small;
        double rLow = large - r - small - Math.fma(steps, STEP_LOW, -small) + rest;

        double tail = r * r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r / 720)))) + (rLow + r * rLow);
        double s = r + tail;
        double sLow = r - s + tail;

        int k = (int) steps;
        double power = POWER_HIGH[k & STEPS - 1];
        double powerLow = POWER_LOW[k & STEPS - 1];
        double product = power * s;
        double productLow = Math.fma(power, s, -product) + power * sLow + powerLow + powerLow * s;
        double high = power + product;
        double low = power - high + product + productLow;
        return scaled(high, low, k >> HALVINGS);
    }

    /** Returns (high + low) 2^exponent, rounded once. */
    private static double scaled(double high, double low, int exponent) {
        if (exponent > SUBNORMAL) {
            return Math.scalb(high + low, exponent);
        }
        int toUnits = exponent - (Double.MIN_EXPONENT - 52); // the unit is the smallest subnormal
        double units = Math.scalb(high, toUnits);
        double whole = Math.rint(units);
        return Math.scalb(whole + Math.rint(units - whole + Math.scalb(low, toUnits)), -toUnits + exponent);
    }
}
