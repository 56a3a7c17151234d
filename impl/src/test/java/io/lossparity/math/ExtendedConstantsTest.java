package io.lossparity.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables are computed when a class is loaded, so their functions are asked here directly. */
class ExtendedConstantsTest {
    private static final DfpField FIELD = new DfpField(60);
    private static final BigDecimal TOLERANCE = new BigDecimal("1e-47");

    @ParameterizedTest
    @CsvSource({"2, 1", "1, 2", "256, 192", "256, 383", "3, 3", "4, 1"})
    void logAgreesWithCommonsMath(long numerator, long denominator) {
        BigDecimal expected = new BigDecimal(DfpMath.log(FIELD.newDfp(numerator).divide(FIELD.newDfp(denominator)))
                .toString());
        assertNear(expected, ExtendedConstants.log(numerator, denominator));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "6"})
    void rootOfTwoToItsPowerIsTwo(int halvings) {
        BigDecimal root = ExtendedConstants.rootOfTwo(halvings);
        assertNear(BigDecimal.valueOf(2), root.pow(1 << halvings, new MathContext(60)));
    }

    @Test
    void restMakesUpForTheRounding() {
        BigDecimal third = BigDecimal.ONE.divide(BigDecimal.valueOf(3), ExtendedConstants.DIGITS);
        double rest = ExtendedConstants.rest(third, 1.0 / 3);
        assertEquals(third.subtract(new BigDecimal(1.0 / 3)).doubleValue(), rest);
        assertEquals(1.0 / 3 * 0x1p-54, rest); // 1/3 in binary repeats
    }

    @ParameterizedTest
    @CsvSource({"0, 0x1.5555555555555p-2", "4, 0x1.555555555555p-2", "20, 0x1.55555555p-2"})
    void shortenedLosesItsLastBits(int bits, String expected) {
        BigDecimal third = BigDecimal.ONE.divide(BigDecimal.valueOf(3), ExtendedConstants.DIGITS);
        assertEquals(Double.parseDouble(expected), ExtendedConstants.shortened(third, bits));
    }

    private static void assertNear(BigDecimal expected, BigDecimal actual) {
        BigDecimal error = actual.subtract(expected).abs();
        assertEquals(-1, error.compareTo(TOLERANCE), () -> actual + " instead of " + expected);
    }
}
