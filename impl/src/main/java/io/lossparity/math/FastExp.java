package io.lossparity.math;

/**
 * The exponential function within 1 ulp, without a table or a branch: for the fast arithmetic.
 *
 * <pre>
 *   x = k ln2 + r                        |r| &lt;= ln2 / 2, the first part of ln2 subtracted exactly
 *   e^x = 2^k (1 + (r + (r^2 Q(r) + lost)))     Q of degree 4, or 9 in float64; lost by the rounding of r
 * </pre>
 *
 * <p>The result is multiplied by two powers of two in turn, so subnormal results are rounded once and large ones
 * overflow. A Remez iteration in 200 bits gave Q: it minimises the greatest error relative to 1 / r^2.
 */
public final class FastExp {
    public static final float OVERFLOW = 89f; // Infinity from there on, and 0 below
    public static final float UNDERFLOW = -104f;
    public static final float STEPS_PER_UNIT = 0x1.715476p0f; // 1 / ln2
    public static final float LN2_HIGH = MklLog.LN2_HIGH; // times k it is exact
    public static final float LN2_LOW = MklLog.LN2_LOW;
    public static final float TO_WHOLE = 0x1.8p23f; // added, it leaves the nearest whole number in the last bits
    public static final int TO_WHOLE_BITS = Float.floatToRawIntBits(TO_WHOLE);
    public static final int EXPONENT_SHIFT = 23;
    public static final float Q0 = 0.5f;
    public static final float Q1 = 0x1.55548ep-3f;
    public static final float Q2 = 0x1.55545ep-5f;
    public static final float Q3 = 0x1.123b54p-7f;
    public static final float Q4 = 0x1.6db486p-10f;

    public static final double WIDE_OVERFLOW = 710;
    public static final double WIDE_UNDERFLOW = -746;
    public static final double WIDE_STEPS_PER_UNIT = 0x1.71547652b82fep0;
    public static final double WIDE_LN2_HIGH = FastLog.LN2_HIGH;
    public static final double WIDE_LN2_LOW = FastLog.LN2_LOW;
    public static final double WIDE_TO_WHOLE = 0x1.8p52;
    public static final long WIDE_TO_WHOLE_BITS = Double.doubleToRawLongBits(WIDE_TO_WHOLE);
    public static final int WIDE_EXPONENT_SHIFT = 52;
    public static final double W0 = 0x1.000000000000bp-1;
    public static final double W1 = 0x1.5555555555561p-3;
    public static final double W2 = 0x1.5555555550032p-5;
    public static final double W3 = 0x1.111111110d62fp-7;
    public static final double W4 = 0x1.6c16c185a6f47p-10;
    public static final double W5 = 0x1.a01a01bae7931p-13;
    public static final double W6 = 0x1.a01996948d134p-16;
    public static final double W7 = 0x1.71dddfbde611ep-19;
    public static final double W8 = 0x1.28b0487ebc67ap-22;
    public static final double W9 = 0x1.af859f42d6a09p-26;

    private FastExp() {}

    /** Returns e to the power of x. */
    public static float exp(float x) {
        float limited = limited(x);
        float shifted = limited * STEPS_PER_UNIT + TO_WHOLE;
        return scaled(power(limited, shifted), shifted);
    }

    /** Replaces each element of a range by e to its power. */
    static void exp(float[] x, int from, int to) {
        Scratch.each(x, from, to, FastExp::block32);
    }

    private static void block32(Scratch scratch, int count) {
        float[] x = scratch.x32;
        float[] shifted = scratch.a32;
        for (int i = 0; i < count; i++) {
            x[i] = limited(x[i]);
        }
        for (int i = 0; i < count; i++) {
            shifted[i] = x[i] * STEPS_PER_UNIT + TO_WHOLE;
        }
        for (int i = 0; i < count; i++) {
            x[i] = power(x[i], shifted[i]);
        }
        for (int i = 0; i < count; i++) {
            x[i] = scaled(x[i], shifted[i]);
        }
    }

    private static float limited(float x) {
        return Math.max(UNDERFLOW, Math.min(OVERFLOW, x)); // NaN stays NaN
    }

    /** Returns e^r. */
    private static float power(float x, float shifted) {
        float k = shifted - TO_WHOLE;
        float large = x - k * LN2_HIGH;
        float r = Math.fma(k, -LN2_LOW, large);
        float lost = Math.fma(k, -LN2_LOW, large - r);
        float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, r, Q3), r, Q2), r, Q1), r, Q0);
        return r + Math.fma(r * r, q, lost) + 1f;
    }

    /** Returns 2^k power. */
    private static float scaled(float power, float shifted) {
        int k = Float.floatToRawIntBits(shifted) - TO_WHOLE_BITS;
        int half = k >> 1;
        float first = Float.intBitsToFloat((half + Float.MAX_EXPONENT) << EXPONENT_SHIFT);
        return power * first * Float.intBitsToFloat((k - half + Float.MAX_EXPONENT) << EXPONENT_SHIFT);
    }

    /** Returns e to the power of x. */
    public static double exp(double x) {
        double limited = limited(x);
        double shifted = limited * WIDE_STEPS_PER_UNIT + WIDE_TO_WHOLE;
        return scaled(power(limited, shifted), shifted);
    }

    /** Replaces each element of a range by e to its power. */
    static void exp(double[] x, int from, int to) {
        Scratch.each(x, from, to, FastExp::block64);
    }

    private static void block64(Scratch scratch, int count) {
        double[] x = scratch.x;
        double[] shifted = scratch.a;
        for (int i = 0; i < count; i++) {
            x[i] = limited(x[i]);
        }
        for (int i = 0; i < count; i++) {
            shifted[i] = x[i] * WIDE_STEPS_PER_UNIT + WIDE_TO_WHOLE;
        }
        for (int i = 0; i < count; i++) {
            x[i] = power(x[i], shifted[i]);
        }
        for (int i = 0; i < count; i++) {
            x[i] = scaled(x[i], shifted[i]);
        }
    }

    private static double limited(double x) {
        return Math.max(WIDE_UNDERFLOW, Math.min(WIDE_OVERFLOW, x)); // NaN stays NaN
    }

    /** Returns e^r. */
    private static double power(double x, double shifted) {
        double k = shifted - WIDE_TO_WHOLE;
        double large = x - k * WIDE_LN2_HIGH;
        double r = Math.fma(k, -WIDE_LN2_LOW, large);
        double lost = Math.fma(k, -WIDE_LN2_LOW, large - r);
        double q = Math.fma(Math.fma(Math.fma(Math.fma(W9, r, W8), r, W7), r, W6), r, W5);
        q = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(q, r, W4), r, W3), r, W2), r, W1), r, W0);
        return r + Math.fma(r * r, q, lost) + 1.0;
    }

    /** Returns 2^k power. */
    private static double scaled(double power, double shifted) {
        long k = Double.doubleToRawLongBits(shifted) - WIDE_TO_WHOLE_BITS;
        long half = k >> 1;
        double first = Double.longBitsToDouble((half + Double.MAX_EXPONENT) << WIDE_EXPONENT_SHIFT);
        return power * first * Double.longBitsToDouble((k - half + Double.MAX_EXPONENT) << WIDE_EXPONENT_SHIFT);
    }
}
