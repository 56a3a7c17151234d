package io.lossparity.internal;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * Sums and means in PyTorch's order of additions, so that they agree bit for bit.
 *
 * <pre>
 *   contiguous run   4 accumulators of L lanes (L = 8 floats, 4 doubles) walk over blocks of 4 L elements;
 *                    r = (acc0 + acc1) + (acc2 + acc3) lane by lane; s = r[0] + r[1] + ... + r[L-1];
 *                    destination += s; then the elements after the last whole block are added one by one
 *   other runs       one by one
 *   mean             sum / n
 * </pre>
 *
 * <p>Measured against PyTorch 1.4.0: all runs of 1 to 300, 1000, 2112 and 30000 elements, and 1200 random sets of
 * axes of tensors with up to four axes, both dtypes, without one differing bit. With more than one thread PyTorch
 * splits sums of more than 32768 elements; this is the order of one thread.
 *
 * <p>Source: PyTorch 1.4.0, aten/src/ATen/native/cpu/Reduce.h, TensorIterator.cpp (order and merging of axes).
 */
public final class Summation {
    private static final int FLOAT32_LANES = 8;
    private static final int FLOAT64_LANES = 4;

    private Summation() {}

    /** Returns the sum of all elements as a 0-d tensor; 0 if there are none. */
    public static <T extends FloatTensor> T sum(T tensor) {
        return Dtype.cast(tensor, tensor instanceof Float32Tensor t ? sumOf(t) : sumOf((Float64Tensor) tensor));
    }

    /** Returns the mean of all elements as a 0-d tensor; NaN if there are none. */
    public static <T extends FloatTensor> T mean(T tensor) {
        return Dtype.cast(tensor, tensor instanceof Float32Tensor t ? meanOf(t) : meanOf((Float64Tensor) tensor));
    }

    /** Returns the sums over one axis, which the result lacks: PyTorch's {@code tensor.sum(axis)}. */
    public static <T extends FloatTensor> T sum(T tensor, int axis) {
        boolean[] reduced = new boolean[tensor.shape().rank()];
        reduced[axis] = true;
        return sum(tensor, reduced, tensor.shape().without(axis));
    }

    /**
     * Returns the sums over the marked axes.
     *
     * @param shape the shape of the result: that of the unmarked axes, with or without axes of size 1
     */
    static <T extends FloatTensor> T sum(T tensor, boolean[] reduced, Shape shape) {
        Axes axes = Axes.of(tensor.shape(), reduced);
        return Dtype.cast(
                tensor,
                tensor instanceof Float32Tensor t ? sums(t, axes, shape) : sums((Float64Tensor) tensor, axes, shape));
    }

    /**
     * The positions to sum, after PyTorch has merged neighbouring axes and put the reduced ones first.
     *
     * @param kept the position of the first element of each result
     * @param runs the offset from there of each run of elements, in the order in which the runs are added
     * @param length the number of elements in a run
     * @param stride the distance of the elements in a run
     */
    private record Axes(int[] kept, int[] runs, int length, int stride) {

        static Axes of(Shape shape, boolean[] reduced) {
            int[] kept = {0};
            int[] runs = {0};
            int length = 1;
            int stride = 1;
            int step = shape.elements();
            boolean previousReduced = false;
            for (int axis = 0; axis < shape.rank(); axis++) {
                int size = shape.size(axis);
                if (size == 1) {
                    continue; // merged with whatever is beside it
                }
                step = size == 0 ? 0 : step / size;
                if (!reduced[axis]) {
                    kept = product(kept, size, step);
                    previousReduced = false;
                } else if (previousReduced) {
                    length *= size;
                    stride = step;
                } else {
                    runs = product(runs, length, stride);
                    length = size;
                    stride = step;
                    previousReduced = true;
                }
            }
            return new Axes(kept, runs, length, stride);
        }

        /** Returns all sums of an offset and a multiple of the step, the multiples varying fastest. */
        private static int[] product(int[] offsets, int size, int step) {
            int[] result = new int[offsets.length * size];
            for (int i = 0; i < result.length; i++) {
                result[i] = offsets[i / size] + i % size * step;
            }
            return result;
        }
    }

    // <float32>
    /** Returns the sum of an array in PyTorch's order. */
    public static float sum(float[] data) {
        return addRun(0f, data, 0, data.length);
    }

