package io.lossparity.spi;

import java.util.Arrays;
import java.util.Objects;

/**
 * A tensor as plain data: element type, shape, and elements in C order (the last axis varies fastest).
 *
 * <p>The accessors return the stored array itself, not a copy, so they cost nothing. A port must not write into the
 * arrays of its inputs: the harness checks them, and a changed input fails the case.
 */
public final class TensorValue {
    private final DType dtype;
    private final int[] shape;
    private final Object data;

    private TensorValue(DType dtype, int[] shape, Object data, int length) {
        this.dtype = Objects.requireNonNull(dtype, "dtype must not be null");
        this.shape = shape.clone();
        this.data = data;
        long count = count(this.shape);
        if (count != length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + count + " elements, but there are " + length);
        }
    }

    private static long count(int[] shape) {
        long count = 1;
        boolean empty = false;
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("shape must not be negative, but was " + Arrays.toString(shape));
            }
            empty |= size == 0;
            if (size > 0 && count > Long.MAX_VALUE / size) {
                count = Long.MAX_VALUE; // no array is that long, but an axis of length 0 may follow
            } else if (size > 0) {
                count *= size;
            }
        }
        if (!empty && count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " needs more than "
                    + Integer.MAX_VALUE + " elements, which no array has");
        }
        return empty ? 0 : count;
    }

    /**
     * Returns a float32 tensor over the given array.
     *
     * @throws IllegalArgumentException if the shape and the number of elements disagree
     */
    public static TensorValue ofFloats(int[] shape, float... data) {
        return new TensorValue(DType.FLOAT32, shape, data, data.length);
    }

    /**
     * Returns a float16 tensor whose elements are held as floats.
     *
     * @throws IllegalArgumentException if the shape and the number of elements disagree
     */
    public static TensorValue ofHalves(int[] shape, float... data) {
        return new TensorValue(DType.FLOAT16, shape, data, data.length);
    }

    /**
     * Returns a float64 tensor over the given array.
     *
     * @throws IllegalArgumentException if the shape and the number of elements disagree
     */
    public static TensorValue ofDoubles(int[] shape, double... data) {
        return new TensorValue(DType.FLOAT64, shape, data, data.length);
    }

    /**
     * Returns an int64 tensor over the given array.
     *
     * @throws IllegalArgumentException if the shape and the number of elements disagree
     */
    public static TensorValue ofLongs(int[] shape, long... data) {
        return ofIntegers(DType.INT64, shape, data);
    }

    /**
     * Returns a tensor of an integer type or of booleans over the given array.
     *
     * @throws IllegalArgumentException if the type is a floating one, or shape and number of elements disagree
     */
    public static TensorValue ofIntegers(DType dtype, int[] shape, long... data) {
        if (dtype.isFloating()) {
            throw new IllegalArgumentException("dtype must be an integer type, but was " + dtype.torchName());
        }
        return new TensorValue(dtype, shape, data, data.length);
    }

    /**
     * Returns a tensor of any type. Each element is rounded to the nearest one of the type; float16 is held as floats,
     * which are rounded to float32 only, and integers lose what is behind the point.
     *
     * @throws IllegalArgumentException if the shape and the number of elements disagree
     */
    public static TensorValue of(DType dtype, int[] shape, double... elements) {
        return switch (dtype) {
            case FLOAT64 -> ofDoubles(shape, elements);
            case FLOAT32, FLOAT16 -> {
                float[] floats = new float[elements.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) elements[i];
                }
                yield new TensorValue(dtype, shape, floats, floats.length);
            }
            case INT64, INT32, UINT8, BOOL ->
                ofIntegers(
                        dtype,
                        shape,
                        Arrays.stream(elements)
                                .mapToLong(element -> (long) element)
                                .toArray());
        };
    }

    /** Returns the element type. */
    public DType dtype() {
        return dtype;
    }

    /** Returns a copy of the shape; empty for a 0-d tensor. */
    public int[] shape() {
        return shape.clone();
    }

    /** Returns the number of elements. */
    public int size() {
        return data instanceof float[] floats
                ? floats.length
                : data instanceof double[] doubles ? doubles.length : ((long[]) data).length;
    }

    /**
     * Returns the elements of a float32 (or float16) tensor: the array itself.
     *
     * @throws IllegalStateException if the tensor has another type
     */
    public float[] floats() {
        if (data instanceof float[] floats) {
            return floats;
        }
        throw new IllegalStateException("tensor is " + dtype.torchName() + ", not float32");
    }

    /**
     * Returns the elements of a float64 tensor: the array itself.
     *
     * @throws IllegalStateException if the tensor has another type
     */
    public double[] doubles() {
        if (data instanceof double[] doubles) {
            return doubles;
        }
        throw new IllegalStateException("tensor is " + dtype.torchName() + ", not float64");
    }

    /**
     * Returns the elements of an integer or boolean tensor: the array itself.
     *
     * @throws IllegalStateException if the tensor has another type
     */
    public long[] longs() {
        if (data instanceof long[] longs) {
            return longs;
        }
        throw new IllegalStateException("tensor is " + dtype.torchName() + ", not an integer type");
    }

    /** Returns the elements of a tensor of any type as doubles, in a new array; the nearest ones of large integers. */
    public double[] toDoubles() {
        if (data instanceof float[] floats) {
            double[] doubles = new double[floats.length];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = floats[i];
            }
            return doubles;
        }
        return data instanceof double[] doubles
                ? doubles.clone()
                : Arrays.stream((long[]) data).asDoubleStream().toArray();
    }

    /** Returns a tensor with the same content in an array of its own. */
    public TensorValue copy() {
        if (data instanceof float[] floats) {
            return new TensorValue(dtype, shape, floats.clone(), floats.length);
        }
        if (data instanceof double[] doubles) {
            return new TensorValue(dtype, shape, doubles.clone(), doubles.length);
        }
        long[] longs = (long[]) data;
        return new TensorValue(dtype, shape, longs.clone(), longs.length);
    }

    /** Returns whether type, shape and elements are the same, bit for bit (NaN equals NaN, -0.0 differs from 0.0). */
    @Override
    public boolean equals(Object other) {
        return other instanceof TensorValue that
                && dtype == that.dtype
                && Arrays.equals(shape, that.shape)
                && Objects.deepEquals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.deepHashCode(new Object[] {dtype, data});
    }

    @Override
    public String toString() {
        String elements = Arrays.deepToString(new Object[] {data});
        return dtype.torchName() + Arrays.toString(shape) + " " + elements.substring(1, elements.length() - 1);
    }
}
