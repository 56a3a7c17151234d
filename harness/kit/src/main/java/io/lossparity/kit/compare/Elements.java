package io.lossparity.kit.compare;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;

/** The elements of a tensor, as positions among the representable values of its type. */
final class Elements {
    private static final int HALF_SHIFT = 13;
    private static final float HALF_MIN_NORMAL = 0x1p-14f;
    private static final int HALF_SUBNORMALS = 1024;

    private final TensorValue tensor;
    private final DType dtype;

    private Elements(TensorValue tensor) {
        this.tensor = tensor;
        this.dtype = tensor.dtype();
    }

    /** Views a tensor; nothing is copied. */
    static Elements of(TensorValue tensor) {
        return new Elements(tensor);
    }

    int size() {
        return tensor.size();
    }

    /** The element as a double: exact for floating-point types, nearest for integers. */
    double value(int i) {
        return switch (dtype) {
            case FLOAT32, FLOAT16 -> tensor.floats()[i];
            case FLOAT64 -> tensor.doubles()[i];
            case INT64, INT32, UINT8, BOOL -> tensor.longs()[i];
        };
    }

    /** The number of representable values from zero to the element, negative below zero; both zeros are 0. */
    long ordinal(int i) {
        return switch (dtype) {
            case FLOAT32 -> ordinalOf(tensor.floats()[i]);
            case FLOAT16 -> halfOrdinalOf(tensor.floats()[i]);
            case FLOAT64 -> ordinalOf(tensor.doubles()[i]);
            case INT64, INT32, UINT8, BOOL -> tensor.longs()[i];
        };
    }

    /** The gap from the element's magnitude to the next greater one. */
    double ulp(int i) {
        return switch (dtype) {
            case FLOAT32 -> Math.ulp(tensor.floats()[i]);
            case FLOAT16 -> Math.ulp(Math.max(Math.abs(tensor.floats()[i]), HALF_MIN_NORMAL)) * (1 << HALF_SHIFT);
            case FLOAT64 -> Math.ulp(tensor.doubles()[i]);
            case INT64, INT32, UINT8, BOOL -> 1;
        };
    }

    /** The bits; all NaN have the same. */
    long bits(int i) {
        return switch (dtype) {
            case FLOAT32, FLOAT16 -> Float.floatToIntBits(tensor.floats()[i]);
            case FLOAT64 -> Double.doubleToLongBits(tensor.doubles()[i]);
            case INT64, INT32, UINT8, BOOL -> tensor.longs()[i];
        };
    }

    Number number(int i) {
        return ElementText.of(tensor, i);
    }

    /** The number of steps between two ordinals, at most the greatest long. */
    static long distance(long a, long b) {
        long difference = a - b;
        boolean overflow = ((a ^ b) & (a ^ difference)) < 0;
        return overflow || difference == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(difference);
    }

    private static long ordinalOf(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? Integer.MIN_VALUE - bits : bits;
    }

    private static long ordinalOf(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }

    private static long halfOrdinalOf(float value) {
        float magnitude = Math.abs(value);
        long steps = magnitude < HALF_MIN_NORMAL
                ? (long) (magnitude * 0x1p24f)
                : ((ordinalOf(magnitude) - ordinalOf(HALF_MIN_NORMAL)) >> HALF_SHIFT) + HALF_SUBNORMALS;
        return value < 0 ? -steps : steps;
    }
}
