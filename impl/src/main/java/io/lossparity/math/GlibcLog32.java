package io.lossparity.math;

/**
 * The natural logarithm as PyTorch's loops over single elements compute it, through the C library's {@code logf}.
 *
 * <pre>
 *   x = 2^k z             z from 0.699 to less than 1.398, in 16 intervals of 2^19 floats; c is near the middle's 1 / z
 *   r = z c - 1           c = 1 around 1
 *   log x = (k ln2 - log c) + r + r^2 (a2 + a3 r + a4 r^2)      in float64, rounded to float32 once
 * </pre>
 *
 * <p>The model was found only from glibc's results: where log x lies close to the middle of two floats, the float that
 * glibc chose bounds the error of the polynomial from one side. That error jumps where the intervals meet. A linear
 * program over all such arguments gave the coefficients and, step by step, the first 20 bits of each c; the other bits
 * do not matter. {@code GlibcTest} compares it with the results that {@code python -m golden_generator scalars} writes.
 *
 * <p>The logarithm to base 2 in {@code powf} has the same c, and a polynomial of degree 5. For one base, many exponents
 * whose power lies close to the middle of two floats bound the logarithm from both sides to 2^-46. A fit to 640 bases
 * gave the polynomial.
 */
final class GlibcLog32 {
    private static final int LOWEST = 0x3f330000;
    private static final int INTERVAL_BITS = 19;
    private static final int EXPONENT_SHIFT = 23;
    private static final int SMALLEST_NORMAL = Float.floatToRawIntBits(Float.MIN_NORMAL);
    private static final int LARGEST = Float.floatToRawIntBits(Float.MAX_VALUE);

    private static final double[] C = {
        0x1.661ec0b25188fp0,
        0x1.571ed4dc50ce0p0,
        0x1.49539bc7b52fcp0,
        0x1.3c994fe76845fp0,
        0x1.30d18a4199e7ap0,
        0x1.25e226ef74b5dp0,
        0x1.1bb4a407b1841p0,
        0x1.123587e24e7b9p0,
        0x1.0953f0ff781c7p0,
        1.0,
        0x1.e608cd88b32c3p-1,
        0x1.ca4b262afb113p-1,
        0x1.b20362cdceeefp-1,
        0x1.9c2d0e5d4f317p-1,
        0x1.886e537295edbp-1,
        0x1.767dcd9a468c7p-1,
    };
    private static final double A2 = -0x1.ffffef1fc731dp-2;
    private static final double A3 = 0x1.5575b0c855dbfp-2;
    private static final double A4 = -0x1.00ea3e624b6adp-2;

    private static final double LN2 = ExtendedConstants.log(2, 1).doubleValue();
    private static final double[] MINUS_LOG_C = new double[C.length];
    private static final double[] MINUS_LOG2_C = new double[C.length];

    static {
        for (int i = 0; i < C.length; i++) {
            MINUS_LOG_C[i] = -ExactLog.log(C[i]);
            MINUS_LOG2_C[i] = MINUS_LOG_C[i] / LN2;
        }
    }

    // Those of the logarithm to base 2 in powf.
    private static final double B1 = 1.4426950408774368;
    private static final double B2 = -0.7213474675004875;
    private static final double B3 = 0.4808984814349179;
    private static final double B4 = -0.3609260632656212;
    private static final double B5 = 0.2884576307150056;

    private GlibcLog32() {}

    /** Returns the natural logarithm of x; NaN below 0, -Infinity at 0. */
    static float log(float x) {
        if (!(x > 0f)) {
            return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        if (x == Float.POSITIVE_INFINITY) {
            return x;
        }
        return x < Float.MIN_NORMAL ? ofNormal(x * 0x1p25f, -25) : ofNormal(x, 0);
    }

    /**
     * Returns the logarithm to base 2 of x, which is positive and finite, as the C library's {@code powf} computes it.
     */
    static double log2(float x) {
        boolean normal = x >= Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(normal ? x : x * 0x1p25f);
        int distance = bits - LOWEST;
        int exponent = distance >> EXPONENT_SHIFT;
        int interval = distance >> INTERVAL_BITS & C.length - 1;
        double z = Float.intBitsToFloat(bits - (exponent << EXPONENT_SHIFT));
        double r = z * C[interval] - 1.0;
        double whole = MINUS_LOG2_C[interval] + (normal ? exponent : exponent - 25);
        return whole + ((((B5 * r + B4) * r + B3) * r + B2) * r + B1) * r;
    }

    /** Returns the logarithm of x 2^scale. */
    private static float ofNormal(float x, int scale) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits - LOWEST) >> EXPONENT_SHIFT;
        int interval = interval(bits);
        return (float) ofParts(significand(bits), C[interval], MINUS_LOG_C[interval] + (exponent + scale) * LN2);
    }

    /** Replaces each element of a range by its natural logarithm. */
    static void log(float[] x, int from, int to) {
        Scratch.each(x, from, to, GlibcLog32::block);
    }

    private static void block(Scratch scratch, int count) {
        float[] x = scratch.x32;
        double[] z = scratch.a;
        double[] c = scratch.b;
        double[] whole = scratch.c;
        int rare = 0; // negative if an x is not a positive normal number
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(x[i]);
            int interval = interval(bits);
            z[i] = significand(bits);
            c[i] = C[interval];
            whole[i] = MINUS_LOG_C[interval] + ((bits - LOWEST) >> EXPONENT_SHIFT) * LN2;
            rare |= bits | (bits - SMALLEST_NORMAL) | (LARGEST - bits);
        }
        for (int i = 0; i < count; i++) {
            z[i] = ofParts(z[i], c[i], whole[i]);
        }
        if (rare < 0) {
            for (int i = 0; i < count; i++) {
                z[i] = x[i] >= Float.MIN_NORMAL && x[i] <= Float.MAX_VALUE ? z[i] : log(x[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            x[i] = (float) z[i];
        }
    }

    private static int interval(int bits) {
        return ((bits - LOWEST) >> INTERVAL_BITS) & (C.length - 1);
    }

    private static float significand(int bits) {
        return Float.intBitsToFloat(bits - ((bits - LOWEST) & -1 << EXPONENT_SHIFT));
    }

    /** Returns whole + log(z c), not rounded to float32. */
    private static double ofParts(double z, double c, double whole) {
        double r = z * c - 1.0;
        return ((A4 * r + A3) * r + A2) * (r * r) + (whole + r);
    }
}
