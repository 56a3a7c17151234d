package io.lossparity.kernel;

import io.lossparity.kernel.float32.ArithmeticFloat32;
import io.lossparity.kernel.float32.RowsFloat32;
import io.lossparity.kernel.float64.ArithmeticFloat64;
import io.lossparity.kernel.float64.RowsFloat64;
import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/** Elementary operations on whole tensors. */
public final class Elementwise {
    private Elementwise() {}

    /** Returns the tensor with every sign changed. */
    public static <T extends FloatTensor> T negated(T tensor) {
        return Kernels.map(tensor.shape(), tensor, ArithmeticFloat32::negated, ArithmeticFloat64::negated);
    }

    /** Returns the product, element by element, of two tensors of one dtype and shape. */
    public static <T extends FloatTensor> T product(T first, FloatTensor second) {
        return Kernels.map(first.shape(), first, second, ArithmeticFloat32::product, ArithmeticFloat64::product);
    }

    /** Returns the sum, element by element, of two tensors of one dtype and shape. */
    public static <T extends FloatTensor> T sum(T first, T second) {
        return Kernels.map(first.shape(), first, second, ArithmeticFloat32::sum, ArithmeticFloat64::sum);
    }

    /** Returns the difference, element by element, of two tensors of one dtype and shape. */
    public static <T extends FloatTensor> T difference(T first, T second) {
        return Kernels.map(first.shape(), first, second, ArithmeticFloat32::difference, ArithmeticFloat64::difference);
    }

    /** Returns a tensor times a factor for each of its rows along axis 1. */
    public static <T extends FloatTensor> T scaled(T tensor, T factors) {
        int length = tensor.shape().size(1);
        int stride = AxisOne.stride(tensor.shape());
        return Kernels.map(
                tensor.shape(),
                tensor,
                factors,
                (scaled, x, factor) -> RowsFloat32.scaled(scaled, x, factor, length, stride),
                (scaled, x, factor) -> RowsFloat64.scaled(scaled, x, factor, length, stride));
    }

    /** Returns a tensor of the given shape; each element is the tensor's only element, divided by a number. */
    public static <T extends FloatTensor> T spread(T tensor, Shape shape, int divisor) {
        return Kernels.map(
                shape,
                tensor,
                (result, a) -> ArithmeticFloat32.spread(result, a, divisor),
                (result, a) -> ArithmeticFloat64.spread(result, a, divisor));
    }

    /** Returns the tensor with every element divided by a count. */
    public static <T extends FloatTensor> T quotient(T tensor, int count) {
        return Kernels.map(
                tensor.shape(),
                tensor,
                (result, a) -> ArithmeticFloat32.quotient(result, a, count),
                (result, a) -> ArithmeticFloat64.quotient(result, a, count));
    }
}
