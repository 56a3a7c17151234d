package io.lossparity.ports.libtorch;

import io.lossparity.spi.TensorValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** The native tensors of one call's arguments: the leaves of its autograd graph. */
final class Leaves {
    private final Set<String> requireGrad;
    private final Map<String, Tensor> tensors = new HashMap<>();

    Leaves(Set<String> requireGrad) {
        this.requireGrad = requireGrad;
    }

    /** Returns the native tensor of an argument, always the same one; it requires a gradient if the call says so. */
    Tensor leaf(String name, TensorValue value) {
        Tensor known = tensors.get(name);
        if (known != null) {
            return known;
        }
        Tensor tensor = LibtorchTensors.tensor(value);
        if (requireGrad.contains(name)) {
            tensor.set_requires_grad(true);
        }
        tensors.put(name, tensor);
        return tensor;
    }

    /** Returns the gradient of an argument; empty where libtorch leaves it undefined. */
    Optional<Tensor> gradient(String name) {
        return Optional.ofNullable(tensors.get(name)).map(Tensor::grad).filter(Tensor::defined);
    }

    /** Clears the gradients; otherwise the next ones would be added to them. */
    void reset() {
        requireGrad.forEach(name -> tensors.get(name).mutable_grad().reset());
    }
}
