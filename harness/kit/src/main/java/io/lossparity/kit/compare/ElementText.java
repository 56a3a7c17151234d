package io.lossparity.kit.compare;

/** Writes elements without loss, in decimal and in hexadecimal. */
public final class ElementText {
    private ElementText() {}

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
