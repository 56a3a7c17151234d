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
 * <p>It is off by up to 0.81 ULP, where correct rounding agrees with PyTorch for 9 arguments of 10 only. The
 * polynomial was fitted to PyTorch's results for 400,000 arguments.
 */
final class MklLog {
    private static final int TWO_THIRDS = Float.floatToRawIntBits(2f / 3f);
    private static final int MANTISSA = 0x7fffff;
    private static final int MANTISSA_BITS = 23;
    private static final float LN2_HIGH = 0x1.62e4p-1f;
    private static final float LN2_LOW = (float) 0x1.7f7d1cp-20;

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
        float m = Float.intBitsToFloat((distance & MANTISSA) + TWO_THIRDS);
        float k = (distance >> MANTISSA_BITS) + scale;
        float r = m - 1f;
        float p = -0.1293387f;
        p = p * r + 0.13988632f;
        p = p * r - 0.121771865f;
        p = p * r + 0.14005032f;
        p = p * r - 0.16680807f;
        p = p * r + 0.20010446f;
        p = p * r - 0.24999794f;
        p = p * r + 0.33333215f;
        p = p * r - 0.5f;
        return p * r * r + r + k * LN2_LOW + k * LN2_HIGH;
    }
}
