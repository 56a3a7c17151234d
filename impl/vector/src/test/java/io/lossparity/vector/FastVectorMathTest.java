package io.lossparity.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.math.FastMath;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The Vector API gives the bits that the fast arithmetic has in plain Java. */
class FastVectorMathTest {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        88.72,
        88.73,
        -103.97,
        -103.98,
        -87.4,
        709.78,
        709.79,
        -745.13,
        -745.14,
        -720,
    };

    private final FastVectorMath vector = new FastVectorMath();
    private final FastMath plain = new FastMath();
    private final Random random = new Random(1);

    @Test
    void rangesOfEachSizeAtEachAlignment() {
        for (int size = 0; size < 68; size++) {
            for (int from = 0; from <= 16; from++) {
                assertSame(from, from + size, from + size + 3, size % 2 == 0);
            }
        }
        for (int i = 0; i < 200; i++) {
            assertSame(3, 1990, 2000, i % 2 == 0);
        }
    }

    /** All 2^32 floats; takes minutes. */
    @Test
    @EnabledIfSystemProperty(named = "lossparity.exhaustive", matches = "true")
    void allFloats() {
        float[] x = new float[1 << 12];
        for (long block = 0; block < 1L << 20; block++) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Float.intBitsToFloat((int) (block << 12) + i);
            }
            float[][] powers = {x.clone(), x.clone()};
            float[][] logs = {x.clone(), x.clone()};
            plain.tensorExp(powers[0], 0, x.length);
            vector.tensorExp(powers[1], 0, x.length);
            plain.tensorLog(logs[0], 0, x.length);
            vector.tensorLog(logs[1], 0, x.length);
            for (int i = 0; i < x.length; i++) {
                assertSame(powers[0][i], powers[1][i], "exp", x[i]);
                assertSame(logs[0][i], logs[1][i], "log", x[i]);
            }
        }
    }

    private static void assertSame(float expected, float actual, String function, float x) {
        if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
            assertEquals(expected, actual, function + " " + x);
        }
    }

    private void assertSame(int from, int to, int length, boolean special) {
        double[] wide = new double[length];
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            wide[i] = special && random.nextInt(9) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : 20 * random.nextDouble() - (special ? 10 : 0);
            x[i] = special && random.nextInt(9) == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) wide[i];
        }
        float[][] floats = {x.clone(), x.clone(), x.clone(), x.clone()};
        double[][] doubles = {wide.clone(), wide.clone(), wide.clone(), wide.clone()};
        vector.tensorExp(floats[0], from, to);
        plain.tensorExp(floats[1], from, to);
        vector.tensorLog(floats[2], from, to);
        plain.tensorLog(floats[3], from, to);
        vector.tensorExp(doubles[0], from, to);
        plain.tensorExp(doubles[1], from, to);
        vector.tensorLog(doubles[2], from, to);
        plain.tensorLog(doubles[3], from, to);
        assertArrayEquals(floats[1], floats[0]);
        assertArrayEquals(floats[3], floats[2]);
        assertArrayEquals(doubles[1], doubles[0]);
        assertArrayEquals(doubles[3], doubles[2]);
        assertEquals(plain.sum(1f, x, from, to), vector.sum(1f, x, from, to));
        assertEquals(plain.sum(1.0, wide, from, to), vector.sum(1.0, wide, from, to));
    }
}
