package io.lossparity.kernel.layout;

import io.lossparity.tensor.Shape;

/** The positions of elements that differ only along axis 1, in a tensor of at least two axes. */
public final class AxisOne {
    private AxisOne() {}

    /** Returns the distance of two neighbours along axis 1: the number of elements behind that axis. */
    public static int stride(Shape shape) {
        int stride = 1;
        for (int axis = 2; axis < shape.rank(); axis++) {
            stride *= shape.size(axis);
        }
        return stride;
    }

    /** Returns where a row along axis 1 begins. */
    public static int begin(int row, int length, int stride) {
        return row / stride * length * stride + row % stride;
    }
}
