package io.lossparity.relations;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;

/** Converts tensors to arrays of double and back, and has the few operations on them that relations use. */
final class Values {
    private Values() {}

    /** Returns a tensor that has the same value everywhere. */
    static TensorValue filled(DType dtype, int[] shape, double value) {
        double[] values = new double[size(shape)];
        Arrays.fill(values, value);
        return TensorValue.of(dtype, shape, values);
    }

    /** Returns the number of elements of a shape. */
    static int size(int... shape) {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        return size;
    }

    /** Returns the product of the lengths from one axis on. */
    static int sizeFrom(int[] shape, int axis) {
        return size(Arrays.copyOfRange(shape, axis, shape.length));
    }

    static double greatest(double[] values) {
        double greatest = 0;
        for (double value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return greatest;
    }

    static double least(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, Math.abs(value));
        }
        return least;
    }

    /** Returns the sum as if rounded once: each partial sum carries its error along (Neumaier). */
    static double sum(double... values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        return sum + lost;
    }

    static double sumOfMagnitudes(double[] values) {
        return sum(map(values, Math::abs));
    }

    static double dot(double[] a, double[] b) {
        double[] products = new double[a.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = a[i] * b[i];
        }
        return sum(products);
    }

    static double[] map(double[] values, java.util.function.DoubleUnaryOperator function) {
        return Arrays.stream(values).map(function).toArray();
    }

    static double[] scaled(double[] values, double factor) {
        return map(values, value -> factor * value);
    }

    static double[] zip(double[] a, double[] b, java.util.function.DoubleBinaryOperator function) {
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = function.applyAsDouble(a[i], b[i]);
        }
        return result;
    }

    /** Returns the slices of a tensor at the given places of an axis, in that order. */
    static TensorValue take(TensorValue tensor, int axis, int... places) {
        int[] shape = tensor.shape();
        int inner = sizeFrom(shape, axis + 1);
        int length = shape[axis];
        int outer = length == 0 ? 0 : tensor.size() / (inner * length);
        shape[axis] = places.length;
        int[] source = new int[outer * places.length * inner];
        int at = 0;
        for (int i = 0; i < outer; i++) {
            for (int place : places) {
                int start = (i * length + place) * inner;
                for (int j = 0; j < inner; j++) {
                    source[at++] = start + j;
                }
            }
        }
        return gather(tensor, shape, source);
    }

    private static TensorValue gather(TensorValue tensor, int[] shape, int[] source) {
        if (tensor.dtype().isFloating()) {
            double[] from = tensor.toDoubles();
            return TensorValue.of(
                    tensor.dtype(),
                    shape,
                    Arrays.stream(source).mapToDouble(i -> from[i]).toArray());
        }
        long[] from = tensor.longs();
        return TensorValue.ofIntegers(
                tensor.dtype(),
                shape,
                Arrays.stream(source).mapToLong(i -> from[i]).toArray());
    }
}
