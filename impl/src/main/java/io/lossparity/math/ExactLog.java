package io.lossparity.math;

import java.math.BigDecimal;

/**
 * The natural logarithm, correctly rounded except for about one argument in 10,000.
 *
 * <pre>
 *   x = 2^n m            3/4 &lt;= m &lt; 3/2
 *   m = (1 + r) / c      c from a table, a multiple of 1/256, exactly 1 around m = 1; |r| &lt; 1/120
 *   log x = n ln2 - log c + (r - r^2 / 2 + r^3 / 3 - ...)     sums in two doubles
 * </pre>
 *
 * <p>The error before the last rounding is about 2^-68 of the result. PyTorch's own functions (MKL's and glibc's) round
 * correctly for more than 99 % of all arguments in float64, and agree with this one there.
 */
final class ExactLog {
    private static final int CELLS = 128; // per unit
    private static final double LOWEST = 0.75;
    private static final int GRID = 256;
    private static final long LOWEST_BITS = Double.doubleToRawLongBits(LOWEST);
    private static final int EXPONENT_SHIFT = 52;
    private static final long SMALLEST_NORMAL = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    private static final long LARGEST = Double.doubleToRawLongBits(Double.MAX_VALUE);

    private static final double LN2_HIGH;
    private static final double LN2_LOW;
    private static final double[] FACTOR = new double[CELLS * 3 / 4];
    private static final double[] LOG_HIGH = new double[FACTOR.length];
    private static final double[] LOG_LOW = new double[FACTOR.length];

    static {
        BigDecimal ln2 = ExtendedConstants.log(2, 1);
        LN2_HIGH = ExtendedConstants.shortened(ln2, 12); // 41 bits: times n it is exact
        LN2_LOW = ExtendedConstants.rest(ln2, LN2_HIGH);
        for (int cell = 0; cell < FACTOR.length; cell++) {
            double middle = LOWEST + (cell + 0.5) / CELLS;
            boolean aroundOne = Math.abs(middle - 1) < 1.0 / CELLS;
            long factor = aroundOne ? GRID : Math.round(GRID / middle);
            BigDecimal log = ExtendedConstants.log(GRID, factor);
            FACTOR[cell] = (double) factor / GRID;
            LOG_HIGH[cell] = log.doubleValue();
            LOG_LOW[cell] = ExtendedConstants.rest(log, LOG_HIGH[cell]);
        }
    }

    private ExactLog() {}

    /** Returns the natural logarithm of x; NaN below 0, -Infinity at 0. */
    static double log(double x) {
        return logMinus(x, 0);
    }

    /** Returns the difference between the logarithm of a positive, finite x and its rounded value. */
    static double rest(double x) {
        return logMinus(x, log(x));
    }

    /** Returns the logarithm minus a number, which is 0 or the rounded logarithm. */
    private static double logMinus(double x, double known) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        return x < Double.MIN_NORMAL ? ofNormal(x * 0x1p52, -52, known) : ofNormal(x, 0, known);
    }

    /** Returns the logarithm of x 2^scale minus a number. */
    private static double ofNormal(double x, int scale, double known) {
        long bits = Double.doubleToRawLongBits(x);
        double m = significand(bits);
        int cell = cell(m);
        double product = m * FACTOR[cell];
        double r = product - 1; // exact
        double exponent = ((bits - LOWEST_BITS) >> EXPONENT_SHIFT) + scale;
        double sum = exponent * LN2_HIGH + LOG_HIGH[cell]; // the product is exact
        double low = exponent * LN2_LOW + LOG_LOW[cell] + lost(exponent * LN2_HIGH, LOG_HIGH[cell], sum);
        return total(r, tail(r, Math.fma(m, FACTOR[cell], -product)), sum, low, known);
    }

    /** Replaces each element of a range by its natural logarithm. */
    static void log(double[] x, int from, int to) {
        Scratch.each(x, from, to, ExactLog::block);
    }

    private static void block(Scratch scratch, int count) {
        double[] x = scratch.x;
        double[] m = scratch.a;
        double[] factor = scratch.b;
        double[] logHigh = scratch.c;
        double[] logLow = scratch.d;
        double[] exponent = scratch.e;
        long rare = 0; // negative if an x is not a positive normal number
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToRawLongBits(x[i]);
            m[i] = significand(bits);
            exponent[i] = (int) ((bits - LOWEST_BITS) >> EXPONENT_SHIFT);
            int cell = cell(m[i]);
            factor[i] = FACTOR[cell];
            logHigh[i] = LOG_HIGH[cell];
            logLow[i] = LOG_LOW[cell];
            rare |= bits | (bits - SMALLEST_NORMAL) | (LARGEST - bits);
        }
        for (int i = 0; i < count; i++) {
            double r = m[i] * factor[i] - 1;
            factor[i] = Math.fma(m[i], factor[i], -(m[i] * factor[i]));
            m[i] = r;
        }
        for (int i = 0; i < count; i++) {
            factor[i] = tail(m[i], factor[i]);
        }
        for (int i = 0; i < count; i++) {
            double sum = exponent[i] * LN2_HIGH + logHigh[i];
            logLow[i] = exponent[i] * LN2_LOW + logLow[i] + lost(exponent[i] * LN2_HIGH, logHigh[i], sum);
            logHigh[i] = sum;
        }
        for (int i = 0; i < count; i++) {
            m[i] = total(m[i], factor[i], logHigh[i], logLow[i], 0);
        }
        if (rare < 0) {
            for (int i = 0; i < count; i++) {
                m[i] = x[i] >= Double.MIN_NORMAL && x[i] <= Double.MAX_VALUE ? m[i] : log(x[i]);
            }
        }
        System.arraycopy(m, 0, x, 0, count);
    }

    /** Returns x without its exponent, from 3/4 to less than 3/2. */
    private static double significand(long bits) {
        return Double.longBitsToDouble(bits - ((bits - LOWEST_BITS) & -1L << EXPONENT_SHIFT));
    }

    private static int cell(double m) {
        return (int) ((m - LOWEST) * CELLS);
    }

    /** Returns log(1 + r + rLow) - (r - r^2 / 2), with r^2 rounded. */
    private static double tail(double r, double rLow) {
        double square = r * r;
        double squareLow = Math.fma(r, r, -square);
        double cube = r * square;
        double series = cube * (1.0 / 3 + r * (-0.25 + r * (0.2 + r * (-1.0 / 6 + r * (1.0 / 7 + r * lastTerms(r))))));
        return series + (rLow * (1 - r) - 0.5 * squareLow);
    }

    /** Returns sum + low + r - r^2 / 2 + tail, minus a number. */
    private static double total(double r, double tail, double sum, double low, double known) {
        double whole = sum + r;
        double half = 0.5 * (r * r);
        double all = whole - half;
        return all - known + (low + lost(sum, r, whole) + lost(whole, -half, all) + tail);
    }

    /** Returns the last terms of the series. */
    private static double lastTerms(double r) {
        return -0.125 + r * (1.0 / 9 - r / 10);
    }

    /** Returns the rounding error of the sum of two numbers, exactly. */
    private static double lost(double a, double b, double sum) {
        double partOfB = sum - a;
        return a - (sum - partOfB) + (b - partOfB);
    }
}
