package io.lossparity.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MklExpTest {
    /** The lines that {@code python -m golden_generator vectors} wrote: argument, torch's exponential, both as bits. */
    private static List<float[]> exponentialsOfTorch() throws IOException {
        try (InputStream lines = MklExpTest.class.getResourceAsStream("vectors.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(bits -> new float[] {ofBits(bits[0]), ofBits(bits[1])})
                    .toList();
        }
    }

    private static float ofBits(String bits) {
        return Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
    }

    @Test
    void equalsTorchWhereItDoesNotRoundCorrectly() throws IOException {
        int notCorrect = 0;
        for (float[] line : exponentialsOfTorch()) {
            assertEquals(line[1], Elementary.tensorExp(line[0]), "exp(" + line[0] + ")");
            notCorrect += line[1] == (float) ExactExp.exp(line[0]) ? 0 : 1;
        }
        assertTrue(notCorrect > 300, "the samples tell the two apart");
    }

    @Test
    void ofNaNIsNaN() {
        assertEquals(Float.NaN, Elementary.tensorExp(Float.NaN));
    }
}
