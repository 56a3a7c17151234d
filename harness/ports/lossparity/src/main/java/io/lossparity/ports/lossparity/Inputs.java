package io.lossparity.ports.lossparity;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The inputs of one call, as the losses take them. None is missing, and no name is wrong. */
final class Inputs {
    private final LossCall call;

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if an input is missing, or the loss has no such input
     */
    Inputs(LossCall call, List<String> names) {
        this.call = call;
        for (String name : names) {
            if (call.inputs().get(name) == null) {
                throw new IllegalArgumentException(
                        call.loss() + ": " + name + " must be given (arguments: " + String.join(", ", names) + ")");
            }
        }
        for (String name : call.inputs().keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(call.loss() + ": there is no argument " + name + " (arguments: "
                        + String.join(", ", names) + ")");
            }
        }
    }

    /** Returns whether an argument (an input or a tensor parameter) requires a gradient. */
    boolean requiresGrad(String name) {
        return call.requiresGrad().contains(name);
    }

    /**
     * Returns a float32 or float64 input.
     *
     * @throws IllegalArgumentException if it is something else
     */
    FloatTensor floats(String name) {
        return Tensors.floats(argument(name), call.tensor(name));
    }

    /**
     * Returns an int64 input, such as class targets.
     *
     * @throws IllegalArgumentException if it is something else
     */
    Int64Tensor int64(String name) {
        return Tensors.int64(argument(name), call.tensor(name));
    }

    /**
     * Returns an input of any integer type, as int64.
     *
     * @throws IllegalArgumentException if it is something else
     */
    Int64Tensor integers(String name) {
        return Tensors.integers(argument(name), call.tensor(name));
    }

    /**
     * Returns an input of any integer type that is compared with 1 and -1, as int64.
     *
     * <p>torch: -1 is converted to the type of the target, so 255 equals it in uint8.
     *
     * @throws IllegalArgumentException if it is something else
     */
    Int64Tensor signs(String name) {
        Int64Tensor target = integers(name);
        return call.tensor(name).dtype() != DType.UINT8
                ? target
                : Int64Tensor.of(
                        target.shape(),
                        Arrays.stream(target.toArray())
                                .map(value -> (byte) value)
                                .toArray());
    }

    /** Returns whether an input is a tensor of an integer type. */
    boolean isInteger(String name) {
        return call.inputs().get(name) instanceof TensorValue value && Tensors.isInteger(value.dtype());
    }

    /** Returns whether an input is a tuple of integers rather than a tensor. */
    boolean isTuple(String name) {
        return call.inputs().get(name) instanceof long[];
    }

    /**
     * Returns an input that PyTorch takes as a tuple of integers.
     *
     * @throws IllegalArgumentException if it is something else
     */
    long[] tuple(String name) {
        if (call.inputs().get(name) instanceof long[] values) {
            return values.clone();
        }
        throw new IllegalArgumentException(argument(name) + " must be a tuple of integers");
    }

    /** Returns whether there are inputs and tensor parameters of different floating types. */
    boolean mixesDtypes() {
        Set<DType> dtypes = Stream.concat(call.inputs().values().stream(), call.params().values().stream())
                .filter(TensorValue.class::isInstance)
                .map(value -> ((TensorValue) value).dtype())
                .filter(DType::isFloating)
                .collect(Collectors.toSet());
        return dtypes.size() > 1;
    }

    private String argument(String name) {
        return call.loss() + ": " + name;
    }
}
