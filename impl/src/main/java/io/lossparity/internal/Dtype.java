package io.lossparity.internal;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Arrays;

/** The steps between the generic API and the two dtypes, of which one is unchecked. */
public final class Dtype {
    private Dtype() {}

    /** Returns the result as the type of the given argument, whose dtype it must have. */
    @SuppressWarnings("unchecked") // T is the class of like, or FloatTensor itself
    public static <T extends FloatTensor> T cast(T like, FloatTensor result) {
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
        return cast(like, tensor instanceof Float32Tensor t ? widened(t) : narrowed((Float64Tensor) tensor));
    }

    /** Returns the integers in the dtype of another tensor, rounded to the nearest value. */
    public static <T extends FloatTensor> T convert(Int64Tensor tensor, T like) {
        double[] values = Arrays.stream(tensor.array(TRUSTED)).asDoubleStream().toArray();
        return convert(Float64Tensor.wrap(tensor.shape(), values, TRUSTED), like);
    }

    private static Float64Tensor widened(Float32Tensor tensor) {
        float[] data = tensor.array(TRUSTED);
        double[] result = new double[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = data[i];
        }
        return Float64Tensor.wrap(tensor.shape(), result, TRUSTED);
    }

    private static Float32Tensor narrowed(Float64Tensor tensor) {
        double[] data = tensor.array(TRUSTED);
        float[] result = new float[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) data[i];
        }
        return Float32Tensor.wrap(tensor.shape(), result, TRUSTED);
    }
}
