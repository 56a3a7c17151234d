package io.lossparity.ports.libtorch;

import io.lossparity.ports.base.Arguments;
import io.lossparity.spi.TensorValue;
import org.bytedeco.pytorch.Tensor;

/** The inputs of one call, as native tensors. */
final class LibtorchInputs {
    private final Arguments arguments;
    private final Leaves leaves;

    LibtorchInputs(Arguments arguments, Leaves leaves) {
        this.arguments = arguments;
        this.leaves = leaves;
    }

    /** Returns an input. */
    Tensor tensor(String name) {
        return leaves.leaf(name, arguments.input(name));
    }

    /** Returns CTC's lengths: the C++ module takes only tensors, so a tuple becomes an int64 tensor. */
    Tensor lengths(String name) {
        if (!arguments.isTuple(name)) {
            return tensor(name);
        }
        long[] values = arguments.tuple(name);
        return LibtorchTensors.tensor(TensorValue.ofLongs(new int[] {values.length}, values));
    }

    /**
     * Checks that both are tuples or both are tensors, because no signature of libtorch takes one of each.
     *
     * @throws IllegalArgumentException if they are mixed
     */
    void requireSameKind(String one, String other) {
        if (arguments.isTuple(one) != arguments.isTuple(other)) {
            throw new IllegalArgumentException(one + " and " + other + " must both be tuples or both be tensors");
        }
    }

    /** Checks that there are no other inputs. */
    void requireAllRead() {
        arguments.requireInputsRead();
    }
}
