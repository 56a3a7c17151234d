package io.lossparity.kernel;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.kernel.float32.BlocksFloat32;
import io.lossparity.kernel.float64.BlocksFloat64;
import io.lossparity.kernel.layout.Loop;
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

    /**
     * A kernel of two arrays that fills two others.
     *
     * @param <A> the type of the arrays
     */
    @FunctionalInterface
    public interface Filler<A> {
        /** Writes to the first two arrays. */
        void run(A first, A second, A x, A y);
    }

    /** Two tensors that one kernel computes. */
    public record Two<T extends FloatTensor>(T first, T second) {}

    /** Returns two tensors of the given shapes with what the kernel makes of two arrays; it finds zeros in them. */
    public static <T extends FloatTensor> Two<T> two(
            Shape first, Shape second, T x, FloatTensor y, Filler<float[]> float32, Filler<double[]> float64) {
        if (x instanceof Float32Tensor) {
            float[] a = new float[first.elements()];
            float[] b = new float[second.elements()];
            float32.run(a, b, floats(x), floats(y));
            return new Two<>(wrap(x, first, a), wrap(x, second, b));
        }
        double[] a = new double[first.elements()];
        double[] b = new double[second.elements()];
        float64.run(a, b, doubles(x), doubles(y));
        return new Two<>(wrap(x, first, a), wrap(x, second, b));
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

    /** Returns a tensor of the given shape that the loop of its dtype fills; the first input is one that is there. */
    public static <T extends FloatTensor> T fill(
            Shape shape, Loop<float[]> float32, Loop<double[]> float64, T first, FloatTensor... others) {
        if (first instanceof Float32Tensor) {
            float[] out = new float[shape.elements()];
            BlocksFloat32.fill(out, allFloats(first, others), float32);
            return wrap(first, shape, out);
        }
        double[] out = new double[shape.elements()];
        BlocksFloat64.fill(out, allDoubles(first, others), float64);
        return wrap(first, shape, out);
    }

    /** Returns what the loop fills, times the incoming gradient, which is as large or has one element for all. */
    public static <T extends FloatTensor> T gradient(
            Shape shape, FloatTensor g, Loop<float[]> float32, Loop<double[]> float64, T first, FloatTensor... others) {
        if (first instanceof Float32Tensor) {
            float[] out = new float[shape.elements()];
            BlocksFloat32.gradient(out, floats(g), allFloats(first, others), float32);
            return wrap(first, shape, out);
        }
        double[] out = new double[shape.elements()];
        BlocksFloat64.gradient(out, doubles(g), allDoubles(first, others), float64);
        return wrap(first, shape, out);
    }

    /** Returns the sum of what the loop computes for so many elements, divided by a count, as a 0-d tensor. */
    public static <T extends FloatTensor> T quotient(
            int size, int count, Loop<float[]> float32, Loop<double[]> float64, T first, FloatTensor... others) {
        return first instanceof Float32Tensor
                ? wrap(first, Shape.scalar(), BlocksFloat32.quotient(size, count, allFloats(first, others), float32))
                : wrap(first, Shape.scalar(), BlocksFloat64.quotient(size, count, allDoubles(first, others), float64));
    }

    private static float[][] allFloats(FloatTensor first, FloatTensor[] others) {
        float[][] arrays = new float[others.length + 1][];
        arrays[0] = floats(first);
        for (int i = 0; i < others.length; i++) {
            arrays[i + 1] = floats(others[i]);
        }
        return arrays;
    }

    private static double[][] allDoubles(FloatTensor first, FloatTensor[] others) {
        double[][] arrays = new double[others.length + 1][];
        arrays[0] = doubles(first);
        for (int i = 0; i < others.length; i++) {
            arrays[i + 1] = doubles(others[i]);
        }
        return arrays;
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
