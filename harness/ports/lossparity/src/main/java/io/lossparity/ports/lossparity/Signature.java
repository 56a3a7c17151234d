package io.lossparity.ports.lossparity;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a call of a loss takes, and which gradients it has.
 *
 * @param inputs the names of the arguments, in PyTorch's order
 * @param differentiable the arguments, tensor parameters included, that have a gradient
 * @param leftNone the arguments of which PyTorch accepts that they require a gradient, but leaves it None
 */
record Signature(List<String> inputs, Set<String> differentiable, Set<String> leftNone) {

    /** Makes the collections unmodifiable. */
    Signature {
        inputs = List.copyOf(inputs);
        differentiable = Set.copyOf(differentiable);
        leftNone = Set.copyOf(leftNone);
    }

    /** Returns a signature with these inputs and no gradients yet. */
    static Signature of(String... inputs) {
        return new Signature(Arrays.asList(inputs), Set.of(), Set.of());
    }

    /** Returns this signature with the arguments that have a gradient. */
    Signature differentiable(String... names) {
        return new Signature(inputs, new LinkedHashSet<>(Arrays.asList(names)), leftNone);
    }

    /** Returns this signature with the arguments whose gradient PyTorch leaves None. */
    Signature leftNone(String... names) {
        return new Signature(inputs, differentiable, new LinkedHashSet<>(Arrays.asList(names)));
    }
}
