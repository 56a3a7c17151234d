package io.lossparity.kit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "9, 9",
        "5.2, 5.2",
        "120, 120",
        "0.5, 0.5",
        "0.01, 0.01",
        "3.14159, 3.142",
        "999.97, 1000",
        "12345, 12345",
        "3.1e-9, 3.1e-9",
        "4.77e-7, 4.8e-7",
        "2.2e-4, 2.2e-4",
        "1234567, 1.2e+6",
        "1e300, 1.0e+300",
        "-0.25, -0.25",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void numbersAreShort(double number, String text) {
        assertEquals(text, Numbers.number(number));
    }

    @Test
    void distancesHaveFewDigitsOrAWord() {
        assertEquals("1.5", Numbers.distance(1.5));
        assertEquals("NaN or infinity", Numbers.distance(Double.POSITIVE_INFINITY));
        assertEquals("NaN or infinity", Numbers.distance(Double.NaN));
        assertEquals("1.0e+9", Numbers.distance(1e9));
        assertEquals("over 1e9", Numbers.distance(1.1e9));
        assertEquals("over 1e9", Numbers.distance(1.7e308));
        assertEquals("over 1e9", Numbers.ulps(6e42));
        assertEquals("1.7e+7", Numbers.distance(16_777_216L));
        assertEquals("over 1e9", Numbers.distance(Long.MAX_VALUE - 1));
        assertEquals("NaN or infinity", Numbers.distance(Long.MAX_VALUE));
    }

    @Test
    void whatIsNotFiniteIsSaidOnce() {
        assertEquals("1.5 units, 2 ulp", Numbers.distance(1.5, 2));
        assertEquals("over 1e9 units, over 1e9 ulp", Numbers.distance(1e43, 1L << 40));
        assertEquals("NaN or infinity", Numbers.distance(Double.POSITIVE_INFINITY, Long.MAX_VALUE));
        assertEquals("1.5 units", Numbers.distance(1.5, Long.MAX_VALUE));
        assertEquals("NaN or infinity", Numbers.units(Double.NaN));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.00412, 0.004", "0.6, 0.6", "2.04, 2", "31.26, 31.3", "1177.9, 1178", "1677722, 1.7e+6"})
    void distancesFromTheTruthHaveOneDecimal(double ulps, String text) {
        assertEquals(text, Numbers.ulps(ulps));
    }

    @Test
    void sharesAreNeverRoundedToAllOrNothing() {
        assertEquals("100 %", Numbers.percent(3, 3));
        assertEquals("99.99 %", Numbers.percent(999_999_999, 1_000_000_000));
        assertEquals("0.01 %", Numbers.percent(1, 1_000_000_000));
        assertEquals("0 %", Numbers.percent(0, 5));
        assertEquals("-", Numbers.percent(0, 0));
        assertEquals("57.00 %", Numbers.percent(57, 100));
    }

    @Test
    void countsHaveGroups() {
        assertEquals("1\u202f234\u202f567 cases", Numbers.count(1_234_567, "case"));
        assertEquals("1.3 s", Numbers.seconds(1.26));
    }
}
