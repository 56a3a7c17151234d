package io.lossparity.internal;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/** Broadcasting: tensors expanded to a common shape, gradients summed back to the shapes they came from. */
public final class Broadcast {
    private Broadcast() {}

    /** Returns the tensor repeated to the given shape, which it must broadcast to; itself if it has that shape. */
    public static <T extends FloatTensor> T expand(T tensor, Shape shape) {
        if (tensor.shape().equals(shape)) {
            return tensor;
        }
        return Dtype.cast(
                tensor,
                tensor instanceof Float32Tensor t ? expanded(t, shape) : expanded((Float64Tensor) tensor, shape));
    }

    /**
     * Returns a gradient summed over the axes along which a tensor of the given shape was expanded.
     *
     * <p>This is the backward of {@link #expand}; itself if the gradient has that shape.
     */
    public static <T extends FloatTensor> T sumTo(T grad, Shape shape) {
        if (grad.shape().equals(shape)) {
            return grad;
        }
        Shape full = grad.shape();
        boolean[] reduced = new boolean[full.rank()];
        int missing = full.rank() - shape.rank();
        for (int axis = 0; axis < reduced.length; axis++) {
            reduced[axis] = axis < missing || (shape.size(axis - missing) == 1 && full.size(axis) != 1);
        }
        return Summation.sum(grad, reduced, shape);
    }

    /**
     * Returns the tensor repeated along an axis that it lacks and the given shape has.
     *
     * <p>This is the backward of the sum over that axis.
     */
    public static <T extends FloatTensor> T repeat(T tensor, int axis, Shape shape) {
        int[] sizes = shape.toArray();
        sizes[axis] = 1;
        Shape column = Shape.of(sizes);
        FloatTensor columns = tensor instanceof Float32Tensor t
                ? Float32Tensor.wrap(column, t.array(TRUSTED), TRUSTED)
                : Float64Tensor.wrap(column, ((Float64Tensor) tensor).array(TRUSTED), TRUSTED);
        return expand(Dtype.cast(tensor, columns), shape);
    }

    /** Returns for each element of the large shape the position of its source in the small one. */
    private static int[] sources(Shape small, Shape large) {
        int[] source = new int[large.elements()];
        int[] strides = new int[large.rank()];
        int stride = 1;
        for (int axis = small.rank() - 1; axis >= 0; axis--) {
            strides[axis + large.rank() - small.rank()] = small.size(axis) == 1 ? 0 : stride;
            stride *= small.size(axis);
        }
        int[] index = new int[large.rank()];
        int position = 0;
        for (int i = 0; i < source.length; i++) {
            source[i] = position;
            for (int axis = index.length - 1; axis >= 0; axis--) {
                position += strides[axis];
                if (++index[axis] < large.size(axis)) {
                    break;
                }
                position -= strides[axis] * index[axis];
                index[axis] = 0;
            }
        }
        return source;
    }

    // <float32>
    private static Float32Tensor expanded(Float32Tensor tensor, Shape shape) {
        float[] data = tensor.array(TRUSTED);
        int[] source = sources(tensor.shape(), shape);
        float[] result = new float[source.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = data[source[i]];
        }
        return Float32Tensor.wrap(shape, result, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private static Float64Tensor expanded(Float64Tensor tensor, Shape shape) {
        double[] data = tensor.array(TRUSTED);
        int[] source = sources(tensor.shape(), shape);
        double[] result = new double[source.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = data[source[i]];
        }
        return Float64Tensor.wrap(shape, result, TRUSTED);
    }
    // </float64>
    // spotless:on
}
