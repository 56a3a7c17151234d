package io.lossparity.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MklSqrtTest {
    /** The lines that {@code python -m golden_generator roots} wrote: dtype, argument, torch's root, both as bits. */
    static List<Object[]> rootsOfTorch() throws IOException {
        try (InputStream roots = MklSqrtTest.class.getResourceAsStream("square-roots.txt")) {
            return new String(roots.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> (Object[]) line.split(" "))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource
    void rootsOfTorch(String dtype, String argument, String root) {
        if (dtype.equals("float32")) {
            float x = Float.intBitsToFloat(Integer.parseUnsignedInt(argument, 16));
            assertEquals(Float.intBitsToFloat(Integer.parseUnsignedInt(root, 16)), Elementary.tensorSqrt(x));
        } else {
            double x = Double.longBitsToDouble(Long.parseUnsignedLong(argument, 16));
            assertEquals(Double.longBitsToDouble(Long.parseUnsignedLong(root, 16)), Elementary.tensorSqrt(x));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NEGATIVE_INFINITY, -Double.MIN_VALUE, Double.NaN})
    void thereIsNoRootOf(double x) {
        assertEquals(Double.NaN, Elementary.tensorSqrt(x));
        assertEquals(Float.NaN, Elementary.tensorSqrt((float) Math.min(x, -Float.MIN_VALUE)));
    }

    @Test
    void errorsAreAsLargeAsThoseOfTorch() {
        double worst = 0;
        double worstWide = 0;
        for (double x : new Random(1).doubles(100_000, 1, 4).toArray()) {
            float narrow = (float) x;
            worst = Math.max(worst, Math.abs(Elementary.tensorSqrt(narrow) - Math.sqrt(narrow)) / Math.ulp(1f));
            worstWide = Math.max(worstWide, Math.abs(Elementary.tensorSqrt(x) - Math.sqrt(x)) / Math.ulp(1d));
        }
        assertTrue(worst > 0.7 && worst < 0.75, "float32: " + worst);
        assertEquals(1, worstWide, "float64, of the next neighbour");
    }
}
