package io.lossparity.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ReusedMemoryTest {
    private final ReusedMemory memory = new ReusedMemory();

    @Test
    void nextCallTakesTheSameArraysAndFindsZeros() {
        float[] first = memory.float32(3);
        assertNotSame(first, memory.float32(3));
        first[1] = 5f;
        double[] wide = memory.float64(3);
        wide[1] = 5;
        int[] whole = memory.int32(3);
        whole[1] = 5;
        memory.release();
        assertSame(first, memory.float32(3));
        assertSame(wide, memory.float64(3));
        assertSame(whole, memory.int32(3));
        assertArrayEquals(new float[3], first);
        assertArrayEquals(new double[3], wide);
        assertArrayEquals(new int[3], whole);
    }

    @Test
    void whatACallDoesNotTakeIsDropped() {
        float[] once = memory.float32(3);
        memory.release();
        memory.float32(4);
        memory.release();
        assertNotSame(once, memory.float32(3));
        memory.release();
        assertNotSame(once, memory.float32(3));
    }

    @Test
    void lentArraysThatWereNotTakenAreTakenBack() {
        float[] lent = new float[2];
        memory.lend(lent);
        memory.takeBack();
        assertNotSame(lent, memory.float32(2));
        memory.lend(lent);
        memory.release();
        assertNotSame(lent, memory.float32(2));
    }

    @Test
    void lentArraysAreTakenFirstAndOnlyByOneCall() {
        float[] own = memory.float32(2);
        memory.release();
        float[] lent = {1f, 2f};
        memory.lend(lent);
        assertSame(lent, memory.float32(2));
        assertArrayEquals(new float[2], lent);
        assertSame(own, memory.float32(2));
        memory.release();
        assertSame(own, memory.float32(2));
        assertNotSame(lent, memory.float32(2));
    }

    @Test
    void protectedArraysAreNotTaken() {
        float[] argument = {1f, 2f};
        float[] other = new float[2];
        memory.lend(argument);
        memory.lend(other);
        memory.protect(argument);
        assertSame(other, memory.float32(2));
        assertNotSame(argument, memory.float32(2));
        assertArrayEquals(new float[] {1f, 2f}, argument);
    }

    @Test
    void partsCoverAllRowsOnce() {
        for (int parts = 1; parts <= 8; parts++) {
            int rows = 0;
            for (int part = 0; part < parts; part++) {
                rows += Memory.begin(21, part + 1, parts) - Memory.begin(21, part, parts);
            }
            assertEquals(21, rows);
            assertEquals(0, Memory.begin(21, 0, parts));
        }
    }
}
