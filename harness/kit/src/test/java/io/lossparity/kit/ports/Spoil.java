package io.lossparity.kit.ports;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Small changes to an answer, from which defects are made. */
final class Spoil {
    private Spoil() {}

    /** Changes the output and every gradient; leaves a rejection alone. */
    static LossOutcome tensors(LossOutcome answer, UnaryOperator<TensorValue> change) {
        return gradients(output(answer, change), change);
    }

    /** Changes the output. */
    static LossOutcome output(LossOutcome answer, UnaryOperator<TensorValue> change) {
        return answer instanceof Computed computed
                ? new Computed(change.apply(computed.output()), computed.grads())
                : answer;
    }

    /** Changes every gradient. */
    static LossOutcome gradients(LossOutcome answer, UnaryOperator<TensorValue> change) {
        if (!(answer instanceof Computed computed)) {
            return answer;
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(computed.grads());
        grads.replaceAll((name, grad) -> change.apply(grad));
        return new Computed(computed.output(), grads);
    }

    /** Changes each element of a floating-point tensor; computes in the tensor's own type. */
    static TensorValue elements(TensorValue tensor, DoubleUnaryOperator change) {
        if (tensor.dtype() == DType.FLOAT64) {
            return TensorValue.ofDoubles(
                    tensor.shape(), Arrays.stream(tensor.doubles()).map(change).toArray());
        }
        float[] changed = tensor.floats().clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] = (float) change.applyAsDouble(changed[i]);
        }
        return TensorValue.ofFloats(tensor.shape(), changed);
    }

    /** Gives the elements another shape of as many elements. */
    static TensorValue reshaped(TensorValue tensor, int... shape) {
        return tensor.dtype() == DType.FLOAT64
                ? TensorValue.ofDoubles(shape, tensor.doubles())
                : TensorValue.ofFloats(shape, tensor.floats());
    }

    /** Returns the tensor as the other floating-point type. */
    static TensorValue otherType(TensorValue tensor) {
        if (tensor.dtype() == DType.FLOAT64) {
            float[] narrowed = new float[tensor.size()];
            for (int i = 0; i < narrowed.length; i++) {
                narrowed[i] = (float) tensor.doubles()[i];
            }
            return TensorValue.ofFloats(tensor.shape(), narrowed);
        }
        double[] widened = new double[tensor.size()];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = tensor.floats()[i];
        }
        return TensorValue.ofDoubles(tensor.shape(), widened);
    }
}
