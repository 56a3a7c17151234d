package io.lossparity.kit.compare;

import io.lossparity.spi.TensorValue;

/** Writes elements without loss, in decimal and in hexadecimal. */
public final class ElementText {
    private ElementText() {}

    /** Returns an element as a Float, which holds a float16 too, a Double or a Long. */
    public static Number of(TensorValue tensor, int position) {
        return switch (tensor.dtype()) {
            case FLOAT32, FLOAT16 -> (Number) tensor.floats()[position];
            case FLOAT64 -> (Number) tensor.doubles()[position];
            case INT64, INT32, UINT8, BOOL -> (Number) tensor.longs()[position];
        };
    }

    /** Returns the decimal that reads back to the same value of the same type. */
    public static String decimal(Number element) {
        return element.toString();
    }

    /** Returns the exact value in hexadecimal, for example {@code 0x1.8p1}. */
    public static String hex(Number element) {
        if (element instanceof Float value) {
            return Float.toHexString(value);
        }
        return element instanceof Double value
                ? Double.toHexString(value)
                : "0x" + Long.toHexString(element.longValue());
    }
}
