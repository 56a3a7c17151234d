package io.lossparity.math;

import java.math.BigDecimal;

/**
 * The exponential function as PyTorch's loops over single elements compute it, through the C library's {@code expf} and
 * {@code exp}.
 *
 * <pre>
 *   float32   x 32 / ln2 = k + r          |r| &lt;= 1/2
 *             e^x = 2^(k / 32) P(r)       P(r) = 1 + c1 r + c2 r^2 + c3 r^3, in float64, rounded to float32 once
 *   float64   x = k ln2 / 128 + r         |r| &lt;= ln2 / 256, both parts of ln2 subtracted with one rounding
 *             2^(k / 128) = s (1 + t)     s in one double
 *             p = ((t + r) + r^2 (d2 + d3 r)) + r^4 (d4 + d5 r)
 *             e^x = s + s p               rounded once
 * </pre>
 *
 * <p>Float32: P is off by up to 2^-33, so 1 of 2,000 arguments gets the other neighbour of the exact value. The model
 * was found only from glibc's results: where e^x lies close to the middle of two floats, the float that glibc chose
 * bounds P(r) from one side. A linear program over all such arguments gave the coefficients, which are those of 2^(r /
 * 32) changed in the tenth digit. {@code powf} raises 2 to a power by the same table and polynomial.
 *
 * <p>Float64: 1 of 1,300 arguments gets the other neighbour, because p is rounded. Its order of operations was found by
 * trying. Results that overflow or are subnormal are rounded correctly. The coefficients are Taylor's, but the even
 * ones are changed to compensate for the missing r^6 / 720. {@code pow} adds the tail of its logarithm to r.
 *
 * <p>{@code GlibcTest} compares it with the results that {@code python -m golden_generator scalars} writes: of some
 * arguments that glibc rounds correctly, and of hundreds that it does not. PyTorch's wheel calls the C library of the
 * machine; the manifest of the golden data names it.
 *
 * <p>On CPUs without fused multiply-add the C library uses another order of operations. The golden data were computed
 * with fused multiply-add.
 */
final class GlibcExp {
    private static final int HALVINGS = 5;
    private static final int STEPS = 1 << HALVINGS;
    private static final int SIGNIFICAND_BITS = 52;
    private static final float OVERFLOW = 89f;
    private static final float UNDERFLOW = -104f;
    private static final double BINARY_OVERFLOW = 130;
    private static final double BINARY_UNDERFLOW = -152;

    private static final double C1 = 0x1.62e42ff0c46a1p-6;
    private static final double C2 = 0x1.ebfce50fd2f96p-13;
    private static final double C3 = 0x1.c6af868ff807ep-20;

    private static final int WIDE_HALVINGS = 7;
    private static final int WIDE_STEPS = 1 << WIDE_HALVINGS;
    private static final double WIDE_OVERFLOW = 709.0;
    private static final double WIDE_UNDERFLOW = -708.0;
    private static final long WIDE_LIMIT_BITS = Double.doubleToRawLongBits(-WIDE_UNDERFLOW);

    // Taylor's except for D2 and D4: of all u^3 - a u^2 - b u, with u = (256 r / ln2)^2, that of a = 1.3923 and
    // b = -0.43078 is the least on [0, 1].
    private static final double D2 = 0x1.ffffffffffdbdp-2;
    private static final double D3 = 1.0 / 6;
    private static final double D4 = 0x1.55555cf1c0f77p-5;
    private static final double D5 = 1.0 / 120;

    private static final double TO_WHOLE = 0x1.8p52; // added, it leaves the nearest whole number in the last bits
    private static final double STEPS_PER_UNIT;
    private static final double WIDE_STEPS_PER_UNIT;
    private static final double WIDE_STEP_HIGH;
    private static final double WIDE_STEP_LOW;
    private static final long[] POWER = new long[STEPS];
    private static final long[] WIDE_POWER = new long[WIDE_STEPS];
    private static final double[] WIDE_POWER_TAIL = new double[WIDE_STEPS];

    static {
        BigDecimal ln2 = ExtendedConstants.log(2, 1);
        STEPS_PER_UNIT =
                BigDecimal.valueOf(STEPS).divide(ln2, ExtendedConstants.DIGITS).doubleValue();
        WIDE_STEPS_PER_UNIT = STEPS_PER_UNIT * (WIDE_STEPS / STEPS);
        BigDecimal step = ln2.divide(BigDecimal.valueOf(WIDE_STEPS), ExtendedConstants.DIGITS);
        WIDE_STEP_HIGH = ExtendedConstants.shortened(step, 18); // 35 bits: times k it is exact
        WIDE_STEP_LOW = ExtendedConstants.rest(step, WIDE_STEP_HIGH);
        BigDecimal root = ExtendedConstants.rootOfTwo(WIDE_HALVINGS);
        BigDecimal power = BigDecimal.ONE;
        for (int j = 0; j < WIDE_STEPS; j++) {
            double rounded = power.doubleValue();
            WIDE_POWER[j] = Double.doubleToRawLongBits(rounded);
            WIDE_POWER_TAIL[j] = ExtendedConstants.rest(power, rounded) / rounded;
            power = power.multiply(root, ExtendedConstants.DIGITS);
        }
        for (int j = 0; j < STEPS; j++) {
            POWER[j] = WIDE_POWER[j << (WIDE_HALVINGS - HALVINGS)];
        }
    }

    private GlibcExp() {}

