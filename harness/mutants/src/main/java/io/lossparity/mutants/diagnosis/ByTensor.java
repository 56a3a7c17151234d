package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tensors of two answers are alike, and how much.
 *
 * @param tensors for each tensor that either has, how alike they are; empty if they differ by more than rounding
 *     explains. What is not a tensor, as a rejection is, stands under {@link #ANSWER}.
 */
record ByTensor(Map<String, Optional<Similarity>> tensors) {
    /** The name of an answer that is not compared tensor by tensor. */
    static final String ANSWER = "answer";

    /** Compares two answers to a call. */
    static ByTensor of(LossCall call, LossOutcome one, LossOutcome other) {
        if (one instanceof Computed computed
                && other instanceof Computed otherComputed
                && computed.grads() != null
                && otherComputed.grads() != null) {
            return of(call, computed, otherComputed);
        }
        Optional<TensorValue> output = outputOfBackward(one);
        Optional<TensorValue> otherOutput = outputOfBackward(other);
        if (output.isPresent() && otherOutput.isPresent()) {
            String name = TensorComparison.OUTPUT;
            return new ByTensor(Map.of(name, compare(call, name, output.get(), otherOutput.get())));
        }
        boolean alike = one instanceof Rejected rejected
                && other instanceof Rejected otherRejected
                && isBackward(rejected) == isBackward(otherRejected);
        return new ByTensor(Map.of(ANSWER, alike ? Optional.of(Similarity.SAME) : Optional.empty()));
    }

    /**
     * Compares a mistake's answer with a port's. What the mistake explains next to all of is alike, too: a port that makes
     * it may also round otherwise or add an eps.
     *
     * @param right the right answer
     */
    static ByTensor explained(LossCall call, LossOutcome mistaken, LossOutcome given, LossOutcome right) {
        ByTensor strict = of(call, mistaken, given);
        if (!(mistaken instanceof Computed) || !(given instanceof Computed) || !(right instanceof Computed)) {
            return strict;
        }
        Map<String, Optional<Similarity>> tensors = new LinkedHashMap<>(strict.tensors());
        tensors.replaceAll((name, alike) -> alike.isPresent()
                ? alike
                : Similarity.explained(
                        ElementView.tensor(mistaken, name),
                        ElementView.tensor(given, name),
                        ElementView.tensor(right, name)));
        return new ByTensor(tensors);
    }

    /** What is refused in its backward pass alone has an output, which may be wrong. */
    private static Optional<TensorValue> outputOfBackward(LossOutcome outcome) {
        return outcome instanceof Rejected rejected && isBackward(rejected) ? rejected.output() : Optional.empty();
    }

    static boolean isBackward(Rejected rejected) {
        return rejected.stage() == LossOutcome.Stage.BACKWARD;
    }

    private static ByTensor of(LossCall call, Computed one, Computed other) {
        Map<String, Optional<Similarity>> tensors = new LinkedHashMap<>();
        tensors.put(TensorComparison.OUTPUT, compare(call, TensorComparison.OUTPUT, one.output(), other.output()));
        Set<String> arguments = new LinkedHashSet<>(one.grads().keySet());
        arguments.addAll(other.grads().keySet());
        for (String argument : arguments) {
            String name = TensorComparison.gradientOf(argument);
            tensors.put(
                    name,
                    compare(call, name, one.grads().get(argument), other.grads().get(argument)));
        }
        return new ByTensor(tensors);
    }

    private static Optional<Similarity> compare(LossCall call, String name, TensorValue one, TensorValue other) {
        return one == null || other == null ? Optional.empty() : Similarity.compare(call, name, one, other);
    }

    /** Returns whether both have a tensor of that name and it is alike. */
    boolean alike(String name) {
        return tensors.getOrDefault(name, Optional.empty()).isPresent();
    }

    /** Returns the names of the tensors that are not alike. */
    Set<String> different() {
        Set<String> different = new LinkedHashSet<>();
        tensors.forEach((name, similarity) -> {
            if (similarity.isEmpty()) {
                different.add(name);
            }
        });
        return different;
    }

    /** Returns how alike the whole answers are; empty if a tensor is not. */
    Optional<Similarity> whole() {
        return of(tensors.keySet());
    }

    /** Returns how alike some tensors are; empty if one of them is not. */
    Optional<Similarity> of(Set<String> names) {
        Similarity worst = Similarity.SAME;
        for (String name : names) {
            Optional<Similarity> similarity = tensors.getOrDefault(name, Optional.empty());
            if (similarity.isEmpty()) {
                return Optional.empty();
            }
            worst = worst.worst(similarity.get());
        }
        return Optional.of(worst);
    }
}
