package io.lossparity.ports.lossparity;

import io.lossparity.losses.Loss;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How one loss is constructed and called. Each function lets the loss's own {@link IllegalArgumentException} pass.
 *
 * @param <L> the loss
 * @param leftNone the arguments of which PyTorch accepts that they require a gradient, but leaves it None
 * @param construct makes the loss; it reads every parameter that the loss knows, the caller rejects the others
 * @param forward gives the loss's output
 * @param backward gives the gradients by argument: those that are required, and possibly more
 */
record Adapter<L extends Loss>(
        Set<String> leftNone,
        Function<Parameters, L> construct,
        BiFunction<L, Inputs, FloatTensor> forward,
        Backward<L> backward) {

    /** Gives the gradients of a loss. */
    interface Backward<L> {
        Map<String, FloatTensor> of(L loss, Inputs inputs, GradOutput gradOutput);
    }

    /** Calls a method of a loss on an input and a target. */
    interface Pair<L, T, R> {
        R of(L loss, FloatTensor input, T target);
    }

    /** Calls a method of a loss on an incoming gradient, an input and a target. */
    interface PairBackward<L, T, R> {
        R of(L loss, FloatTensor gradOutput, FloatTensor input, T target);
    }

    /** Returns an adapter of a loss that takes an input and a target of its dtype, and has the input's gradient. */
    static <L extends Loss> Adapter<L> pair(
            Function<Parameters, L> construct,
            Pair<L, FloatTensor, FloatTensor> forward,
            Pair<L, FloatTensor, FloatTensor> implicit,
            PairBackward<L, FloatTensor, FloatTensor> backward) {
        return pair(Inputs::floats, construct, forward, implicit, backward);
    }

    /** Returns an adapter of a loss that takes an input and classes, and has the input's gradient. */
    static <L extends Loss> Adapter<L> classes(
            Function<Parameters, L> construct,
            Pair<L, Int64Tensor, FloatTensor> forward,
            Pair<L, Int64Tensor, FloatTensor> implicit,
            PairBackward<L, Int64Tensor, FloatTensor> backward) {
        return pair(Inputs::int64, construct, forward, implicit, backward);
    }

    private static <L extends Loss, T> Adapter<L> pair(
            BiFunction<Inputs, String, T> target,
            Function<Parameters, L> construct,
            Pair<L, T, FloatTensor> forward,
            Pair<L, T, FloatTensor> implicit,
            PairBackward<L, T, FloatTensor> backward) {
        return new Adapter<>(
                Set.of(),
                construct,
                (loss, in) -> forward.of(loss, in.floats("input"), target.apply(in, "target")),
                (loss, in, gradOutput) -> {
                    FloatTensor x = in.floats("input");
                    T y = target.apply(in, "target");
                    return Map.of(
                            "input", gradOutput.into(g -> backward.of(loss, g, x, y), () -> implicit.of(loss, x, y)));
                });
    }

    /** Returns the same adapter where the target, too, may require a gradient: then other methods give them all. */
    <A> Adapter<L> orAll(
            Pair<L, FloatTensor, A> implicit,
            PairBackward<L, FloatTensor, A> backwardAll,
            Function<A, Map<String, FloatTensor>> byName) {
        return new Adapter<>(leftNone, construct, forward, (loss, in, gradOutput) -> {
            if (!in.requiresGrad("target") && !in.requiresGrad("weight")) {
                return backward.of(loss, in, gradOutput);
            }
            FloatTensor x = in.floats("input");
            FloatTensor y = in.floats("target");
            return byName.apply(gradOutput.into(g -> backwardAll.of(loss, g, x, y), () -> implicit.of(loss, x, y)));
        });
    }

    /** Returns the same adapter with a check of the output's arguments where the target requires a gradient. */
    Adapter<L> checked(BiConsumer<FloatTensor, FloatTensor> check) {
        return new Adapter<>(
                leftNone,
                construct,
                (loss, in) -> {
                    FloatTensor output = forward.apply(loss, in);
                    if (in.requiresGrad("target")) {
                        check.accept(in.floats("input"), in.floats("target"));
                    }
                    return output;
                },
                backward);
    }
}
