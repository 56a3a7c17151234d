package io.lossparity.kernel;

import io.lossparity.kernel.float32.BroadcastFloat32;
import io.lossparity.kernel.float64.BroadcastFloat64;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/** Broadcasting: tensors expanded to a common shape, gradients summed back to the shapes they came from. */
public final class Broadcast {
    private Broadcast() {}

    /**
     * Returns the tensor repeated to the given shape, to which it must broadcast. A tensor of that shape is returned
     * itself.
     */
    public static <T extends FloatTensor> T expand(T tensor, Shape shape) {
        if (tensor.shape().equals(shape)) {
            return tensor;
        }
        int[] source = sources(Kernels.memory(tensor), tensor.shape(), shape);
        return Kernels.map(
                shape,
                tensor,
                (result, data) -> BroadcastFloat32.gathered(result, data, source),
                (result, data) -> BroadcastFloat64.gathered(result, data, source));
    }

    /**
     * Returns a gradient summed over the axes along which a tensor of the given shape was expanded.
     *
     * <p>This is the backward of {@link #expand}. A gradient that has the shape is returned itself.
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
     * Returns a gradient, of the full shape or one number for all elements, summed as {@link #sumTo(FloatTensor,
     * Shape)} does; one number stays one number if the shapes are the same.
     */
    public static <T extends FloatTensor> T sumTo(T grad, Shape full, Shape shape) {
        return full.equals(shape) ? grad : sumTo(expand(grad, full), shape);
    }

    /**
     * Returns the tensor repeated along an axis that it lacks and the given shape has.
     *
     * <p>This is the backward of the sum over that axis.
     */
    public static <T extends FloatTensor> T repeat(T tensor, int axis, Shape shape) {
        int[] sizes = shape.toArray();
        sizes[axis] = 1;
        return expand(Kernels.reshape(tensor, Shape.of(sizes)), shape);
    }

    /** Returns for each element of the large shape the position of its source in the small one. */
    private static int[] sources(Memory memory, Shape small, Shape large) {
        int[] source = memory.int32(large.elements());
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
}
