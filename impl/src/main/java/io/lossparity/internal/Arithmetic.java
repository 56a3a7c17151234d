package io.lossparity.internal;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;

/** Arithmetic on whole tensors. */
public final class Arithmetic {
    private Arithmetic() {}

    /** Returns the tensor with every sign changed. */
    public static <T extends FloatTensor> T negated(T tensor) {
        return Dtype.cast(tensor, tensor instanceof Float32Tensor t ? negative(t) : negative((Float64Tensor) tensor));
    }

    /** Returns the product, element by element, of two tensors of one dtype and shape. */
    public static <T extends FloatTensor> T product(T first, T second) {
        return Dtype.cast(
                first,
                first instanceof Float32Tensor a
                        ? times(a, (Float32Tensor) second)
                        : times((Float64Tensor) first, (Float64Tensor) second));
    }

    /** Returns the sum, element by element, of two tensors of one dtype and shape. */
    public static <T extends FloatTensor> T sum(T first, T second) {
        return Dtype.cast(
                first,
                first instanceof Float32Tensor a
                        ? plus(a, (Float32Tensor) second)
                        : plus((Float64Tensor) first, (Float64Tensor) second));
    }

    /** Returns the difference, element by element, of two tensors of one dtype and shape. */
    public static <T extends FloatTensor> T difference(T first, T second) {
        return Dtype.cast(
                first,
                first instanceof Float32Tensor a
                        ? minus(a, (Float32Tensor) second)
                        : minus((Float64Tensor) first, (Float64Tensor) second));
    }

    /** Returns the tensor with every element divided by a count. */
    public static <T extends FloatTensor> T quotient(T tensor, int count) {
        return Dtype.cast(
                tensor, tensor instanceof Float32Tensor t ? divided(t, count) : divided((Float64Tensor) tensor, count));
    }

    // <float32>
    private static Float32Tensor negative(Float32Tensor tensor) {
        float[] data = tensor.array(TRUSTED);
        float[] result = new float[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -data[i];
        }
        return Float32Tensor.wrap(tensor.shape(), result, TRUSTED);
    }

    private static Float32Tensor times(Float32Tensor first, Float32Tensor second) {
        float[] a = first.array(TRUSTED);
        float[] b = second.array(TRUSTED);
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
        return Float32Tensor.wrap(first.shape(), result, TRUSTED);
    }

    private static Float32Tensor plus(Float32Tensor first, Float32Tensor second) {
        float[] a = first.array(TRUSTED);
        float[] b = second.array(TRUSTED);
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] + b[i];
        }
        return Float32Tensor.wrap(first.shape(), result, TRUSTED);
    }

    private static Float32Tensor minus(Float32Tensor first, Float32Tensor second) {
        float[] a = first.array(TRUSTED);
        float[] b = second.array(TRUSTED);
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return Float32Tensor.wrap(first.shape(), result, TRUSTED);
    }

    private static Float32Tensor divided(Float32Tensor tensor, int count) {
        float[] data = tensor.array(TRUSTED);
        float[] result = new float[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = data[i] / count;
        }
        return Float32Tensor.wrap(tensor.shape(), result, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private static Float64Tensor negative(Float64Tensor tensor) {
        double[] data = tensor.array(TRUSTED);
        double[] result = new double[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -data[i];
        }
        return Float64Tensor.wrap(tensor.shape(), result, TRUSTED);
    }

    private static Float64Tensor times(Float64Tensor first, Float64Tensor second) {
        double[] a = first.array(TRUSTED);
        double[] b = second.array(TRUSTED);
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
        return Float64Tensor.wrap(first.shape(), result, TRUSTED);
    }

    private static Float64Tensor plus(Float64Tensor first, Float64Tensor second) {
        double[] a = first.array(TRUSTED);
        double[] b = second.array(TRUSTED);
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] + b[i];
        }
        return Float64Tensor.wrap(first.shape(), result, TRUSTED);
    }

    private static Float64Tensor minus(Float64Tensor first, Float64Tensor second) {
        double[] a = first.array(TRUSTED);
        double[] b = second.array(TRUSTED);
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return Float64Tensor.wrap(first.shape(), result, TRUSTED);
    }

    private static Float64Tensor divided(Float64Tensor tensor, int count) {
        double[] data = tensor.array(TRUSTED);
        double[] result = new double[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = data[i] / count;
        }
        return Float64Tensor.wrap(tensor.shape(), result, TRUSTED);
    }
    // </float64>
    // spotless:on
}
