package io.lossparity.math;

import java.math.BigDecimal;

/**
 * The exponential function, correctly rounded except for about one argument in 10,000.
 *
 * <pre>
 *   x = k ln2 / 64 + r     |r| &lt;= ln2 / 128, in two doubles
 *   e^x = 2^(k / 64) (1 + r + r^2 / 2 + ... + r^6 / 720)     2^(j / 64) in two doubles, from a table
 * </pre>
 *
 * <p>The error before the last rounding is about 2^-68 of the result. PyTorch's own functions (MKL's and glibc's) are
 * off by little more than half an ULP, so this agrees with them wherever they round correctly: for more than 99 % of
 * all arguments.
 */
final class ExactExp {
    private static final int HALVINGS = 6;
    private static final int STEPS = 1 << HALVINGS;
    private static final double OVERFLOW = 709.782712893384;
    private static final double UNDERFLOW = -745.2;
    private static final int SUBNORMAL = -1022;
    private static final int EXPONENT_SHIFT = 52;
    private static final double TO_WHOLE = 0x1.8p52; // added, it leaves the nearest whole number in the last bits
    private static final long TO_WHOLE_BITS = Double.doubleToRawLongBits(TO_WHOLE);
    private static final double USUAL = 707; // up to here no power of two is subnormal or infinite
    private static final long USUAL_STEPS = (long) (USUAL * STEPS / Math.log(2));

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
        double r = remainder(x, steps);
        double rLow = lost(x, steps, r) + rest;
        double tail = tail(r, rLow);
        double s = r + tail;
        double sLow = r - s + tail;
        int k = (int) steps;
        double power = POWER_HIGH[k & STEPS - 1];
        double high = power + power * s;
        return scaled(high, low(power, POWER_LOW[k & STEPS - 1], s, sLow, high), k >> HALVINGS);
    }

    /** Replaces each element of a range by e to its power. */
    static void exp(double[] x, int from, int to) {
        Scratch.each(x, from, to, ExactExp::block);
    }

    private static void block(Scratch scratch, int count) {
        double[] x = scratch.x;
        double[] power = scratch.a;
        double[] powerLow = scratch.b;
        double[] scale = scratch.c;
        double[] s = scratch.d;
        double[] sLow = scratch.e;
        for (int i = 0; i < count; i++) {
            s[i] = x[i] * STEPS_PER_UNIT + TO_WHOLE;
        }
        long rare = 0; // negative if an |x| is not a usual one
        for (int i = 0; i < count; i++) {
            long k = Double.doubleToRawLongBits(s[i]) - TO_WHOLE_BITS;
            power[i] = POWER_HIGH[(int) k & STEPS - 1];
            powerLow[i] = POWER_LOW[(int) k & STEPS - 1];
            scale[i] = Double.longBitsToDouble(((k >> HALVINGS) + Double.MAX_EXPONENT) << EXPONENT_SHIFT);
            rare |= (USUAL_STEPS - k) | (USUAL_STEPS + k);
        }
        for (int i = 0; i < count; i++) {
            double steps = s[i] - TO_WHOLE;
            s[i] = remainder(x[i], steps);
            sLow[i] = lost(x[i], steps, s[i]);
        }
        for (int i = 0; i < count; i++) {
            double r = s[i];
            double tail = tail(r, sLow[i]);
            s[i] = r + tail;
            sLow[i] = r - s[i] + tail;
        }
        for (int i = 0; i < count; i++) {
            double high = power[i] + power[i] * s[i];
            s[i] = (high + low(power[i], powerLow[i], s[i], sLow[i], high)) * scale[i];
        }
        if (rare < 0) {
            for (int i = 0; i < count; i++) {
                s[i] = Math.abs(x[i]) <= USUAL ? s[i] : exp(x[i]);
            }
        }
        System.arraycopy(s, 0, x, 0, count);
    }

    /** Returns x minus the steps, rounded. */
    private static double remainder(double x, double steps) {
        return x - steps * STEP_HIGH - steps * STEP_LOW; // the first difference is exact
    }

    /** Returns the rounding error of the remainder r. */
    private static double lost(double x, double steps, double r) {
        double large = x - steps * STEP_HIGH;
        double small = steps * STEP_LOW;
        return large - r - small - Math.fma(steps, STEP_LOW, -small);
    }

    /** Returns e^(r + rLow) - 1 - r. */
    private static double tail(double r, double rLow) {
        return r * r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r / 720)))) + (rLow + r * rLow);
    }

    /** Returns (power + powerLow) (1 + s + sLow) - high. */
    private static double low(double power, double powerLow, double s, double sLow, double high) {
        double product = power * s;
        double productLow = Math.fma(power, s, -product) + power * sLow + powerLow + powerLow * s;
        return power - high + product + productLow;
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
