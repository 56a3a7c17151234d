package io.lossparity.kernel;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.kernel.float32.BlocksFloat32;
import io.lossparity.kernel.float64.BlocksFloat64;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.kernel.layout.Loop.Pair;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import java.util.function.ToIntFunction;

/**
 * The one place that looks at a tensor's dtype.
 *
 * <p>A call names a kernel for each dtype. {@code map} takes the arrays out of the tensors, runs the kernel of their
 * dtype and wraps the result. It chooses once for a whole tensor, never for an element. All tensors of a call have the
 * dtype of the first one. A tensor that is absent is null, and so is its array. Results have the memory of the first
 * tensor.
 */
public final class Kernels {
    private Kernels() {}

    /**
     * A kernel of one array.
     *
     * @param <A> the type of the arrays
     */
    @FunctionalInterface
    public interface Unary<A> {
        /** Writes to the first array, which holds zeros. */
        void run(A out, A x);
    }

    /**
     * A kernel of two arrays.
     *
     * @param <A> the type of the arrays
     */
    @FunctionalInterface
    public interface Binary<A> {
        /** Writes to the first array, which holds zeros. */
        void run(A out, A x, A y);
    }

    /**
     * A kernel of three arrays.
     *
     * @param <A> the type of the arrays
     */
    @FunctionalInterface
    public interface Ternary<A> {
        /** Writes to the first array, which holds zeros. */
        void run(A out, A x, A y, A z);
    }

    /**
     * A kernel of two arrays that fills two others.
     *
     * @param <A> the type of the arrays
     */
    @FunctionalInterface
    public interface Filler<A> {
        /** Writes to the first two arrays, which hold zeros. */
        void run(A first, A second, A x, A y);
    }

    /** Two tensors that one kernel computes. */
    public record Two<T extends FloatTensor>(T first, T second) {}

    /** Returns two tensors of the given shapes that the kernel computes from two arrays. */
    public static <T extends FloatTensor> Two<T> two(
            Shape first, Shape second, T x, FloatTensor y, Filler<float[]> float32, Filler<double[]> float64) {
        T a = zeros(first, x);
        T b = zeros(second, x);
        if (x instanceof Float32Tensor) {
            float32.run(floats(a), floats(b), floats(x), floats(y));
        } else {
            float64.run(doubles(a), doubles(b), doubles(x), doubles(y));
        }
        return new Two<>(a, b);
    }

    /** Returns a tensor of the given shape that the kernel computes from one array. */
    public static <T extends FloatTensor> T map(Shape shape, T x, Unary<float[]> float32, Unary<double[]> float64) {
        T out = zeros(shape, x);
        if (x instanceof Float32Tensor) {
            float32.run(floats(out), floats(x));
        } else {
            float64.run(doubles(out), doubles(x));
        }
        return out;
    }

    /** Returns a tensor of the given shape that the kernel computes from two arrays. */
    public static <T extends FloatTensor> T map(
            Shape shape, T x, FloatTensor y, Binary<float[]> float32, Binary<double[]> float64) {
        T out = zeros(shape, x);
        if (x instanceof Float32Tensor) {
            float32.run(floats(out), floats(x), floats(y));
        } else {
            float64.run(doubles(out), doubles(x), doubles(y));
        }
        return out;
    }

    /** Returns a tensor of the given shape that the kernel computes from three arrays. */
    public static <T extends FloatTensor> T map(
            Shape shape, T x, FloatTensor y, FloatTensor z, Ternary<float[]> float32, Ternary<double[]> float64) {
        T out = zeros(shape, x);
        if (x instanceof Float32Tensor) {
            float32.run(floats(out), floats(x), floats(y), floats(z));
        } else {
            float64.run(doubles(out), doubles(x), doubles(y), doubles(z));
        }
        return out;
    }

    /** Returns a tensor of the given shape that the loop of its dtype fills; the first input must not be null. */
    public static <T extends FloatTensor> T fill(
            Shape shape, Loop<float[]> float32, Loop<double[]> float64, T first, FloatTensor... others) {
        T out = zeros(shape, first);
        if (first instanceof Float32Tensor) {
            BlocksFloat32.fill(floats(out), memory(out), allFloats(first, others), float32);
        } else {
            BlocksFloat64.fill(doubles(out), memory(out), allDoubles(first, others), float64);
        }
        return out;
    }

    /**
     * Returns the tensor itself, with each element replaced by the loop's result; a kernel must have made the tensor.
     */
    public static <T extends FloatTensor> T replace(
            T tensor, Loop<float[]> float32, Loop<double[]> float64, FloatTensor... others) {
        if (tensor instanceof Float32Tensor) {
            BlocksFloat32.fill(floats(tensor), memory(tensor), allFloats(tensor, others), float32);
        } else {
            BlocksFloat64.fill(doubles(tensor), memory(tensor), allDoubles(tensor, others), float64);
        }
        return tensor;
    }

