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

    // <float32>
    private static Float32Tensor negative(Float32Tensor tensor) {
        float[] data = tensor.array(TRUSTED);
        float[] result = new float[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -data[i];
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
    // </float64>
    // spotless:on
}
