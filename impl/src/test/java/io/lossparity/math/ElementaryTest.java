package io.lossparity.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementaryTest {
    private static final DfpField FIELD = new DfpField(40);

    @Test
    void expRoundsCorrectly() {
        new Random(1).doubles(300, -700, 700).forEach(ElementaryTest::assertExp);
        new Random(2).doubles(300, -1, 1).forEach(ElementaryTest::assertExp);
    }

    @Test
    void logRoundsCorrectly() {
        new Random(3).doubles(300, 0.5, 2).forEach(ElementaryTest::assertLog);
        new Random(4).doubles(300, -0.01, 0.01).forEach(near -> assertLog(1 + near));
        new Random(5).doubles(300, -300, 300).forEach(decades -> assertLog(Math.pow(10, decades)));
    }

    @Test
    void powIsHalfAnUlpFromTheExactValue() {
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            double x = Math.pow(10, random.nextDouble() * 6 - 3);
            double p = random.nextDouble() * 10 - 5;
            double power = Elementary.pow(x, p);
            Dfp error = exactly(power).subtract(DfpMath.pow(exactly(x), exactly(p)));
            assertEquals(0, error.toDouble(), 0.501 * Math.ulp(power), x + "^" + p);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "NaN, 0, 1",
        "1, NaN, 1",
        "1, Infinity, 1",
        "1, -Infinity, 1",
        "2, -Infinity, 0",
        "0.5, -Infinity, Infinity",
        "2, 1023, 8.98846567431158e307",
        "2, 1024, Infinity",
        "2, -1074, 4.9e-324",
        "2, -1e300, 0",
        "0.5, -1e300, Infinity",
        "4.9e-324, 0.5, 2.2227587494850775e-162",
        "0, -1, Infinity",
        "Infinity, 0.5, Infinity",
        "-8, 3, -512",
        "-8, 0.5, NaN",
        "9, 0.5, 3"
    })
    void powAtItsLimits(double x, double p, double expected) {
        assertEquals(expected, Elementary.pow(x, p));
    }

    private static void assertExp(double x) {
        assertEquals(DfpMath.exp(exactly(x)).toDouble(), ExactExp.exp(x), "exp(" + x + ")");
    }

    private static void assertLog(double x) {
        assertEquals(DfpMath.log(exactly(x)).toDouble(), ExactLog.log(x), "log(" + x + ")");
    }

    private static Dfp exactly(double x) {
        return FIELD.newDfp(x);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, 0",
        "709.782712893384, 1.7976931348622732e308",
        "709.7827128933841, Infinity",
        "-745.1332191019412, 0",
        "-745.1332191019411, 4.9e-324",
        "0, 1",
        "-0.0, 1"
    })
    void expAtItsLimits(double x, double expected) {
        assertEquals(expected, ExactExp.exp(x));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN",
        "Infinity, Infinity",
        "-1, NaN",
        "-Infinity, NaN",
        "0, -Infinity",
        "-0.0, -Infinity",
        "1, 0",
        "4.9e-324, -744.4400719213812"
    })
    void logAtItsLimits(double x, double expected) {
        assertEquals(expected, ExactLog.log(x));
    }

    @Test
    void tensorLogIsWithinAnUlp() {
        new Random(6).doubles(1000, -37, 37).forEach(decades -> assertTensorLog((float) Math.pow(10, decades)));
        new Random(7).doubles(1000, 0.5, 2).forEach(x -> assertTensorLog((float) x));
        assertTensorLog(Float.MIN_VALUE);
        assertTensorLog(1e-40f);
    }

    private static void assertTensorLog(float x) {
        float expected = (float) ExactLog.log(x);
        assertEquals(expected, Elementary.tensorLog(x), Math.ulp(expected), "log(" + x + ")");
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, Infinity", "-1, NaN", "0, -Infinity", "-0.0, -Infinity", "1, 0"})
    void tensorLogAtItsLimits(float x, float expected) {
        assertEquals(expected, Elementary.tensorLog(x));
    }
}
