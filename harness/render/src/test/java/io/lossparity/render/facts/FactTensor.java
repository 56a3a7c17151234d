package io.lossparity.render.facts;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Doubles with a shape, which broadcast as PyTorch's do. */
record FactTensor(int[] shape, double[] data) {
    static FactTensor scalar(double value) {
        return new FactTensor(new int[0], new double[] {value});
    }

    static FactTensor vector(double... values) {
        return new FactTensor(new int[] {values.length}, values);
    }

    boolean isScalar() {
        return shape.length == 0;
    }

    double item() {
        if (data.length != 1) {
            throw new IllegalStateException("one element is needed, but there are " + data.length);
        }
        return data[0];
    }

    FactTensor map(DoubleUnaryOperator operator) {
        return new FactTensor(shape, Arrays.stream(data).map(operator).toArray());
    }

    FactTensor with(FactTensor other, DoubleBinaryOperator operator) {
        int[] common = broadcast(shape, other.shape);
        return new FactTensor(
                common,
                IntStream.range(0, elements(common))
                        .mapToDouble(i -> operator.applyAsDouble(at(common, i), other.at(common, i)))
                        .toArray());
    }

    /** Returns this where the condition is not 0, and the other elsewhere. */
    FactTensor where(FactTensor condition, FactTensor other) {
        int[] common = broadcast(condition.shape, broadcast(shape, other.shape));
        return new FactTensor(
                common,
                IntStream.range(0, elements(common))
                        .mapToDouble(i -> condition.at(common, i) != 0 ? at(common, i) : other.at(common, i))
                        .toArray());
    }

    /** Returns the element that is aligned with the i-th of a larger shape. */
    private double at(int[] common, int i) {
        int rest = i;
        int offset = 0;
        int stride = 1;
        for (int axis = common.length - 1; axis >= common.length - shape.length; axis--) {
            int index = rest % common[axis];
            rest /= common[axis];
            int size = shape[axis - common.length + shape.length];
            offset += size == 1 ? 0 : index * stride;
            stride *= size;
        }
        return data[offset];
    }

    /** Returns what is left of axis 1, whose elements a function makes one. */
    FactTensor reduce(Reducer reducer) {
        if (shape.length < 2) {
            throw new IllegalStateException("there is no axis 1 in " + Arrays.toString(shape));
        }
        int inner = elements(Arrays.copyOfRange(shape, 2, shape.length));
        double[] reduced = new double[shape[0] * inner];
        for (int n = 0; n < shape[0]; n++) {
            for (int d = 0; d < inner; d++) {
                int start = n * shape[1] * inner + d;
                reduced[n * inner + d] = reducer.reduce(IntStream.range(0, shape[1])
                        .mapToDouble(c -> data[start + c * inner])
                        .toArray());
            }
        }
        return new FactTensor(without(shape, 1), reduced);
    }

    /** Makes one number of several. */
    interface Reducer {
        double reduce(double[] values);
    }

    /** Returns the elements at one index of the first axis. */
    FactTensor row(int index) {
        int size = elements(shape) / shape[0];
        return new FactTensor(without(shape, 0), Arrays.copyOfRange(data, index * size, (index + 1) * size));
    }

    static int elements(int[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    static int[] without(int[] shape, int axis) {
        return IntStream.range(0, shape.length)
                .filter(i -> i != axis)
                .map(i -> shape[i])
                .toArray();
    }

    /** Returns the shape that two shapes broadcast to; an exception if they do not. */
    static int[] broadcast(int[] one, int[] other) {
        int rank = Math.max(one.length, other.length);
        int[] common = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int a = i <= one.length ? one[one.length - i] : 1;
            int b = i <= other.length ? other[other.length - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new IllegalArgumentException(
                        Arrays.toString(one) + " does not broadcast with " + Arrays.toString(other));
            }
            common[rank - i] = a == 1 ? b : a;
        }
        return common;
    }
}