    /** Returns e to the power of x. */
    static float exp(float x) {
        if (!(x >= UNDERFLOW && x <= OVERFLOW)) {
            return x < 0f ? 0f : x * Float.POSITIVE_INFINITY; // NaN stays NaN
        }
        return ofSteps(x * STEPS_PER_UNIT);
    }

    /** Returns 2 to the power of x, which must not be NaN. */
    static float exp2(double x) {
        if (!(x > BINARY_UNDERFLOW && x < BINARY_OVERFLOW)) {
            return x < 0 ? 0f : Float.POSITIVE_INFINITY;
        }
        return ofSteps(x * STEPS);
    }

    /** Returns 2 to the power of steps / 32. */
    private static float ofSteps(double steps) {
        double shifted = steps + TO_WHOLE;
        return power(shifted, polynomial(steps, shifted));
    }

    /** Replaces each element of a range by e to its power. */
    static void exp(float[] x, int from, int to) {
        Scratch.each(x, from, to, GlibcExp::block32);
    }

    private static void block32(Scratch scratch, int count) {
        float[] x = scratch.x32;
        double[] p = scratch.a;
        double[] shifted = scratch.b;
        for (int i = 0; i < count; i++) {
            x[i] = Math.max(UNDERFLOW, Math.min(OVERFLOW, x[i])); // 0 and Infinity from there on; NaN stays NaN
        }
        for (int i = 0; i < count; i++) {
            p[i] = x[i];
        }
        for (int i = 0; i < count; i++) {
            double steps = p[i] * STEPS_PER_UNIT;
            shifted[i] = steps + TO_WHOLE;
            p[i] = polynomial(steps, shifted[i]);
        }
        for (int i = 0; i < count; i++) {
            x[i] = power(shifted[i], p[i]);
        }
    }

    /** Returns 2^(r / 32), where r is the number of steps minus the nearest whole number. */
    private static double polynomial(double steps, double shifted) {
        double r = steps - (shifted - TO_WHOLE);
        return ((C3 * r + C2) * r + C1) * r + 1.0;
    }

    /** Returns 2^(k / 32) p, k in the last bits of a shifted number of steps. */
    private static float power(double shifted, double p) {
        int k = (int) Double.doubleToRawLongBits(shifted);
        long power = POWER[k & STEPS - 1] + ((long) (k >> HALVINGS) << SIGNIFICAND_BITS);
        return (float) (Double.longBitsToDouble(power) * p);
    }

    /** Returns e to the power of x. */
    static double exp(double x) {
        return exp(x, 0.0);
    }

    /** Returns e to the power of x + tail. */
    static double exp(double x, double tail) {
        if (!(x >= WIDE_UNDERFLOW && x <= WIDE_OVERFLOW)) {
            return ExactExp.exp(x, tail);
        }
        double shifted = x * WIDE_STEPS_PER_UNIT + TO_WHOLE;
        double r = rest(x, shifted) + tail;
        return widePower(shifted, r, second(r), fourth(r));
    }

    /** Replaces each element of a range by e to its power. */
    static void exp(double[] x, int from, int to) {
        Scratch.each(x, from, to, GlibcExp::block64);
    }

    private static void block64(Scratch scratch, int count) {
        double[] x = scratch.x;
        double[] shifted = scratch.a;
        double[] r = scratch.b;
        double[] y = scratch.c;
        double[] z = scratch.d;
        for (int i = 0; i < count; i++) {
            shifted[i] = x[i] * WIDE_STEPS_PER_UNIT + TO_WHOLE;
        }
        for (int i = 0; i < count; i++) {
            r[i] = rest(x[i], shifted[i]);
        }
        for (int i = 0; i < count; i++) {
            y[i] = second(r[i]);
            z[i] = fourth(r[i]);
        }
        long rare = 0; // negative if an |x| is above the limit
        for (int i = 0; i < count; i++) {
            y[i] = widePower(shifted[i], r[i], y[i], z[i]);
            rare |= WIDE_LIMIT_BITS - (Double.doubleToRawLongBits(x[i]) & Long.MAX_VALUE);
        }
        if (rare < 0) {
            for (int i = 0; i < count; i++) {
                y[i] = Math.abs(x[i]) <= -WIDE_UNDERFLOW ? y[i] : exp(x[i]);
            }
        }
        System.arraycopy(y, 0, x, 0, count);
    }

    /** Returns x minus the whole number of steps, which is given shifted. */
    private static double rest(double x, double shifted) {
        double steps = shifted - TO_WHOLE;
        return Math.fma(steps, -WIDE_STEP_LOW, x - steps * WIDE_STEP_HIGH);
    }

    /** Returns the terms of e^r from r^2 on. */
    private static double second(double r) {
        return r * r * (D2 + r * D3);
    }

    /** Returns the terms of e^r from r^4 on. */
    private static double fourth(double r) {
        double square = r * r;
        return square * square * (D4 + r * D5);
    }

    /** Returns 2^(k / 128) (1 + r + second + fourth), k in the last bits of a shifted number of steps. */
    private static double widePower(double shifted, double r, double second, double fourth) {
        int k = (int) Double.doubleToRawLongBits(shifted);
        int j = k & WIDE_STEPS - 1;
        double p = WIDE_POWER_TAIL[j] + r + second + fourth;
        double power = Double.longBitsToDouble(WIDE_POWER[j] + ((long) (k >> WIDE_HALVINGS) << SIGNIFICAND_BITS));
        return Math.fma(power, p, power);
    }
}
