package io.lossparity.tensor;

import java.util.Arrays;
import java.util.Optional;

/**
 * The sizes of a tensor's axes. The shape of a 0-d tensor is empty.
 *
 * <p>Elements are in C order: the last axis varies fastest. Instances are immutable.
 */
public final class Shape {
    private static final Shape SCALAR = new Shape();

    private final int[] sizes;
    private final int elements;

    private Shape(int... sizes) {
        this.sizes = sizes;
        long count = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "Shape: sizes must be non-negative, but were " + Arrays.toString(sizes));
            }
            count *= size;
            if (count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "Shape: elements must fit into an array, but the sizes were " + Arrays.toString(sizes));
            }
        }
        this.elements = (int) count;
    }

    /**
     * Returns the shape with the given sizes.
     *
     * @throws IllegalArgumentException if the sizes are null, one is negative, or the elements would not fit into an array
     */
    public static Shape of(int... sizes) {
        if (sizes == null) {
            throw new IllegalArgumentException("Shape: sizes must not be null");
        }
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /** Returns the shape of a 0-d tensor. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** Returns the number of axes; 0 for a 0-d tensor. */
    public int rank() {
        return sizes.length;
    }

    /**
     * Returns the size of an axis.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int size(int axis) {
        return sizes[axis];
    }

    /** Returns the number of elements: the product of the sizes, 1 for a 0-d tensor. */
    public int elements() {
        return elements;
    }

    /** Returns a copy of the sizes. */
    public int[] toArray() {
        return sizes.clone();
    }

    /**
     * Returns this shape without one axis.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public Shape without(int axis) {
        int[] rest = new int[sizes.length - 1];
        System.arraycopy(sizes, 0, rest, 0, axis);
        System.arraycopy(sizes, axis + 1, rest, axis, rest.length - axis);
        return of(rest);
    }

    /**
     * Returns the shape that both broadcast to by PyTorch's rule, or empty if they do not.
     *
     * <p>The axes are aligned at the last one; sizes must be equal or one of them 1; missing axes count as 1.
     */
    public Optional<Shape> broadcast(Shape other) {
        if (equals(other)) {
            return Optional.of(this);
        }
        int rank = Math.max(rank(), other.rank());
        int[] common = new int[rank];
        for (int axis = 1; axis <= rank; axis++) {
            int mine = axis <= rank() ? sizes[rank() - axis] : 1;
            int theirs = axis <= other.rank() ? other.sizes[other.rank() - axis] : 1;
            if (mine != theirs && mine != 1 && theirs != 1) {
                return Optional.empty();
            }
            common[rank - axis] = mine == 1 ? theirs : mine;
        }
        return Optional.of(of(common));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** Returns the sizes as in {@code [2, 3]}. */
    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