    /** Returns the sum of the elements that the loop computes, divided by a count, as a 0-d tensor. */
    public static <T extends FloatTensor> T quotient(
            int size, int count, Loop<float[]> float32, Loop<double[]> float64, T first, FloatTensor... others) {
        T out = zeros(Shape.scalar(), first);
        if (first instanceof Float32Tensor) {
            BlocksFloat32.quotient(floats(out), memory(first), size, count, allFloats(first, others), float32);
        } else {
            BlocksFloat64.quotient(doubles(out), memory(first), size, count, allDoubles(first, others), float64);
        }
        return out;
    }

    /** Returns what {@link #quotient} makes of the losses, and {@link #fill} of their gradient, in one pass. */
    public static <T extends FloatTensor> Two<T> both(
            Shape shape, int count, Pair<float[]> float32, Pair<double[]> float64, T first, FloatTensor... others) {
        T total = zeros(Shape.scalar(), first);
        T out = zeros(shape, first);
        if (first instanceof Float32Tensor) {
            BlocksFloat32.both(floats(total), floats(out), memory(first), count, allFloats(first, others), float32);
        } else {
            BlocksFloat64.both(doubles(total), doubles(out), memory(first), count, allDoubles(first, others), float64);
        }
        return new Two<>(total, out);
    }

    /** Returns the sum of the elements that the loop computes, added one by one and divided by a count. */
    public static <T extends FloatTensor> T inOrder(
            int size, int count, Loop<float[]> float32, Loop<double[]> float64, T first, FloatTensor... others) {
        T out = zeros(Shape.scalar(), first);
        if (first instanceof Float32Tensor) {
            BlocksFloat32.inOrder(floats(out), memory(first), size, count, allFloats(first, others), float32);
        } else {
            BlocksFloat64.inOrder(doubles(out), memory(first), size, count, allDoubles(first, others), float64);
        }
        return out;
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

    /** Returns the same elements in another shape, which has as many elements. */
    public static <T extends FloatTensor> T reshape(T x, Shape shape) {
        return x instanceof Float32Tensor
                ? cast(x, Float32Tensor.wrap(shape, floats(x), memory(x)))
                : cast(x, Float64Tensor.wrap(shape, doubles(x), memory(x)));
    }

    /** Returns a tensor of the given shape, of one element, that holds a 1, in the dtype of another tensor. */
    public static <T extends FloatTensor> T one(T like, Shape shape) {
        return map(shape, like, (out, x) -> out[0] = 1f, (out, x) -> out[0] = 1.0);
    }

    /** Returns a tensor of the given shape that holds zeros, in the dtype and the memory of another tensor. */
    private static <T extends FloatTensor> T zeros(Shape shape, T like) {
        Memory memory = memory(like);
        return like instanceof Float32Tensor
                ? cast(like, Float32Tensor.wrap(shape, memory.float32(shape.elements()), memory))
                : cast(like, Float64Tensor.wrap(shape, memory.float64(shape.elements()), memory));
    }

    /** Returns the memory that supplies the arrays of results computed from a tensor. */
    public static Memory memory(FloatTensor tensor) {
        return tensor instanceof Float32Tensor float32
                ? float32.memory(TRUSTED)
                : ((Float64Tensor) tensor).memory(TRUSTED);
    }

    /** Returns the array of a tensor. */
    public static Object array(FloatTensor tensor) {
        return tensor instanceof Float32Tensor ? floats(tensor) : doubles(tensor);
    }

    /** Returns the tensor with the given memory, which supplies the arrays of results computed from it. */
    public static FloatTensor in(Memory memory, FloatTensor tensor) {
        if (memory(tensor) == memory) {
            return tensor;
        }
        memory.protect(array(tensor));
        return tensor instanceof Float32Tensor
                ? Float32Tensor.wrap(tensor.shape(), floats(tensor), memory)
                : Float64Tensor.wrap(tensor.shape(), doubles(tensor), memory);
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

    /** Returns the tensor in the dtype of another one, rounded to the nearest value, and in its memory. */
    public static <T extends FloatTensor> T convert(FloatTensor tensor, T like) {
        if (tensor.getClass() == like.getClass()) {
            return cast(like, in(memory(like), tensor));
        }
        T result = zeros(tensor.shape(), like);
        if (like instanceof Float32Tensor) {
            double[] from = doubles(tensor);
            float[] to = floats(result);
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) from[i];
            }
        } else {
            float[] from = floats(tensor);
            double[] to = doubles(result);
            for (int i = 0; i < to.length; i++) {
                to[i] = from[i];
            }
        }
        return result;
    }

    /** Returns the integers in the dtype of another tensor, rounded to the nearest value. */
    public static <T extends FloatTensor> T convert(Int64Tensor tensor, T like) {
        long[] from = tensor.array(TRUSTED);
        return map(
                tensor.shape(),
                like,
                (out, x) -> {
                    for (int i = 0; i < out.length; i++) {
                        out[i] = from[i];
                    }
                },
                (out, x) -> {
                    for (int i = 0; i < out.length; i++) {
                        out[i] = from[i];
                    }
                });
    }

    private static float[] floats(FloatTensor tensor) {
        return tensor == null ? null : ((Float32Tensor) tensor).array(TRUSTED);
    }

    private static double[] doubles(FloatTensor tensor) {
        return tensor == null ? null : ((Float64Tensor) tensor).array(TRUSTED);
    }
}
