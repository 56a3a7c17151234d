package io.lossparity.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.DType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawTest {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /** SplitMix64 as Steele, Lea and Flood have it, written out. */
    private static long splitMix64(long state) {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Test
    void bitsAreSplitMix64OfTheIdsHash() {
        long seed = 0xaf63dc4c8601ec8cL; // FNV-1a of "a", from its authors' test vectors
        Draw draw = Draw.of("a");
        for (int i = 1; i <= 5; i++) {
            assertEquals(splitMix64(seed + i * GOLDEN_GAMMA) >>> 1, draw.bits(63));
        }
    }

    @Test
    void valuesKeepTheirRangeAndAreOfTheirType() {
        Draw draw = Draw.of("range");
        boolean beyondFloat = false;
        for (int i = 0; i < 1000; i++) {
            double narrow = draw.fine(DType.FLOAT32, -3, 3);
            assertEquals(narrow, (float) narrow);
            double wide = draw.fine(DType.FLOAT64, -3, 3);
            beyondFloat |= wide != (float) wide;
            double coarse = draw.coarse(-3, 3, 0.25);
            assertEquals(coarse * 4, Math.rint(coarse * 4));
            assertTrue(Math.max(Math.abs(narrow), Math.max(Math.abs(wide), Math.abs(coarse))) <= 3);
            int between = draw.between(-2, 2);
            assertTrue(between >= -2 && between <= 2);
        }
        assertTrue(beyondFloat);
    }

    @Test
    void permutationIsOneCycle() {
        int[] places = Draw.of("cycle").permutation(7);
        int at = 0;
        for (int i = 0; i < 6; i++) {
            at = places[at];
            assertNotEquals(0, at);
        }
        assertEquals(0, places[at]);
        assertEquals(0, Draw.of("one").permutation(1)[0]);
        assertEquals(7, Arrays.stream(places).distinct().count());
    }
}
