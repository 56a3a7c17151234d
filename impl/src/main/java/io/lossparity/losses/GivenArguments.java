package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Tensor;

/**
 * The arguments of {@link Loss#compute}: each loss takes them one by one, and each is checked against the type it
 * needs.
 */
final class GivenArguments {
    private final Loss loss;
    private final Tensor[] arguments;

    /** Checks that their number is right; results computed from them take their arrays from the memory. */
    GivenArguments(Loss loss, Tensor[] given, Memory memory) {
        this.loss = loss;
        int count = loss.arguments().size();
        if (given == null || given.length != count) {
            Object size = given == null ? null : given.length;
            throw Checks.failure(loss.name(), "arguments", "be " + count, size, String.join(", ", loss.arguments()));
        }
        arguments = new Tensor[count];
        for (int i = 0; i < count; i++) {
            arguments[i] = given[i] instanceof FloatTensor tensor ? Kernels.in(memory, tensor) : given[i];
        }
    }

    /** Returns an argument that must be of float32 or float64. */
    FloatTensor floats(int index) {
        if (arguments[index] instanceof FloatTensor tensor) {
            return tensor;
        }
        throw wrong(index, "be of float32 or float64");
    }

    /** Returns an argument that must be of int64. */
    Int64Tensor longs(int index) {
        if (arguments[index] instanceof Int64Tensor tensor) {
            return tensor;
        }
        throw wrong(index, "be of int64");
    }

    /** Returns an argument that may hold integers; they are converted to the dtype of the first argument. */
    FloatTensor numbers(int index) {
        return arguments[index] instanceof Int64Tensor tensor ? Kernels.convert(tensor, floats(0)) : floats(index);
    }

    private IllegalArgumentException wrong(int index, String rule) {
        String name = loss.arguments().get(index);
        Checks.notNull(loss.name(), name, arguments[index]);
        return Checks.failure(loss.name(), name, rule, arguments[index].dtype(), "");
    }
}
