package io.lossparity.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.losses.Loss;
import io.lossparity.math.Elementary;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The Vector API gives the bits of plain Java. */
class VectorMathTest {
    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MAX_VALUE,
    };

    private final VectorMath vector = new VectorMath();

    @Test
    void theLossesUseIt() {
        assertEquals(vector.name() + " (it gives the bits of plain Java)", Loss.math());
        assertTrue(Elementary.arrays() instanceof VectorMath);
    }

    @Test
    void rangesOfEachSizeAtEachAlignment() {
        Random random = new Random(1);
        for (int size = 0; size < 68; size++) {
            for (int from = 0; from <= 16; from++) {
                float[] x = new float[from + size + 3];
                for (int i = 0; i < x.length; i++) {
                    x[i] = size % 2 == 0 && random.nextInt(9) == 0
                            ? SPECIAL[random.nextInt(SPECIAL.length)]
                            : 4 * random.nextFloat() + Float.MIN_NORMAL;
                }
                assertLogs(x, from, from + size);
                for (int i = 0; i < x.length; i++) {
                    x[i] *= size % 3 == 0 ? -1 : 20;
                }
                assertPowers(x, from, from + size);
            }
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
            assertLogs(x, 0, x.length);
            assertPowers(x, 0, x.length);
        }
    }

    private void assertLogs(float[] x, int from, int to) {
        float[] logs = x.clone();
        vector.tensorLog(logs, from, to);
        for (int i = 0; i < x.length; i++) {
            assertSame(i >= from && i < to ? Elementary.tensorLog(x[i]) : x[i], logs[i], "log", x[i]);
        }
    }

    private void assertPowers(float[] x, int from, int to) {
        float[] powers = x.clone();
        vector.scalarExp(powers, from, to);
        for (int i = 0; i < x.length; i++) {
            assertSame(i >= from && i < to ? Elementary.scalarExp(x[i]) : x[i], powers[i], "exp", x[i]);
        }
    }

    private static void assertSame(float expected, float actual, String function, float x) {
        if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
            assertEquals(expected, actual, function + " " + x);
        }
    }
}
