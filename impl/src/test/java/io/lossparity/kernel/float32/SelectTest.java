package io.lossparity.kernel.float32;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Signs and steps without a branch are those that comparisons give. */
class SelectTest {
    private static final float[] NUMBERS = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-20f,
        -1e-20f,
        0.5f,
        -0.5f,
        1f,
        -1f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
    };
    private static final int LARGEST = 11;

    private static float sign(float d) {
        return Float.isNaN(d) ? 0f : Math.signum(d) + 0f;
    }

    @Test
    void signOfOneNumber() {
        for (float number : NUMBERS) {
            assertEquals(sign(number), SelectFloat32.sign(number));
        }
        assertEquals(sign(Float.NaN), SelectFloat32.sign(Float.NaN));
    }

    /** A NaN at each place, or none, of ranges of each length, between elements that are not to be touched. */
    @Test
    void rangesOfEachLength() {
        Random random = new Random(1);
        for (int length = 0; length <= LARGEST; length++) {
            for (int nan = -1; nan < length; nan++) {
                float[] d = new float[length + 4];
                for (int i = 0; i < d.length; i++) {
                    d[i] = NUMBERS[random.nextInt(NUMBERS.length)];
                }
                if (nan >= 0) {
                    d[2 + nan] = Float.NaN;
                }
                float[] signs = d.clone();
                float[] steps = d.clone();
                for (int i = 2; i < 2 + length; i++) {
                    signs[i] = sign(d[i]);
                    steps[i] = d[i] >= 0f ? 1f : 0f;
                }
                float[] found = d.clone();
                SelectFloat32.sign(found, 2, 2 + length);
                assertArrayEquals(signs, found, Arrays.toString(d));
                found = d.clone();
                SelectFloat32.step(found, 2, 2 + length);
                assertArrayEquals(steps, found, Arrays.toString(d));
            }
        }
    }
}
