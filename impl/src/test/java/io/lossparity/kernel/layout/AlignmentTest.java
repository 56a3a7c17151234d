package io.lossparity.kernel.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.memory.Memory;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    private static final int BLANK = 3;

    private static Alignment of(int[] lengths, long... targets) {
        int[] frames = new int[lengths.length];
        int[] starts = new int[lengths.length];
        for (int b = 0; b < lengths.length; b++) {
            frames[b] = 10 + b;
            starts[b] = b == 0 ? 0 : starts[b - 1] + lengths[b - 1];
        }
        return new Alignment(Memory.NEW, frames, lengths, starts, targets, BLANK, 5);
    }

    @Test
    void anyLabelMayBeTheBlank() {
        for (int blank = 0; blank < 3; blank++) {
            long[] labels = {1, 2, 4};
            Alignment sample = of(new int[] {3}, labels);
            sample.at(0);
            assertTrue(sample.blanksAreNoLabels());
            labels[blank] = BLANK;
            sample.at(0);
            assertFalse(sample.blanksAreNoLabels());
        }
    }

    @Test
    void onlyTheLabelsOfTheSampleCount() {
        Alignment samples = of(new int[] {2, 0, 1, 2}, BLANK, BLANK, 1, 2, BLANK);
        boolean[] expected = {false, true, true, false};
        for (int b = 0; b < expected.length; b++) {
            samples.at(b);
            assertEquals(expected[b], samples.blanksAreNoLabels(), "sample " + b);
        }
    }

    @Test
    void copyIsAtASampleOfItsOwn() {
        Alignment one = of(new int[] {2, 1}, 1, 2, 4);
        Alignment other = one.copy(Memory.NEW);
        one.at(0);
        other.at(1);
        assertEquals(5, one.width());
        assertEquals(3, other.width());
        assertNotEquals(one.position(0, 1), other.position(0, 1));
        one.at(1);
        for (int s = 0; s < other.width(); s++) {
            assertEquals(one.position(2, s), other.position(2, s));
        }
    }
}
