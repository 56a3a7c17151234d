package io.lossparity.math;

/**
 * The natural logarithm in float64 within 1 ulp, without a table: for the fast arithmetic, which uses {@link MklLog} in
 * float32.
 *
 * <pre>
 *   x = 2^k m            sqrt(1/2) &lt;= m &lt; sqrt(2)
 *   f = m - 1            s = f / (2 + f), z = s^2, h = f^2 / 2
 *   log x = k ln2High - ((h - (s (h + z R(z)) + k ln2Low)) - f)         R of degree 6
 * </pre>
 *
 * <p>This is log m = 2 artanh s, written so that the terms added to f are small. A Remez iteration in 200 bits gave R.
 */
public final class FastLog {
    public static final long LOWEST_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
    public static final int EXPONENT_SHIFT = 52;
    public static final long MANTISSA = (1L << EXPONENT_SHIFT) - 1;
    public static final double LN2_HIGH = 0x1.62e42fefap-1; // times k it is exact
    public static final double LN2_LOW = 0x1.cf79abc9e3b3ap-40;
    public static final double R0 = 0x1.5555555555558p-1;
    public static final double R1 = 0x1.9999999995218p-2;
    public static final double R2 = 0x1.2492492e05245p-2;
    public static final double R3 = 0x1.c71c62cea633ep-3;
    public static final double R4 = 0x1.7462ba9b75287p-3;
    public static final double R5 = 0x1.39fdaa6009156p-3;
    public static final double R6 = 0x1.2b607627b7dffp-3;
    private static final long SMALLEST_NORMAL = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    private static final long LARGEST = Double.doubleToRawLongBits(Double.MAX_VALUE);

    private FastLog() {}

    /** Returns the natural logarithm of x; NaN below 0, -Infinity at 0. */
    public static double log(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        return x < Double.MIN_NORMAL ? ofNormal(x * 0x1p52, -52) : ofNormal(x, 0);
    }

    private static double ofNormal(double x, int scale) {
        long distance = Double.doubleToRawLongBits(x) - LOWEST_BITS;
        return ofParts(significand(distance), (int) (distance >> EXPONENT_SHIFT) + scale);
    }

    /** Replaces each element of a range by its natural logarithm. */
    static void log(double[] x, int from, int to) {
        Scratch.each(x, from, to, FastLog::block);
    }

    private static void block(Scratch scratch, int count) {
        double[] x = scratch.x;
        double[] m = scratch.a;
        double[] k = scratch.b;
        long rare = 0; // negative if an x is not a positive normal number
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToRawLongBits(x[i]);
            long distance = bits - LOWEST_BITS;
            m[i] = significand(distance);
            k[i] = (int) (distance >> EXPONENT_SHIFT);
            rare |= bits | (bits - SMALLEST_NORMAL) | (LARGEST - bits);
        }
        for (int i = 0; i < count; i++) {
            m[i] = ofParts(m[i], k[i]);
        }
        if (rare < 0) {
            for (int i = 0; i < count; i++) {
                m[i] = x[i] >= Double.MIN_NORMAL && x[i] <= Double.MAX_VALUE ? m[i] : log(x[i]);
            }
        }
        System.arraycopy(m, 0, x, 0, count);
    }

    private static double significand(long distance) {
        return Double.longBitsToDouble((distance & MANTISSA) + LOWEST_BITS);
    }

    /** Returns the logarithm of 2^k m. */
    private static double ofParts(double m, double k) {
        double f = m - 1.0;
        double s = f / (f + 2.0);
        double z = s * s;
        double h = f * f * 0.5;
        double r = Math.fma(Math.fma(Math.fma(R6, z, R5), z, R4), z, R3);
        r = Math.fma(Math.fma(Math.fma(r, z, R2), z, R1), z, R0);
        double small = Math.fma(s, Math.fma(r, z, h), k * LN2_LOW);
        return k * LN2_HIGH - (h - small - f);
    }
}
