package io.lossparity.spi;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a port supports of one loss. An empty optional does not restrict anything.
 *
 * @param loss the class name in {@code torch.nn}
 * @param dtypes the element types
 * @param parameters the constructor's arguments, camel-cased; an argument that is None counts as not given
 * @param gradients the inputs and tensor parameters whose gradients it computes. If a call needs another one, the
 *     harness leaves it out of {@link LossCall#requiresGrad()} and judges the output and the other gradients. If
 *     PyTorch itself answers differently without that gradient, the port is not asked
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

    /** Returns a copy with only these element types. */
    public LossSupport withDTypes(DType... supported) {
        return new LossSupport(loss, Optional.of(new LinkedHashSet<>(List.of(supported))), parameters, gradients);
    }

    /** Returns a copy with only these constructor's arguments. */
    public LossSupport withParameters(String... supported) {
        return new LossSupport(loss, dtypes, Optional.of(new LinkedHashSet<>(List.of(supported))), gradients);
    }

    /** Returns a copy with only the gradients of these arguments. */
    public LossSupport withGradients(String... supported) {
        return new LossSupport(loss, dtypes, parameters, Optional.of(new LinkedHashSet<>(List.of(supported))));
    }

    /** Returns in words what a call to this loss needs and the port does not support; empty if it supports the call. */
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
