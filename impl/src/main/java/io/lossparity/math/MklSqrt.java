package io.lossparity.math;

/**
 * The square root as PyTorch's operations on whole tensors compute it, through MKL with {@code MKL_CBWR=COMPATIBLE}.
 *
 * <pre>
 *   r = 1 / sqrt(x) in float32, of its significand the first 13 bits only
 *   float32   s0 = x r                h0 = r / 2                d = 1/2 - s0 h0       every step rounded, none fused
 *             s = s0 + s0 d           h = h0 + h0 d             sqrt x = s + h (x - s s)
 *   float64   x = xh + xl, xh of 24 bits, from which r is      e = (1 - xh r r) - xl r r
 *             sqrt x = xh r + (xl r + x (r (e P(e))))          P(e) = (1 / sqrt(1 - e) - 1) / e, of degree 3
 * </pre>
 *
 * <p>Neither is correctly rounded: float32 misses the nearest value for 16 % of the arguments, by up to 0.75 ULP,
 * float64 for 1.5 %, by up to 0.53 ULP. Subnormal and the very largest arguments are rounded correctly.
 *
 * <p>The model was found only from PyTorch's results. A test compares it with those that {@code python -m
 * golden_generator roots} writes.
 */
final class MklSqrt {
    private static final float FLOAT_LIMIT = 0x1.ffep127f;
    private static final double DOUBLE_LIMIT = 0x1p1022;
    private static final int ESTIMATE_MASK = 0xfffff800;
    private static final long HEAD_MASK = -1L << 29;

    // The Taylor coefficients 1/2, 3/8, 5/16, 35/128, changed to compensate for the next term, 63/256 e^5, on |e| <= 3
    // * 2^-12: the first and third are those of Chebyshev's economization, the even ones were fitted.
    private static final double P0 = 0x1.ffffffffffe71p-2;
    private static final double P1 = 0x1.80000000000e0p-2;
    private static final double P2 = 0x1.40000b132p-2;
    private static final double P3 = 0x1.1800026666666p-2;

    private MklSqrt() {}

    /** Returns the square root of x; NaN below 0. */
    static float sqrt(float x) {
        if (!(x >= Float.MIN_NORMAL && x < FLOAT_LIMIT)) {
            return (float) Math.sqrt(x);
        }
        float r = estimate(x);
        float s = x * r;
        float h = 0.5f * r;
        float d = 0.5f - s * h;
        s += s * d;
        h += h * d;
        return s + h * (x - s * s);
    }

    /** Returns the square root of x; NaN below 0. */
    static double sqrt(double x) {
        if (!(x >= Double.MIN_NORMAL && x < DOUBLE_LIMIT)) {
            return Math.sqrt(x);
        }
        int half = Math.getExponent(x) >> 1;
        return Math.scalb(ofSmall(Math.scalb(x, -2 * half)), half);
    }

    /** Returns the square root of a number from 1 to less than 4. */
    private static double ofSmall(double x) {
        double head = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & HEAD_MASK);
        double r = estimate((float) head);
        double rootHead = head * r; // exact, as is the tail
        double rootTail = (x - head) * r;
        double e = 1.0 - rootHead * r - rootTail * r;
        double growth = e * (((P3 * e + P2) * e + P1) * e + P0);
        return rootHead + (rootTail + x * (r * growth));
    }

    /** Returns 1 / sqrt(x) to 13 bits, rounded down. */
    private static float estimate(float x) {
        float reciprocal = 1f / (float) Math.sqrt(x);
        return Float.intBitsToFloat(Float.floatToRawIntBits(reciprocal) & ESTIMATE_MASK);
    }
}
