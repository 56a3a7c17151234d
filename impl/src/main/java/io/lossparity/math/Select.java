package io.lossparity.math;

/** Choices between a number and 0 that are computed from bits, so that no branch depends on the data. */
public final class Select {
    private static final int FLOAT_SHIFT = Float.SIZE - 1;
    private static final int DOUBLE_SHIFT = Double.SIZE - 1;
    private static final int FLOAT_INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    private static final long DOUBLE_INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private Select() {}

    /** Returns the value where y is not the key, which is neither 0 nor NaN; otherwise 0. */
    public static float unequal(float y, float key, float value) {
        int difference = Float.floatToRawIntBits(y) ^ Float.floatToRawIntBits(key);
        int mask = (difference | -difference) >> FLOAT_SHIFT;
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & mask);
    }

    /** Returns the value where y is not the key, which is neither 0 nor NaN; otherwise 0. */
    public static double unequal(double y, double key, double value) {
        long difference = Double.doubleToRawLongBits(y) ^ Double.doubleToRawLongBits(key);
        long mask = (difference | -difference) >> DOUBLE_SHIFT;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & mask);
    }

    /** Returns the value where z is above 0; otherwise, as for NaN, 0. */
    public static float positive(float z, float value) {
        int bits = Float.floatToRawIntBits(z);
        int mask = (-bits & (bits - FLOAT_INFINITY - 1)) >> FLOAT_SHIFT;
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & mask);
    }

    /** Returns the value where z is above 0; otherwise, as for NaN, 0. */
    public static double positive(double z, double value) {
        long bits = Double.doubleToRawLongBits(z);
        long mask = (-bits & (bits - DOUBLE_INFINITY - 1)) >> DOUBLE_SHIFT;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & mask);
    }

    /** Returns the first number where z has a minus, otherwise the second one. */
    public static float minus(float z, float yes, float no) {
        int mask = Float.floatToRawIntBits(z) >> FLOAT_SHIFT;
        int other = Float.floatToRawIntBits(no);
        return Float.intBitsToFloat(other ^ ((other ^ Float.floatToRawIntBits(yes)) & mask));
    }

    /** Returns the first number where z has a minus, otherwise the second one. */
    public static double minus(double z, double yes, double no) {
        long mask = Double.doubleToRawLongBits(z) >> DOUBLE_SHIFT;
        long other = Double.doubleToRawLongBits(no);
        return Double.longBitsToDouble(other ^ ((other ^ Double.doubleToRawLongBits(yes)) & mask));
    }
}
