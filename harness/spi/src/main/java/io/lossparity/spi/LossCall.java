package io.lossparity.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One question to a port: construct this loss and run it forward; if gradients are asked for, also backward.
 *
 * <p>In PyTorch this is {@code torch.nn.LOSS(**params)(*inputs)}, followed by {@code output.backward(gradOutput)}.
 *
 * @param loss the class name in {@code torch.nn}, for example {@code BCEWithLogitsLoss}
 * @param dtype the element type that the case is about: {@link DType#FLOAT32} or {@link DType#FLOAT64}
 * @param params the constructor's arguments that are given, camel-cased ({@code posWeight}); the others have PyTorch's
 *     defaults. A value is null (None), a Boolean, a Long, a Double, a String or a {@link TensorValue}
 * @param inputs the arguments of the call in PyTorch's order, camel-cased ({@code logProbs}). A value is a
 *     {@link TensorValue}, or a {@code long[]} where PyTorch takes a tuple of integers (CTC's lengths)
 * @param requiresGrad the inputs, and tensor parameters such as {@code weight}, that require a gradient
 * @param gradOutput the incoming gradient; empty for PyTorch's {@code backward()} with its implicit 1.0
 */
public record LossCall(
        String loss,
        DType dtype,
        Map<String, Object> params,
        Map<String, Object> inputs,
        Set<String> requiresGrad,
        Optional<TensorValue> gradOutput) {

    /** Checks that nothing is null and makes the collections unmodifiable. */
    public LossCall {
        Objects.requireNonNull(loss, "loss must not be null");
        Objects.requireNonNull(dtype, "dtype must not be null");
        Objects.requireNonNull(gradOutput, "gradOutput must not be null");
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        requiresGrad = Collections.unmodifiableSet(new LinkedHashSet<>(requiresGrad));
    }

    /**
     * Returns the input of that name as a tensor.
     *
     * @throws IllegalArgumentException if it is missing or not a tensor
     */
    public TensorValue tensor(String name) {
        if (inputs.get(name) instanceof TensorValue tensor) {
            return tensor;
        }
        throw new IllegalArgumentException(loss + ": " + name + " must be a tensor, but was " + inputs.get(name));
    }
}
