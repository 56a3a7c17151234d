package io.lossparity.kit.compare;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;

/** The elements of a tensor, as positions among the representable values of its type. */
abstract class Elements {
    private static final int HALF_SHIFT = 13;
    private static final float HALF_MIN_NORMAL = 0x1p-14f;
    private static final int HALF_SUBNORMALS = 1024;

    /** Views a tensor; nothing is copied. */
    static Elements of(TensorValue tensor) {
        return switch (tensor.dtype()) {
            case FLOAT32, FLOAT16 -> new Floats(tensor.floats(), tensor.dtype() == DType.FLOAT16);
            case FLOAT64 -> new Doubles(tensor.doubles());
            case INT64, INT32, UINT8, BOOL -> new Longs(tensor.longs());
        };
    }

    abstract int size();

    /** The element as a double: exact for floating-point types, nearest for integers. */
    abstract double value(int i);

    /** The number of representable values from zero to the element, negative below zero; both zeros are 0. */
    abstract long ordinal(int i);

    /** The gap from the element's magnitude to the next greater one. */
    abstract double ulp(int i);

    /** The bits; all NaN have the same. */
    abstract long bits(int i);

    abstract Number number(int i);

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

    private static long halfOrdinalOf(float value) {
        float magnitude = Math.abs(value);
        long steps = magnitude < HALF_MIN_NORMAL
                ? (long) (magnitude * 0x1p24f)
                : ((ordinalOf(magnitude) - ordinalOf(HALF_MIN_NORMAL)) >> HALF_SHIFT) + HALF_SUBNORMALS;
        return value < 0 ? -steps : steps;
    }

    private static final class Floats extends Elements {
        private final float[] data;
        private final boolean half;

        Floats(float[] data, boolean half) {
            this.data = data;
            this.half = half;
        }

        @Override
        int size() {
            return data.length;
        }

        @Override
        double value(int i) {
            return data[i];
        }

        @Override
        long ordinal(int i) {
            return half ? halfOrdinalOf(data[i]) : ordinalOf(data[i]);
        }

        @Override
        double ulp(int i) {
            return half
                    ? Math.ulp(Math.max(Math.abs(data[i]), HALF_MIN_NORMAL)) * (1 << HALF_SHIFT)
                    : Math.ulp(data[i]);
        }

        @Override
        long bits(int i) {
            return Float.floatToIntBits(data[i]);
        }

        @Override
        Number number(int i) {
            return data[i];
        }
    }

    private static final class Doubles extends Elements {
        private final double[] data;

        Doubles(double[] data) {
            this.data = data;
        }

        @Override
        int size() {
            return data.length;
        }

        @Override
        double value(int i) {
            return data[i];
        }

        @Override
        long ordinal(int i) {
            long bits = Double.doubleToLongBits(data[i]);
            return bits < 0 ? Long.MIN_VALUE - bits : bits;
        }

        @Override
        double ulp(int i) {
            return Math.ulp(data[i]);
        }

        @Override
        long bits(int i) {
            return Double.doubleToLongBits(data[i]);
        }

        @Override
        Number number(int i) {
            return data[i];
        }
    }

    private static final class Longs extends Elements {
        private final long[] data;

        Longs(long[] data) {
            this.data = data;
        }

        @Override
        int size() {
            return data.length;
        }

        @Override
        double value(int i) {
            return data[i];
        }

        @Override
        long ordinal(int i) {
            return data[i];
        }

        @Override
        double ulp(int i) {
            return 1;
        }

        @Override
        long bits(int i) {
            return data[i];
        }

        @Override
        Number number(int i) {
            return data[i];
        }
    }
}
