package io.lossparity.kit.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.util.Map;

/**
 * The rules for numbers, applied to a scalar. A broken rule is an {@link IllegalArgumentException}
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
    static long integer(JsonScalar scalar) {
        if (scalar.kind() != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException("must be an integer, but was '" + scalar.text() + "'");
        }
        try {
            return Long.parseLong(scalar.text());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must fit in 64 bits, but was " + scalar.text(), e);
        }
    }

    /**
     * The nearest double; NaN and the infinities are strings.
     *
     * @param integersToo whether {@code 1} is accepted for {@code 1.0}
     */
    static double float64(JsonScalar scalar, boolean integersToo) {
        if (scalar.kind() == JsonToken.VALUE_STRING) {
            return nonFinite(scalar.text());
        }
        requireNumber(scalar, integersToo);
        double value = NumberInput.parseDouble(scalar.array(), scalar.from(), scalar.length(), true);
        if (Double.isInfinite(value) || (value == 0 && hasNonZeroDigit(scalar))) {
            throw new IllegalArgumentException("is beyond float64: " + scalar.text());
        }
        return value;
    }

    /** The nearest float, read directly; by way of a double it would be rounded twice. */
    static float float32(JsonScalar scalar, boolean integersToo) {
        if (scalar.kind() == JsonToken.VALUE_STRING) {
            return (float) nonFinite(scalar.text());
        }
        requireNumber(scalar, integersToo);
        float value = NumberInput.parseFloat(scalar.array(), scalar.from(), scalar.length(), true);
        if (Float.isInfinite(value) || (value == 0 && hasNonZeroDigit(scalar))) {
            throw new IllegalArgumentException("is beyond float32: " + scalar.text());
        }
        return value;
    }

    /** The float16 that is nearest to the number, as a float; refused if it is beyond float16. */
    static float float16(JsonScalar scalar, boolean integersToo) {
        float value = float32(scalar, integersToo);
        double size = Math.abs(value);
        if ((size >= BEYOND_FLOAT16 && size < Float.POSITIVE_INFINITY) || (size > 0 && size <= ZERO_IN_FLOAT16)) {
            throw new IllegalArgumentException("is beyond float16: " + scalar.text());
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

    private static void requireNumber(JsonScalar scalar, boolean integersToo) {
        if (scalar.kind() != JsonToken.VALUE_NUMBER_FLOAT
                && !(integersToo && scalar.kind() == JsonToken.VALUE_NUMBER_INT)) {
            throw new IllegalArgumentException("must be a number" + (integersToo ? "" : " with a point or an exponent")
                    + ", but was '" + scalar.text() + "'");
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

    private static boolean hasNonZeroDigit(JsonScalar scalar) {
        for (int i = 0; i < scalar.length(); i++) {
            char c = scalar.charAt(i);
            if (c == 'e' || c == 'E') {
                return false;
            }
            if (c >= '1' && c <= '9') {
                return true;
            }
        }
        return false;
    }
}
