package io.lossparity.kit.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.util.Map;

/**
 * The rules for numbers, applied to a token and its characters. A broken rule is an {@link IllegalArgumentException}
 * whose message continues the name of the value: {@code must be an integer, but was '2.9'}.
 */
final class JsonNumbers {
    private static final Map<String, Double> NON_FINITE =
            Map.of("NaN", Double.NaN, "Infinity", Double.POSITIVE_INFINITY, "-Infinity", Double.NEGATIVE_INFINITY);

    /** Halfway from float16's greatest number to the next power of two: numbers from here on round beyond float16. */
    private static final double BEYOND_FLOAT16 = 65520;

    private static final int FLOAT16_MIN_EXPONENT = -14;
    private static final int FLOAT16_MANTISSA_BITS = 10;

    /** Half of float16's least number, which rounds to zero. */
    private static final double ZERO_IN_FLOAT16 = 0x1p-25;

    private JsonNumbers() {}

    /** An integer of 64 bits, exact. */
    static long integer(JsonToken kind, String text) {
        if (kind != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException("must be an integer, but was '" + text + "'");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must fit in 64 bits, but was " + text, e);
        }
    }

    /**
     * The nearest double; NaN and the infinities are strings.
     *
     * @param integersToo whether {@code 1} is accepted for {@code 1.0}
     */
    static double float64(JsonToken kind, String text, boolean integersToo) {
        if (kind == JsonToken.VALUE_STRING) {
            return nonFinite(text);
        }
        requireNumber(kind, text, integersToo);
        double value = NumberInput.parseDouble(text, true);
        if (Double.isInfinite(value) || (value == 0 && hasNonZeroDigit(text))) {
            throw new IllegalArgumentException("is beyond float64: " + text);
        }
        return value;
    }

    /** The nearest float, read directly; by way of a double it would be rounded twice. */
    static float float32(JsonToken kind, String text, boolean integersToo) {
        if (kind == JsonToken.VALUE_STRING) {
            return (float) nonFinite(text);
        }
        requireNumber(kind, text, integersToo);
        float value = NumberInput.parseFloat(text, true);
        if (Float.isInfinite(value) || (value == 0 && hasNonZeroDigit(text))) {
            throw new IllegalArgumentException("is beyond float32: " + text);
        }
        return value;
    }

    /** The float16 that is nearest to the number, as a float; refused if it is beyond float16. */
    static float float16(JsonToken kind, String text, boolean integersToo) {
        float value = float32(kind, text, integersToo);
        double size = Math.abs(value);
        if ((size >= BEYOND_FLOAT16 && size < Float.POSITIVE_INFINITY) || (size > 0 && size <= ZERO_IN_FLOAT16)) {
            throw new IllegalArgumentException("is beyond float16: " + text);
        }
        return nearestFloat16(value);
    }

    private static float nearestFloat16(float value) {
        if (!Float.isFinite(value)) {
            return value;
        }
        double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), FLOAT16_MIN_EXPONENT) - FLOAT16_MANTISSA_BITS);
        return (float) (Math.rint(value / unit) * unit);
    }

    private static void requireNumber(JsonToken kind, String text, boolean integersToo) {
        if (kind != JsonToken.VALUE_NUMBER_FLOAT && !(integersToo && kind == JsonToken.VALUE_NUMBER_INT)) {
            throw new IllegalArgumentException("must be a number" + (integersToo ? "" : " with a point or an exponent")
                    + ", but was '" + text + "'");
        }
    }

    private static double nonFinite(String text) {
        Double value = NON_FINITE.get(text);
        if (value == null) {
            throw new IllegalArgumentException(
                    "must be a number, 'NaN', 'Infinity' or '-Infinity', but was '" + text + "'");
        }
        return value;
    }

    private static boolean hasNonZeroDigit(String text) {
        for (int i = 0; i < text.length() && text.charAt(i) != 'e' && text.charAt(i) != 'E'; i++) {
            if (text.charAt(i) >= '1' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }
}