    private static Float32Tensor sumOf(Float32Tensor tensor) {
        return Float32Tensor.scalar(sum(tensor.array(TRUSTED)));
    }

    private static Float32Tensor meanOf(Float32Tensor tensor) {
        return Float32Tensor.scalar(sum(tensor.array(TRUSTED)) / tensor.size());
    }

    private static Float32Tensor sums(Float32Tensor tensor, Axes axes, Shape shape) {
        float[] data = tensor.array(TRUSTED);
        float[] result = new float[shape.elements()];
        for (int i = 0; i < result.length; i++) {
            float sum = 0f;
            for (int run : axes.runs()) {
                int from = axes.kept()[i] + run;
                if (axes.stride() == 1) {
                    sum = addRun(sum, data, from, axes.length());
                } else {
                    for (int k = 0; k < axes.length(); k++) {
                        sum += data[from + k * axes.stride()];
                    }
                }
            }
            result[i] = sum;
        }
        return Float32Tensor.wrap(shape, result, TRUSTED);
    }

    /** Returns start plus the sum of a contiguous run. */
    private static float addRun(float start, float[] data, int from, int length) {
        int lanes = FLOAT32_LANES;
        int block = 4 * lanes;
        int blocksEnd = from + length / block * block;
        float sum = start;
        if (blocksEnd > from) {
            float[] accumulators = new float[block];
            System.arraycopy(data, from, accumulators, 0, block);
            for (int i = from + block; i < blocksEnd; i += block) {
                for (int lane = 0; lane < block; lane++) {
                    accumulators[lane] += data[i + lane];
                }
            }
            float blocks = 0f;
            for (int lane = 0; lane < lanes; lane++) {
                float low = accumulators[lane] + accumulators[lane + lanes];
                float high = accumulators[lane + 2 * lanes] + accumulators[lane + 3 * lanes];
                blocks += low + high;
            }
            sum += blocks;
        }
        for (int i = blocksEnd; i < from + length; i++) {
            sum += data[i];
        }
        return sum;
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    /** Returns the sum of an array in PyTorch's order. */
    public static double sum(double[] data) {
        return addRun(0.0, data, 0, data.length);
    }

    private static Float64Tensor sumOf(Float64Tensor tensor) {
        return Float64Tensor.scalar(sum(tensor.array(TRUSTED)));
    }

    private static Float64Tensor meanOf(Float64Tensor tensor) {
        return Float64Tensor.scalar(sum(tensor.array(TRUSTED)) / tensor.size());
    }

    private static Float64Tensor sums(Float64Tensor tensor, Axes axes, Shape shape) {
        double[] data = tensor.array(TRUSTED);
        double[] result = new double[shape.elements()];
        for (int i = 0; i < result.length; i++) {
            double sum = 0.0;
            for (int run : axes.runs()) {
                int from = axes.kept()[i] + run;
                if (axes.stride() == 1) {
                    sum = addRun(sum, data, from, axes.length());
                } else {
                    for (int k = 0; k < axes.length(); k++) {
                        sum += data[from + k * axes.stride()];
                    }
                }
            }
            result[i] = sum;
        }
        return Float64Tensor.wrap(shape, result, TRUSTED);
    }

    /** Returns start plus the sum of a contiguous run. */
    private static double addRun(double start, double[] data, int from, int length) {
        int lanes = FLOAT64_LANES;
        int block = 4 * lanes;
        int blocksEnd = from + length / block * block;
        double sum = start;
        if (blocksEnd > from) {
            double[] accumulators = new double[block];
            System.arraycopy(data, from, accumulators, 0, block);
            for (int i = from + block; i < blocksEnd; i += block) {
                for (int lane = 0; lane < block; lane++) {
                    accumulators[lane] += data[i + lane];
                }
            }
            double blocks = 0.0;
            for (int lane = 0; lane < lanes; lane++) {
                double low = accumulators[lane] + accumulators[lane + lanes];
                double high = accumulators[lane + 2 * lanes] + accumulators[lane + 3 * lanes];
                blocks += low + high;
            }
            sum += blocks;
        }
        for (int i = blocksEnd; i < from + length; i++) {
            sum += data[i];
        }
        return sum;
    }
    // </float64>
    // spotless:on
}
