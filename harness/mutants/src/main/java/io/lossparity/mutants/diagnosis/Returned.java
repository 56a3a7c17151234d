package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mistakes about what is handed back, whatever was computed: a gradient that is missing or another argument's, a loss
 * that is reduced otherwise than was asked for.
 */
final class Returned {
    /** What the reductions give, in words. */
    private static final Map<String, String> RESULTS =
            Map.of("none", "the unreduced loss", "mean", "the mean", "sum", "the sum");

    private static final List<String> REDUCTIONS = List.of("none", "mean", "sum");

    private final String loss;
    private final List<Mutant> mistakes = new ArrayList<>();

    private Returned(String loss) {
        this.loss = loss;
    }

    /** Returns the mistakes that may have been made in answering such calls. */
    static List<Mutant> of(String loss, Collection<LossCall> calls) {
        Set<String> arguments = new LinkedHashSet<>();
        calls.forEach(call -> call.inputs().keySet().stream()
                .filter(call.requiresGrad()::contains)
                .forEach(arguments::add));
        Returned made = new Returned(loss);
        made.addMissing(arguments);
        made.addOfAnother(List.copyOf(arguments));
        made.addReductions();
        return List.copyOf(made.mistakes);
    }

    private void add(String slug, String words, Behaviour behaviour) {
        mistakes.add(new Mutant(loss + "/" + slug, loss, words, behaviour));
    }

    private void addMissing(Set<String> arguments) {
        add("gradients-missing", "there is no gradient", without(arguments));
        if (arguments.size() > 1) {
            for (String name : arguments) {
                add(name + "-gradient-missing", "there is no gradient of " + name, without(Set.of(name)));
            }
        }
    }

    private static Behaviour without(Set<String> names) {
        return (call, reference) -> {
            if (!(reference.right(call) instanceof Computed right)
                    || right.grads().keySet().stream().noneMatch(names::contains)) {
                return reference.right(call);
            }
            Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
            grads.keySet().removeAll(names);
            return new Computed(right.output(), grads);
        };
    }

    private void addOfAnother(List<String> arguments) {
        for (String one : arguments) {
            for (String other : arguments) {
                if (!one.equals(other)) {
                    add(
                            one + "-gradient-of-" + other,
                            "the gradient of " + one + " is that of " + other,
                            (call, reference) -> ofAnother(call, reference, Set.of(one), other));
                }
            }
        }
        if (arguments.size() > 2) {
            for (String other : arguments) {
                Set<String> others = new LinkedHashSet<>(arguments);
                others.remove(other);
                add(
                        "gradients-of-" + other,
                        "the gradients of " + String.join(" and ", others) + " are that of " + other,
                        (call, reference) -> ofAnother(call, reference, others, other));
            }
        }
    }

    private static LossOutcome ofAnother(LossCall call, Reference reference, Set<String> names, String other) {
        if (!(reference.right(call) instanceof Computed right)
                || right.grads().keySet().stream().noneMatch(names::contains)) {
            return reference.right(call);
        }
        Optional<TensorValue> wanted = Optional.ofNullable(right.grads().get(other))
                .or(() -> reference.ask(asking(call, other)) instanceof Computed asked
                        ? Optional.ofNullable(asked.grads().get(other))
                        : Optional.empty());
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        wanted.ifPresent(taken -> grads.replaceAll(
                (name, grad) -> names.contains(name) && Arrays.equals(grad.shape(), taken.shape()) ? taken : grad));
        return new Computed(right.output(), grads);
    }

    private static LossCall asking(LossCall call, String argument) {
        return new LossCall(
                call.loss(), call.dtype(), call.params(), call.inputs(), Set.of(argument), call.gradOutput());
    }

    private void addReductions() {
        for (String asked : REDUCTIONS) {
            for (String given : REDUCTIONS) {
                if (!asked.equals(given)) {
                    add(
                            asked + "-returns-" + given,
                            "returns " + RESULTS.get(given) + " where " + RESULTS.get(asked) + " is asked for",
                            (call, reference) -> Reductions.of(call).equals(asked)
                                    ? reduced(call, reference, given)
                                    : reference.right(call));
                }
            }
        }
        for (String given : REDUCTIONS) {
            add(
                    "always-" + given,
                    "the reduction is ignored: returns " + RESULTS.get(given) + " whatever is asked for",
                    (call, reference) -> Reductions.of(call).equals(given)
                            ? reference.right(call)
                            : reduced(call, reference, given));
        }
    }

    /** Its gradient is that of its elements' sum, times the first element of the incoming one. */
    private static LossOutcome reduced(LossCall call, Reference reference, String given) {
        LossCall asked = Calls.withReduction(call, given);
        LossOutcome output = reference.ask(Calls.withoutGradients(asked));
        if (!(reference.right(call) instanceof Computed) || !(output instanceof Computed computed)) {
            return reference.right(call);
        }
        if (call.requiresGrad().isEmpty()) {
            return computed;
        }
        Optional<TensorValue> incoming = call.gradOutput().map(own -> filled(computed.output(), own));
        LossOutcome whole = reference.ask(
                Calls.withGradOutput(asked, incoming.orElseGet(() -> Outcomes.map(computed.output(), v -> 1))));
        return whole instanceof Computed ? whole : reference.right(call);
    }

    private static TensorValue filled(TensorValue like, TensorValue incoming) {
        double first = incoming.size() == 0 ? 1 : Question.values(incoming)[0];
        return Outcomes.map(like, v -> first);
    }
}
