package io.lossparity.spi;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a port supports of one loss; an empty restriction restricts nothing.
 *
 * @param loss the class name in {@code torch.nn}
 * @param dtypes the element types
 * @param parameters the constructor's arguments, camel-cased; one that is passed as None counts as not passed
 * @param gradients the inputs, and tensor parameters, whose gradients it computes. A call that needs another one is asked
 *     without it: {@link LossCall#requiresGrad()} has the others, and the answer is judged by the output and these. Where
 *     PyTorch itself answers otherwise without that gradient, the port is not asked
 */
public record LossSupport(
        String loss, Optional<Set<DType>> dtypes, Optional<Set<String>> parameters, Optional<Set<String>> gradients) {

    /** Checks that nothing is null and makes the sets unmodifiable. */
    public LossSupport {
        Objects.requireNonNull(loss, "loss must not be null");
        dtypes = dtypes.map(LossSupport::unmodifiable);
        parameters = parameters.map(LossSupport::unmodifiable);
        gradients = gradients.map(LossSupport::unmodifiable);
    }

    /** Returns the support of a loss without any restriction. */
    public static LossSupport of(String loss) {
        return new LossSupport(loss, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns this, with those element types and no other. */
    public LossSupport withDTypes(DType... supported) {
        return new LossSupport(loss, Optional.of(new LinkedHashSet<>(List.of(supported))), parameters, gradients);
    }

    /** Returns this, with those constructor's arguments and no other. */
    public LossSupport withParameters(String... supported) {
        return new LossSupport(loss, dtypes, Optional.of(new LinkedHashSet<>(List.of(supported))), gradients);
    }

    /** Returns this, with the gradients of those arguments and no other. */
    public LossSupport withGradients(String... supported) {
        return new LossSupport(loss, dtypes, parameters, Optional.of(new LinkedHashSet<>(List.of(supported))));
    }

    /** Returns what a call to this loss asks for and is not supported, in words; empty if all of it is. */
    Optional<String> missing(LossCall call) {
        if (dtypes.isPresent() && !dtypes.get().contains(call.dtype())) {
            return without(call.dtype().torchName());
        }
        for (String name : call.params().keySet()) {
            if (call.params().get(name) != null && isMissing(parameters, name)) {
                return without("the parameter " + name);
            }
        }
        for (String name : call.requiresGrad()) {
            if (isMissing(gradients, name)) {
                return without("the gradient of " + name);
            }
        }
        return Optional.empty();
    }

    private Optional<String> without(String what) {
        return Optional.of("the port declares " + loss + " without " + what);
    }

    private static boolean isMissing(Optional<Set<String>> supported, String name) {
        return supported.isPresent() && !supported.get().contains(name);
    }

    private static <T> Set<T> unmodifiable(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
