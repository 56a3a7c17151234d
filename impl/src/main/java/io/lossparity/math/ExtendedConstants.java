package io.lossparity.math;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Constants to 50 digits, and their representation as unevaluated sums of two doubles.
 *
 * <p>Tables are computed from these when a class is loaded, so that no digits are typed.
 */
final class ExtendedConstants {
    static final MathContext DIGITS = new MathContext(50);

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-52");

    private ExtendedConstants() {}

    /** Returns the natural logarithm of a fraction of two positive numbers. */
    static BigDecimal log(long numerator, long denominator) {
        // log(n / d) = 2 atanh z with z = (n - d) / (n + d)
        BigDecimal z =
                BigDecimal.valueOf(numerator - denominator).divide(BigDecimal.valueOf(numerator + denominator), DIGITS);
        BigDecimal square = z.multiply(z, DIGITS);
        BigDecimal power = z;
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 1; power.abs().compareTo(NEGLIGIBLE) > 0; k += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
            power = power.multiply(square, DIGITS);
        }
        return sum.multiply(TWO);
    }

    /** Returns 2 to the power of 1 / 2^halvings. */
    static BigDecimal rootOfTwo(int halvings) {
        BigDecimal root = TWO;
        for (int i = 0; i < halvings; i++) {
            root = root.sqrt(DIGITS);
        }
        return root;
    }

    /** Returns the number minus a double, rounded. */
    static double rest(BigDecimal number, double high) {
        return number.subtract(new BigDecimal(high)).doubleValue();
    }

    /**
     * Returns the number rounded down to a double with the given number of bits cut off, so that products stay exact.
     */
    static double shortened(BigDecimal number, int bits) {
        long mask = -1L << bits;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(number.doubleValue()) & mask);
    }
}
