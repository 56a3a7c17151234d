package io.lossparity.suite.smoke;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Comparisons of tensors that are coarse enough to accept rounding and fine enough to tell an adapter's mistakes apart.
 */
final class SmokeTensors {
    private static final double NEAR_FLOAT32 = 1e-3;
    private static final double NEAR_FLOAT64 = 1e-7;

    private SmokeTensors() {}

    static boolean isFiniteAndNotZero(TensorValue tensor) {
        double[] elements = tensor.toDoubles();
        return elements.length > 0
                && Arrays.stream(elements).allMatch(Double::isFinite)
                && Arrays.stream(elements).anyMatch(x -> x != 0);
    }

    /** Returns whether a matrix of the shape has another shape than its transpose, so that a wrong layout shows. */
    static boolean isTelling(int[] shape) {
        return shape.length == 2 && shape[0] > 1 && shape[1] > 1 && shape[0] != shape[1];
    }

    static boolean near(TensorValue expected, TensorValue actual) {
        return near(expected.toDoubles(), actual.toDoubles(), tolerance(expected));
    }

    static double tolerance(TensorValue expected) {
        return expected.dtype() == DType.FLOAT64 ? NEAR_FLOAT64 : NEAR_FLOAT32;
    }

    static boolean near(double[] expected, double[] actual, double tolerance) {
        if (expected.length != actual.length) {
            return false;
        }
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        return IntStream.range(0, expected.length)
                .allMatch(i -> Math.abs(expected[i] - actual[i]) <= tolerance * scale);
    }

    /** Returns whether a float can hold every element. */
    static boolean holdsFloatsAlone(TensorValue tensor) {
        return Arrays.stream(tensor.toDoubles()).allMatch(x -> x == (float) x);
    }

    /** Returns the factor between two tensors if all elements have the same. */
    static OptionalDouble factor(TensorValue expected, TensorValue actual) {
        double[] from = expected.toDoubles();
        double[] to = actual.toDoubles();
        int at = IntStream.range(0, from.length)
                .reduce((a, b) -> Math.abs(from[b]) > Math.abs(from[a]) ? b : a)
                .orElse(-1);
        if (at < 0 || to.length != from.length || from[at] == 0 || to[at] == 0) {
            return OptionalDouble.empty();
        }
        double factor = to[at] / from[at];
        double[] scaled = Arrays.stream(from).map(x -> x * factor).toArray();
        return near(scaled, to, tolerance(expected)) ? OptionalDouble.of(factor) : OptionalDouble.empty();
    }

    /** Returns the same array of elements as if it had been written in column-major order. */
    static TensorValue columnMajor(TensorValue tensor) {
        int rows = tensor.shape()[0];
        int columns = tensor.size() / rows;
        return gathered(tensor, k -> (k % rows) * columns + k / rows);
    }

    /** Undoes {@link #columnMajor}. */
    static TensorValue rowMajor(TensorValue tensor) {
        int rows = tensor.shape()[0];
        int columns = tensor.size() / rows;
        return gathered(tensor, k -> (k % columns) * rows + k / columns);
    }

    static TensorValue onesLike(TensorValue tensor) {
        return filledLike(tensor, 1);
    }

    /** Returns a tensor of the given type and shape whose elements are all equal. */
    static TensorValue filledLike(TensorValue tensor, double value) {
        double[] elements = new double[tensor.size()];
        Arrays.fill(elements, value);
        return TensorValue.of(tensor.dtype(), tensor.shape(), elements);
    }

    private static TensorValue gathered(TensorValue tensor, IntUnaryOperator from) {
        double[] elements = tensor.toDoubles();
        return TensorValue.of(
                tensor.dtype(),
                tensor.shape(),
                IntStream.range(0, elements.length)
                        .mapToDouble(k -> elements[from.applyAsInt(k)])
                        .toArray());
    }
}
