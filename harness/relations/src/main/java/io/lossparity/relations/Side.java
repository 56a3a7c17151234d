package io.lossparity.relations;

import io.lossparity.spi.TensorValue;

/**
 * One side of a relation.
 *
 * @param name its name in messages
 * @param shape its shape
 * @param values its elements in C order
 */
record Side(String name, int[] shape, double[] values) {

    /** A side that is a tensor. */
    static Side of(String name, TensorValue tensor) {
        return new Side(name, tensor.shape(), tensor.toDoubles());
    }

    /** A side that is a row of values, or a single one. */
    static Side of(String name, double... values) {
        return new Side(name, values.length == 1 ? new int[0] : new int[] {values.length}, values);
    }

    /** Returns the index of an element. */
    int[] index(int place) {
        int[] index = new int[shape.length];
        int rest = place;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return index;
    }
}
