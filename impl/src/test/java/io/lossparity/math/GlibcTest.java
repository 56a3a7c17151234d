package io.lossparity.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlibcTest {
    /** The lines that {@code python -m golden_generator scalars} wrote: function, dtype, arguments, result. */
    private static List<String[]> results(String function, String dtype) throws IOException {
        try (InputStream results = GlibcTest.class.getResourceAsStream("scalars.txt")) {
            return new String(results.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(function + " " + dtype))
                    .map(line -> line.split(" "))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "log"})
    void float32EqualsGlibcWhereItDoesNotRoundCorrectly(String function) throws IOException {
        int notCorrect = 0;
        for (String[] line : results(function, "float32")) {
            float x = Float.intBitsToFloat(Integer.parseUnsignedInt(line[2], 16));
            float expected = Float.intBitsToFloat(Integer.parseUnsignedInt(line[3], 16));
            boolean exponential = function.equals("exp");
            float result = exponential ? Elementary.scalarExp(x) : Elementary.scalarLog(x);
            assertEquals(expected, result, function + "(" + x + ")");
            notCorrect += expected == (float) (exponential ? ExactExp.exp(x) : ExactLog.log(x)) ? 0 : 1;
        }
        assertTrue(notCorrect > 100, "the samples tell the two apart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "log"})
    void float64EqualsGlibcWhereItDoesNotRoundCorrectly(String function) throws IOException {
        int notCorrect = 0;
        for (String[] line : results(function, "float64")) {
            double x = Double.longBitsToDouble(Long.parseUnsignedLong(line[2], 16));
            double expected = Double.longBitsToDouble(Long.parseUnsignedLong(line[3], 16));
            boolean exponential = function.equals("exp");
            double result = exponential ? Elementary.scalarExp(x) : Elementary.scalarLog(x);
            assertEquals(expected, result, function + "(" + x + ")");
            notCorrect += expected == (exponential ? ExactExp.exp(x) : ExactLog.log(x)) ? 0 : 1;
        }
        assertTrue(notCorrect > 100, "the samples tell the two apart");
    }

    @Test
    void float32PowersEqualGlibcWhereItDoesNotRoundCorrectly() throws IOException {
        int notCorrect = 0;
        for (String[] line : results("pow", "float32")) {
            float x = Float.intBitsToFloat(Integer.parseUnsignedInt(line[2], 16));
            float p = Float.intBitsToFloat(Integer.parseUnsignedInt(line[3], 16));
            float expected = Float.intBitsToFloat(Integer.parseUnsignedInt(line[4], 16));
            assertEquals(expected, Elementary.pow(x, p), "pow(" + x + ", " + p + ")");
            notCorrect += expected == (float) Math.pow(x, p) ? 0 : 1;
        }
        assertTrue(notCorrect > 50, "the samples tell the two apart");
    }

    @Test
    void float64PowersEqualGlibcWhereItDoesNotRoundCorrectly() throws IOException {
        int notCorrect = 0;
        for (String[] line : results("pow", "float64")) {
            double x = Double.longBitsToDouble(Long.parseUnsignedLong(line[2], 16));
            double p = Double.longBitsToDouble(Long.parseUnsignedLong(line[3], 16));
            double expected = Double.longBitsToDouble(Long.parseUnsignedLong(line[4], 16));
            assertEquals(expected, Elementary.pow(x, p), "pow(" + x + ", " + p + ")");
            double log = ExactLog.log(x);
            double exponent = p * log;
            double correct = ExactExp.exp(exponent, Math.fma(p, log, -exponent) + p * ExactLog.rest(x));
            notCorrect += expected == correct ? 0 : 1;
        }
        assertTrue(notCorrect > 50, "the samples tell the two apart");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 0",
        "0, -1, Infinity",
        "Infinity, 0.5, Infinity",
        "Infinity, -1, 0",
        "NaN, 2, NaN",
        "2, NaN, NaN",
        "1, NaN, 1",
        "1, Infinity, 1",
        "0.5, Infinity, 0",
        "1e20, 2, Infinity",
        "1e20, -3, 0",
        "1e-30, 2, 0",
        "1e-22, 2, 9.81e-45",
        "1e-45, 0.5, 3.743392e-23"
    })
    void powAtItsLimits(float x, float p, float expected) {
        assertEquals(expected, Elementary.pow(x, p));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-746, -745, -720, -708.5, 709.5, 710, Double.NaN, Double.POSITIVE_INFINITY})
    void float64ExpIsCorrectlyRoundedAtItsLimits(double x) {
        assertEquals(ExactExp.exp(x), Elementary.scalarExp(x));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, 0",
        "3e38, Infinity",
        "88.72284, Infinity",
        "-103.97209, 0",
        "-1e30, 0",
        "0, 1",
        "-0.0, 1"
    })
    void expAtItsLimits(float x, float expected) {
        assertEquals(expected, Elementary.scalarExp(x));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN",
        "Infinity, Infinity",
        "-1, NaN",
        "-1e-45, NaN",
        "-Infinity, NaN",
        "0, -Infinity",
        "-0.0, -Infinity",
        "1, 0"
    })
    void logAtItsLimits(float x, float expected) {
        assertEquals(expected, Elementary.scalarLog(x));
        assertEquals(expected, Elementary.scalarLog((double) x));
    }
}
