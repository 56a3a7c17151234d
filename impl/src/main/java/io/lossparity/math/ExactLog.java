package io.lossparity.math;

import java.math.BigDecimal;

/**
 * The natural logarithm, correctly rounded but for about one argument in 10,000.
 *
 * <pre>
 *   x = 2^n m            3/4 &lt;= m &lt; 3/2
 *   m = (1 + r) / c      c from a table, a multiple of 1/256, exactly 1 around m = 1; |r| &lt; 1/120
 *   log x = n ln2 - log c + (r - r^2 / 2 + r^3 / 3 - ...)     sums in two doubles
 * </pre>
 *
 * <p>The error before the last rounding is about 2^-68 of the result. PyTorch's own functions (MKL's and glibc's)
 * round correctly for more than 99 % of all arguments in float64, and so agree with this.
 */
final class ExactLog {
    private static final int CELLS = 128; // per unit
    private static final double LOWEST = 0.75;
    private static final int GRID = 256;

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

    /** Returns what the logarithm of a positive, finite x leaves when it is rounded. */
    static double rest(double x) {
        return logMinus(x, log(x));
    }

    /** Returns the logarithm less a number, which is 0 or the rounded logarithm. */
    private static double logMinus(double x, double known) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        int exponent = Math.getExponent(x);
        if (exponent < Double.MIN_EXPONENT) {
            exponent = Math.getExponent(x * 0x1p52) - 52;
        }
        double m = Math.scalb(x, -exponent);
        if (m >= 2 * LOWEST) {
            m *= 0.5;
            exponent++;
        }
        return logMinus(m, exponent, known);
    }

    /** Returns the logarithm of m 2^exponent less a number. */
    private static double logMinus(double m, int exponent, double known) {
        int cell = (int) ((m - LOWEST) * CELLS);
        double product = m * FACTOR[cell];
        double r = product - 1; // exact
        double rLow = Math.fma(m, FACTOR[cell], -product);

        double square = r * r;
        double squareLow = Math.fma(r, r, -square);
        double cube = r * square;
        double series = cube * (1.0 / 3 + r * (-0.25 + r * (0.2 + r * (-1.0 / 6 + r * (1.0 / 7 + r * lastTerms(r))))));

        double sum = exponent * LN2_HIGH; // exact
        double low = exponent * LN2_LOW + LOG_LOW[cell];
        double next = sum + LOG_HIGH[cell];
        low += lost(sum, LOG_HIGH[cell], next);
        double whole = next + r;
        low += lost(next, r, whole);
        double all = whole - 0.5 * square;
        low += lost(whole, -0.5 * square, all);
        return all - known + (low + (series + (rLow * (1 - r) - 0.5 * squareLow)));
    }

    /** Returns the last terms of the series. */
    private static double lastTerms(double r) {
        return -0.125 + r * (1.0 / 9 - r / 10);
    }

    /** Returns what the sum of two numbers lost by rounding, exactly. */
    private static double lost(double a, double b, double sum) {
        double partOfB = sum - a;
        return a - (sum - partOfB) + (b - partOfB);
    }
}
