package io.lossparity.kernel;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * The one place that looks at a tensor's dtype.
 *
 * <p>A call names a kernel for each dtype. {@code map} takes the arrays out of the tensors, runs the kernel of their
 * dtype and wraps what it returns. It chooses once for a whole tensor, never for an element. All tensors of a call have
 * the dtype of the first one; a tensor that may be absent is null, and so is its array.
 */
public final class Kernels {
    private Kernels() {}

    /**
     * A kernel of three arrays.
     *
     * @param <A> the type of the arrays
     */
    @FunctionalInterface
    public interface Ternary<A> {
        /** Returns a new array; the arguments are not written to. */
        A apply(A first, A second, A third);
    }

    /**
     * A kernel of four arrays.
     *
     * @param <A> the type of the arrays
     */
    @FunctionalInterface
    public interface Quaternary<A> {
        /** Returns a new array; the arguments are not written to. */
        A apply(A first, A second, A third, A fourth);
    }

    /** Returns a tensor of the given shape with what the kernel makes of one array. */
    public static <T extends FloatTensor> T map(
            Shape shape, T x, UnaryOperator<float[]> float32, UnaryOperator<double[]> float64) {
        return x instanceof Float32Tensor
                ? wrap(x, shape, float32.apply(floats(x)))
                : wrap(x, shape, float64.apply(doubles(x)));
    }

    /** Returns a tensor of the given shape with what the kernel makes of two arrays. */
    public static <T extends FloatTensor> T map(
            Shape shape, T x, FloatTensor y, BinaryOperator<float[]> float32, BinaryOperator<double[]> float64) {
        return x instanceof Float32Tensor
                ? wrap(x, shape, float32.apply(floats(x), floats(y)))
                : wrap(x, shape, float64.apply(doubles(x), doubles(y)));
    }

    /** Returns a tensor of the given shape with what the kernel makes of three arrays. */
    public static <T extends FloatTensor> T map(
            Shape shape, T x, FloatTensor y, FloatTensor z, Ternary<float[]> float32, Ternary<double[]> float64) {
        return x instanceof Float32Tensor
                ? wrap(x, shape, float32.apply(floats(x), floats(y), floats(z)))
                : wrap(x, shape, float64.apply(doubles(x), doubles(y), doubles(z)));
    }

    /** Returns a tensor of the given shape with what the kernel makes of four arrays. */
    public static <T extends FloatTensor> T map(
            Shape shape,
            T x,
            FloatTensor y,
            FloatTensor z,
            FloatTensor w,
            Quaternary<float[]> float32,
            Quaternary<double[]> float64) {
        return x instanceof Float32Tensor
                ? wrap(x, shape, float32.apply(floats(x), floats(y), floats(z), floats(w)))
                : wrap(x, shape, float64.apply(doubles(x), doubles(y), doubles(z), doubles(w)));
    }

    /** Returns the index that the kernel finds in the tensor. */
    public static int find(FloatTensor x, ToIntFunction<float[]> float32, ToIntFunction<double[]> float64) {
        return x instanceof Float32Tensor ? float32.applyAsInt(floats(x)) : float64.applyAsInt(doubles(x));
    }

    /** Returns one element, whatever the dtype. */
    public static double element(FloatTensor x, int index) {
        return x instanceof Float32Tensor ? floats(x)[index] : doubles(x)[index];
    }

    /** Returns the same elements in another shape, of as many elements. */
    public static <T extends FloatTensor> T reshape(T x, Shape shape) {
        return map(shape, x, data -> data, data -> data);
    }

    /** Returns a tensor of the given shape, of one element, that holds a 1, in the dtype of another tensor. */
    public static <T extends FloatTensor> T one(T like, Shape shape) {
        return map(shape, like, data -> new float[] {1f}, data -> new double[] {1.0});
    }

    /** Returns whether a finite value overflows in the dtype of a tensor. */
    public static boolean overflows(double value, FloatTensor like) {
        return like instanceof Float32Tensor && Math.abs(value) > Float.MAX_VALUE && !Double.isInfinite(value);
    }

    /** Returns the result as the type of the given argument, whose dtype it must have. */
    @SuppressWarnings("unchecked") // T is the class of like, or FloatTensor itself
    private static <T extends FloatTensor> T cast(T like, FloatTensor result) {
        if (like.getClass() != result.getClass()) {
            throw new AssertionError("computed " + result.dtype() + " from " + like.dtype());
        }
        return (T) result;
    }

    /** Returns the tensor in the dtype of another one, rounded to the nearest value; itself if it has that dtype. */
    public static <T extends FloatTensor> T convert(FloatTensor tensor, T like) {
        if (tensor.getClass() == like.getClass()) {
            return cast(like, tensor);
        }
        return tensor instanceof Float32Tensor
                ? wrap(like, tensor.shape(), widened(floats(tensor)))
                : wrap(like, tensor.shape(), narrowed(doubles(tensor)));
    }

    /** Returns the integers in the dtype of another tensor, rounded to the nearest value. */
    public static <T extends FloatTensor> T convert(Int64Tensor tensor, T like) {
        double[] values = Arrays.stream(tensor.array(TRUSTED)).asDoubleStream().toArray();
        return convert(Float64Tensor.wrap(tensor.shape(), values, TRUSTED), like);
    }

    private static double[] widened(float[] data) {
        double[] result = new double[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = data[i];
        }
        return result;
    }

    private static float[] narrowed(double[] data) {
        float[] result = new float[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) data[i];
        }
        return result;
    }

    private static float[] floats(FloatTensor tensor) {
        return tensor == null ? null : ((Float32Tensor) tensor).array(TRUSTED);
    }

    private static double[] doubles(FloatTensor tensor) {
        return tensor == null ? null : ((Float64Tensor) tensor).array(TRUSTED);
    }

    private static <T extends FloatTensor> T wrap(T like, Shape shape, float[] data) {
        return cast(like, Float32Tensor.wrap(shape, data, TRUSTED));
    }

    private static <T extends FloatTensor> T wrap(T like, Shape shape, double[] data) {
        return cast(like, Float64Tensor.wrap(shape, data, TRUSTED));
    }
}
