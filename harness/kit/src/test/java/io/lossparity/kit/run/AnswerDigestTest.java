package io.lossparity.kit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerDigestTest {
    private static String digest(TensorValue output, Map<String, TensorValue> grads) {
        return AnswerDigest.of(new Outcome.Answered(new LossOutcome.Computed(output, grads)))
                .orElseThrow();
    }

    private static TensorValue floats(float... values) {
        return TensorValue.ofFloats(new int[] {values.length}, values);
    }

    @Test
    void equalBitsHaveTheSameDigest() {
        assertEquals(digest(floats(1, 2), Map.of()), digest(floats(1, 2), Map.of()));
        assertTrue(digest(floats(1), Map.of()).matches("[0-9a-f]{16}"));
        float otherNaN = Float.intBitsToFloat(0x7fc00001);
        assertEquals(digest(floats(Float.NaN), Map.of()), digest(floats(otherNaN), Map.of()));
    }

    @Test
    void everythingElseCounts() {
        String one = digest(floats(1, 2), Map.of());
        assertNotEquals(one, digest(floats(1, Math.nextUp(2f)), Map.of()));
        assertNotEquals(one, digest(TensorValue.ofDoubles(new int[] {2}, 1, 2), Map.of()));
        assertNotEquals(one, digest(TensorValue.ofFloats(new int[] {2, 1}, 1, 2), Map.of()));
        assertNotEquals(one, digest(floats(1, 2), Map.of("input", floats(1))));
        assertNotEquals(digest(floats(0f), Map.of()), digest(floats(-0f), Map.of()));
        assertNotEquals(digest(floats(1), Map.of("input", floats(1))), digest(floats(1), Map.of("target", floats(1))));
    }

    @Test
    void orderOfGradientsDoesNot() {
        Map<String, TensorValue> forth = new LinkedHashMap<>();
        forth.put("a", floats(1));
        forth.put("b", floats(2));
        Map<String, TensorValue> back = new LinkedHashMap<>();
        back.put("b", floats(2));
        back.put("a", floats(1));
        assertEquals(digest(floats(0), forth), digest(floats(0), back));
    }

    @Test
    void whatComputesNothingHasNone() {
        assertEquals(Optional.empty(), AnswerDigest.of(new Outcome.Threw(new IllegalStateException())));
        assertEquals(Optional.empty(), AnswerDigest.of(new Outcome.Answered(new LossOutcome.Unsupported("none"))));
    }
}
