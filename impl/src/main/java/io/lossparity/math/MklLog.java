package io.lossparity.math;

/**
 * The natural logarithm in float32 as PyTorch's operations on whole tensors compute it, through MKL.
 *
 * <pre>
 *   x = 2^k m            2/3 &lt;= m &lt; 4/3
 *   r = m - 1
 *   log x = ((P(r) r r + r) + k ln2Low) + k ln2High      P of degree 8; every step rounded to float
 * </pre>
 *
 * <p>It is off by up to 0.81 ULP, as MKL is: correct rounding agrees with PyTorch for only 9 of 10 arguments. The
 * polynomial was fitted to PyTorch's results for 400,000 arguments.
 */
public final class MklLog {
    public static final int TWO_THIRDS = Float.floatToRawIntBits(2f / 3f);
    public static final int MANTISSA = 0x7fffff;
    public static final int MANTISSA_BITS = 23;
    private static final int SMALLEST_NORMAL = Float.floatToRawIntBits(Float.MIN_NORMAL);
    private static final int LARGEST = Float.floatToRawIntBits(Float.MAX_VALUE);
    public static final float LN2_HIGH = 0x1.62e4p-1f;
    public static final float LN2_LOW = (float) 0x1.7f7d1cp-20;

    // The coefficients of P.
    public static final float P8 = -0.1293387f;
    public static final float P7 = 0.13988632f;
    public static final float P6 = -0.121771865f;
    public static final float P5 = 0.14005032f;
    public static final float P4 = -0.16680807f;
    public static final float P3 = 0.20010446f;
    public static final float P2 = -0.24999794f;
    public static final float P1 = 0.33333215f;
    public static final float P0 = -0.5f;

    private MklLog() {}

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

    /** Returns the logarithm of x 2^scale. */
    private static float ofNormal(float x, int scale) {
        int distance = Float.floatToRawIntBits(x) - TWO_THIRDS;
        return ofParts(significand(distance), (distance >> MANTISSA_BITS) + scale);
    }

    /** Replaces each element of a range by its natural logarithm. */
    static void log(float[] x, int from, int to) {
        Scratch.each(x, from, to, MklLog::block);
    }

    private static void block(Scratch scratch, int count) {
        float[] x = scratch.x32;
        float[] m = scratch.a32;
        float[] k = scratch.b32;
        int rare = 0; // negative if an x is not a positive normal number
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(x[i]);
            int distance = bits - TWO_THIRDS;
            m[i] = significand(distance);
            k[i] = distance >> MANTISSA_BITS;
            rare |= bits | (bits - SMALLEST_NORMAL) | (LARGEST - bits);
        }
        for (int i = 0; i < count; i++) {
            m[i] = ofParts(m[i], k[i]);
        }
        if (rare < 0) {
            for (int i = 0; i < count; i++) {
                m[i] = x[i] >= Float.MIN_NORMAL && x[i] <= Float.MAX_VALUE ? m[i] : log(x[i]);
            }
        }
        System.arraycopy(m, 0, x, 0, count);
    }

    private static float significand(int distance) {
        return Float.intBitsToFloat((distance & MANTISSA) + TWO_THIRDS);
    }

    /** Returns the logarithm of 2^k m. */
    private static float ofParts(float m, float k) {
        float r = m - 1f;
        float p = (((P8 * r + P7) * r + P6) * r + P5) * r + P4;
        p = (((p * r + P3) * r + P2) * r + P1) * r + P0;
        return p * r * r + r + k * LN2_LOW + k * LN2_HIGH;
    }
}
