package io.lossparity.tensor;

import io.lossparity.tensor.trusted.Trusted;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A tensor of {@code long} elements. It is immutable if {@link #of(int[], long...)} made it, which copies the elements.
 *
 * <p>{@link #wrap(int[], long[])} copies nothing: the tensor shares the caller's array. The caller may write to the
 * array between two calls of a loss, but not during one.
 *
 * <p>Equality is by shape and elements.
 */
public final class Int64Tensor implements Tensor {
    private final Shape shape;
    private final long[] data;

    private Int64Tensor(Shape shape, long[] data) {
        if (shape == null) {
            throw new IllegalArgumentException("Int64Tensor: shape must not be null");
        }
        if (given(data).length != shape.elements()) {
            throw new IllegalArgumentException("Int64Tensor: data must have " + shape.elements()
                    + " elements for shape " + shape + ", but had " + data.length);
        }
        this.shape = shape;
        this.data = data;
    }

    private static long[] given(long[] data) {
        if (data == null) {
            throw new IllegalArgumentException("Int64Tensor: data must not be null");
        }
        return data;
    }

    /**
     * Returns a tensor of the given shape with a copy of the data.
     *
     * @throws IllegalArgumentException if an argument is null, or the array does not have as many elements as the shape
     */
    public static Int64Tensor of(int[] shape, long... data) {
        return new Int64Tensor(Shape.of(shape), given(data).clone());
    }

    /**
     * Returns a tensor of the given shape with a copy of the data.
     *
     * @throws IllegalArgumentException if an argument is null, or the array does not have as many elements as the shape
     */
    public static Int64Tensor of(Shape shape, long... data) {
        return new Int64Tensor(shape, given(data).clone());
    }

    /**
     * Returns a 1-D tensor with a copy of the data.
     *
     * @throws IllegalArgumentException if the data are null
     */
    public static Int64Tensor vector(long... data) {
        return new Int64Tensor(Shape.of(given(data).length), data.clone());
    }

    /** Returns a 0-d tensor. */
    public static Int64Tensor scalar(long value) {
        return new Int64Tensor(Shape.scalar(), new long[] {value});
    }

    /**
     * Returns a tensor of the given shape that shares the array.
     *
     * @throws IllegalArgumentException if an argument is null, or the array does not have as many elements as the shape
     */
    public static Int64Tensor wrap(int[] shape, long[] data) {
        return wrap(Shape.of(shape), data);
    }

    /**
     * Returns a tensor of the given shape that shares the array.
     *
     * @throws IllegalArgumentException if an argument is null, or the array does not have as many elements as the shape
     */
    public static Int64Tensor wrap(Shape shape, long[] data) {
        return new Int64Tensor(shape, data);
    }

    /** Returns the array itself, which must not be written. For kernels only. */
    @SuppressWarnings("exports") // the parameter keeps other modules out: they cannot name its type
    public long[] array(Trusted key) {
        Objects.requireNonNull(key, "key must not be null");
        return data;
    }

    @Override
    public String dtype() {
        return "int64";
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** Returns a read-only view of the elements in C order. */
    public LongBuffer view() {
        return LongBuffer.wrap(data).asReadOnlyBuffer();
    }

    /** Returns a copy of the elements in C order. */
    public long[] toArray() {
        return data.clone();
    }

    /**
     * Returns the value of a tensor with one element, whatever its shape.
     *
     * @throws IllegalStateException if there is not exactly one element
     */
    public long item() {
        if (data.length != 1) {
            throw new IllegalStateException("Int64Tensor: item needs one element, but the shape is " + shape);
        }
        return data[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Int64Tensor that && shape.equals(that.shape) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    /** Returns the dtype, the shape and the elements, as in {@code int64[2] [0, 3]}. */
    @Override
    public String toString() {
        return dtype() + shape + " " + Arrays.toString(data);
    }
}
