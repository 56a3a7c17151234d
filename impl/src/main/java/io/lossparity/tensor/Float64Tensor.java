// Derived from Float32Tensor.java by DeriveFloat64; do not edit.
package io.lossparity.tensor;

import io.lossparity.memory.Memory;
import io.lossparity.tensor.trusted.Trusted;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A tensor of {@code double} elements. It is immutable if {@link #of(int[], double...)} made it, which copies the
 * elements.
 *
 * <p>{@link #wrap(int[], double[])} copies nothing: the tensor shares the caller's array. The caller may write to the
 * array between two calls of a loss, but not during one.
 *
 * <p>Equality is by shape and by bits: NaN equals NaN, and -0.0 differs from 0.0.
 */
public final class Float64Tensor implements FloatTensor {
    private final Shape shape;
    private final double[] data;
    private final Memory memory;

    private Float64Tensor(Shape shape, double[] data) {
        this(shape, data, Memory.NEW);
    }

    private Float64Tensor(Shape shape, double[] data, Memory memory) {
        if (shape == null) {
            throw new IllegalArgumentException("Float64Tensor: shape must not be null");
        }
        if (given(data).length != shape.elements()) {
            throw new IllegalArgumentException("Float64Tensor: data must have " + shape.elements()
                    + " elements for shape " + shape + ", but had " + data.length);
        }
        this.shape = shape;
        this.data = data;
        this.memory = memory;
    }

    private static double[] given(double[] data) {
        if (data == null) {
            throw new IllegalArgumentException("Float64Tensor: data must not be null");
        }
        return data;
    }

    /**
     * Returns a tensor of the given shape with a copy of the data.
     *
     * @throws IllegalArgumentException if an argument is null, or the array does not have as many elements as the shape
     */
    public static Float64Tensor of(int[] shape, double... data) {
        return new Float64Tensor(Shape.of(shape), given(data).clone());
    }

    /**
     * Returns a tensor of the given shape with a copy of the data.
     *
     * @throws IllegalArgumentException if an argument is null, or the array does not have as many elements as the shape
     */
    public static Float64Tensor of(Shape shape, double... data) {
        return new Float64Tensor(shape, given(data).clone());
    }

    /**
     * Returns a 1-D tensor with a copy of the data.
     *
     * @throws IllegalArgumentException if the data are null
     */
    public static Float64Tensor vector(double... data) {
        return new Float64Tensor(Shape.of(given(data).length), data.clone());
    }

    /** Returns a 0-d tensor. */
    public static Float64Tensor scalar(double value) {
        return new Float64Tensor(Shape.scalar(), new double[] {value});
    }

    /**
     * Returns a tensor of the given shape that shares the array.
     *
     * @throws IllegalArgumentException if an argument is null, or the array does not have as many elements as the shape
     */
    public static Float64Tensor wrap(int[] shape, double[] data) {
        return wrap(Shape.of(shape), data);
    }

    /**
     * Returns a tensor of the given shape that shares the array.
     *
     * @throws IllegalArgumentException if an argument is null, or the array does not have as many elements as the shape
     */
    public static Float64Tensor wrap(Shape shape, double[] data) {
        return new Float64Tensor(shape, data);
    }

    /** Returns a tensor that shares the array; arrays of results computed from it come from the memory. */
    @SuppressWarnings("exports") // the parameter keeps other modules out: they cannot name its type
    public static Float64Tensor wrap(Shape shape, double[] data, Memory memory) {
        return new Float64Tensor(shape, data, memory);
    }

    /** Returns the memory that supplies the arrays of results computed from this tensor. */
    @SuppressWarnings("exports") // the parameter keeps other modules out: they cannot name its type
    public Memory memory(Trusted key) {
        Objects.requireNonNull(key, "key must not be null");
        return memory;
    }

    /** Returns the array itself, which must not be written. For kernels only. */
    @SuppressWarnings("exports") // the parameter keeps other modules out: they cannot name its type
    public double[] array(Trusted key) {
        Objects.requireNonNull(key, "key must not be null");
        return data;
    }

    @Override
    public String dtype() {
        return "float64";
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** Returns a read-only view of the elements in C order. */
    public DoubleBuffer view() {
        return DoubleBuffer.wrap(data).asReadOnlyBuffer();
    }

    /** Returns a copy of the elements in C order. */
    public double[] toArray() {
        return data.clone();
    }

    /**
     * Returns the value of a tensor with one element, whatever its shape.
     *
     * @throws IllegalStateException if there is not exactly one element
     */
    public double item() {
        if (data.length != 1) {
            throw new IllegalStateException("Float64Tensor: item needs one element, but the shape is " + shape);
        }
        return data[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Float64Tensor that && shape.equals(that.shape) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    /** Returns the dtype, the shape and the elements, as in {@code float64[2] [1.0, -2.5]}. */
    @Override
    public String toString() {
        return dtype() + shape + " " + Arrays.toString(data);
    }
}
