package io.lossparity.relations;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question without a reduction: parameters and inputs that were drawn, or made from others.
 *
 * @param loss the class name in {@code torch.nn}
 * @param dtype the element type
 * @param params the parameters except the reduction
 * @param inputs the inputs in PyTorch's order
 */
record Sample(String loss, DType dtype, Map<String, Object> params, Map<String, Object> inputs) {
    Sample {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** Returns the tensor with the given name, an input or a parameter. */
    TensorValue tensor(String name) {
        Object value = inputs.containsKey(name) ? inputs.get(name) : params.get(name);
        if (value instanceof TensorValue tensor) {
            return tensor;
        }
        throw new IllegalArgumentException(loss + ": " + name + " is not a tensor, but " + value);
    }

    /** Returns whether the parameter is given. */
    boolean has(String param) {
        return params.containsKey(param);
    }

    /** Returns the elements of an argument, widened to double. */
    double[] values(String name) {
        return tensor(name).toDoubles();
    }

    /** Returns the elements of an integer argument. */
    long[] integers(String name) {
        return tensor(name).longs();
    }

    /** Returns a number among the parameters. */
    double number(String param, double otherwise) {
        return params.get(param) instanceof Number number ? number.doubleValue() : otherwise;
    }

    /** Returns the greatest magnitude among the elements of an argument. */
    double greatest(String name) {
        return Values.greatest(values(name));
    }

    /** Returns the sample with an argument replaced: an input if there is one with this name, otherwise a parameter. */
    Sample with(String name, Object value) {
        Map<String, Object> into = new LinkedHashMap<>(inputs.containsKey(name) ? inputs : params);
        into.put(name, value);
        return inputs.containsKey(name) ? new Sample(loss, dtype, params, into) : new Sample(loss, dtype, into, inputs);
    }

    /** Returns the sample with an argument's elements replaced, rounded to the element type. */
    Sample with(String name, double[] values) {
        return with(name, TensorValue.of(dtype, tensor(name).shape(), values));
    }

    /** Returns the sample without a parameter. */
    Sample without(String param) {
        Map<String, Object> rest = new LinkedHashMap<>(params);
        rest.remove(param);
        return new Sample(loss, dtype, rest, inputs);
    }

    /** Returns the same numbers as a question to another loss with its own parameters. */
    Sample askedOf(String otherLoss, Map<String, Object> otherParams) {
        return new Sample(otherLoss, dtype, otherParams, inputs);
    }

    /** Returns the same numbers in another floating-point type. */
    Sample as(DType other) {
        return new Sample(loss, other, converted(params, other), converted(inputs, other));
    }

    private static Map<String, Object> converted(Map<String, Object> arguments, DType dtype) {
        Map<String, Object> converted = new LinkedHashMap<>(arguments);
        converted.replaceAll((name, value) ->
                value instanceof TensorValue tensor && tensor.dtype().isFloating()
                        ? TensorValue.of(dtype, tensor.shape(), tensor.toDoubles())
                        : value);
        return converted;
    }

    /** Returns the call that also asks for gradients; without an incoming gradient, for the implicit 1.0. */
    LossCall call(String reduction, Set<String> grads, TensorValue gradOutput) {
        Map<String, Object> all = new LinkedHashMap<>(params);
        if (reduction != null) {
            all.put("reduction", reduction);
        }
        return new LossCall(loss, dtype, all, inputs, grads, Optional.ofNullable(gradOutput));
    }
}
