package io.lossparity.tensor;

import io.lossparity.tensor.trusted.Trusted;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable tensor of {@code float} elements.
 *
 * <p>Equality is by shape and by bits: NaN equals NaN, and -0.0 differs from 0.0.
 */
public final class Float32Tensor implements FloatTensor {
    private final Shape shape;
    private final float[] data;

    private Float32Tensor(Shape shape, float[] data) {
        if (shape.elements() != data.length) {
            throw new IllegalArgumentException("Float32Tensor: data must have " + shape.elements()
                    + " elements for shape " + shape + ", but had " + data.length);
        }
        this.shape = shape;
        this.data = data;
    }

    /**
     * Returns a tensor of the given shape with a copy of the data.
     *
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static Float32Tensor of(int[] shape, float... data) {
        return new Float32Tensor(Shape.of(shape), data.clone());
    }

    /**
     * Returns a tensor of the given shape with a copy of the data.
     *
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static Float32Tensor of(Shape shape, float... data) {
        return new Float32Tensor(shape, data.clone());
    }

    /** Returns a 1-D tensor with a copy of the data. */
    public static Float32Tensor vector(float... data) {
        return new Float32Tensor(Shape.of(data.length), data.clone());
    }

    /** Returns a 0-d tensor. */
    public static Float32Tensor scalar(float value) {
        return new Float32Tensor(Shape.scalar(), new float[] {value});
    }

    /**
     * Returns a tensor around the array itself, which must not change any more. For kernels only.
     *
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    @SuppressWarnings("exports") // on purpose: who cannot name the key cannot call
    public static Float32Tensor wrap(Shape shape, float[] data, Trusted key) {
        Objects.requireNonNull(key, "key must not be null");
        return new Float32Tensor(shape, data);
    }

    /** Returns the array itself, which must not be written. For kernels only. */
    @SuppressWarnings("exports") // on purpose: who cannot name the key cannot call
    public float[] array(Trusted key) {
        Objects.requireNonNull(key, "key must not be null");
        return data;
    }

    @Override
    public String dtype() {
        return "float32";
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** Returns a copy of the elements in C order. */
    public float[] toArray() {
        return data.clone();
    }

    /**
     * Returns the value of a tensor with one element, whatever its shape.
     *
     * @throws IllegalStateException if there is not exactly one element
     */
    public float item() {
        if (data.length != 1) {
            throw new IllegalStateException("Float32Tensor: item needs one element, but the shape is " + shape);
        }
        return data[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Float32Tensor that && shape.equals(that.shape) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    /** Returns the dtype, the shape and the elements, as in {@code float32[2] [1.0, -2.5]}. */
    @Override
    public String toString() {
        return dtype() + shape + " " + Arrays.toString(data);
    }
}
