package io.lossparity.suite.smoke;

import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.ThrowableText;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at an answer to a valid call without looking at its numbers. */
final class FormProbe {
    private FormProbe() {}

    /**
     * A defect, without the case that shows it.
     *
     * @param defect what kind of defect
     * @param message what is wrong, in words
     */
    record Symptom(Defect defect, String message) {
        static Optional<Symptom> of(Defect defect, String message) {
            return Optional.of(new Symptom(defect, message));
        }
    }

    /** Returns what is wrong if a valid call has no answer. */
    static Optional<Symptom> answered(Outcome outcome) {
        if (outcome instanceof Outcome.MutatedInput mutated) {
            return Symptom.of(Defect.MUTATES, "your adapter writes into its argument '" + mutated.argument() + "'");
        }
        if (outcome instanceof Outcome.AliasedInput aliased) {
            return Symptom.of(
                    Defect.ALIASES,
                    "your adapter returns the array of its argument '" + aliased.argument() + "' as its "
                            + result(aliased.result()));
        }
        if (outcome instanceof Outcome.OverwroteResult overwrote) {
            return Symptom.of(
                    Defect.OVERWRITES,
                    "your adapter overwrites its results: a call changes the " + result(overwrote.result())
                            + " that an earlier one returned");
        }
        if (outcome instanceof Outcome.Threw threw) {
            boolean rejection = threw.thrown() instanceof IllegalArgumentException;
            return Symptom.of(
                    rejection ? Defect.REJECTS : Defect.BREAKS,
                    "your adapter throws for a valid call: " + ThrowableText.summary(threw.thrown()));
        }
        if (outcome instanceof Outcome.TimedOut timedOut) {
            return Symptom.of(
                    Defect.BREAKS,
                    "your adapter does not return from a valid call within "
                            + timedOut.limit().toMillis() / 1000.0 + " s");
        }
        if (outcome instanceof Outcome.Broken broken) {
            return Symptom.of(Defect.BREAKS, "your adapter fails at a valid call: " + broken.problem());
        }
        LossOutcome answer = ((Outcome.Answered) outcome).outcome();
        if (answer == null) {
            return Symptom.of(Defect.NULL_RESULT, "your adapter returns null instead of an answer");
        }
        return answer instanceof LossOutcome.Rejected rejected
                ? Symptom.of(Defect.REJECTS, "your adapter rejects a valid call: " + rejected.message())
                : Optional.empty();
    }

    /** Returns what is wrong with the types, shapes and names of the results. */
    static Optional<Symptom> formed(LossCall call, ExpectedValues expected, Computed computed) {
        return tensor("output", expected.output(), computed.output())
                .or(() -> gradients(call, expected, computed.grads()));
    }

    private static Optional<Symptom> gradients(LossCall call, ExpectedValues expected, Map<String, TensorValue> grads) {
        if (grads == null) {
            return Symptom.of(Defect.NULL_RESULT, "your adapter returns null instead of the map of gradients");
        }
        Optional<Symptom> names = names(call.requiresGrad(), grads.keySet());
        if (names.isPresent()) {
            return names;
        }
        for (Map.Entry<String, Optional<TensorValue>> grad : expected.grads().entrySet()) {
            if (grad.getValue().isPresent()) {
                Optional<Symptom> symptom =
                        tensor("gradient of " + grad.getKey(), grad.getValue().get(), grads.get(grad.getKey()));
                if (symptom.isPresent()) {
                    return symptom;
                }
            }
        }
        return Optional.empty();
    }

    /** Returns what is wrong with the names of the gradients. */
    static Optional<Symptom> names(Set<String> asked, Set<String> given) {
        Set<String> missing = new LinkedHashSet<>(asked);
        missing.removeAll(given);
        Set<String> more = new LinkedHashSet<>(given);
        more.removeAll(asked);
        if (!missing.isEmpty()) {
            String instead = more.isEmpty() ? "" : "; there is one of " + String.join(", ", more) + " instead";
            return Symptom.of(
                    Defect.MISSING_GRADIENT,
                    "your adapter returns no gradient of " + String.join(", ", missing) + ", which the call requires"
                            + instead);
        }
        return more.isEmpty()
                ? Optional.empty()
                : Symptom.of(
                        Defect.UNASKED_GRADIENT,
                        "your adapter returns a gradient of " + String.join(", ", more)
                                + ", which the call does not require");
    }

    private static Optional<Symptom> tensor(String name, TensorValue expected, TensorValue actual) {
        if (actual == null) {
            return Symptom.of(Defect.NULL_RESULT, "your adapter returns null as the " + name);
        }
        if (actual.dtype() != expected.dtype()) {
            return Symptom.of(
                    Defect.DTYPE,
                    "the " + name + " is " + actual.dtype().torchName() + " for a call of "
                            + expected.dtype().torchName());
        }
        int[] wanted = expected.shape();
        int[] given = actual.shape();
        if (Arrays.equals(wanted, given)) {
            return Optional.empty();
        }
        String shapes = " has shape " + Arrays.toString(given) + ", but must have " + Arrays.toString(wanted);
        return Symptom.of(Defect.SHAPE, "the " + name + shapes + reading(wanted, given));
    }

    private static String reading(int[] wanted, int[] given) {
        if (wanted.length == 0 && given.length == 1 && given[0] == 1) {
            return ": a scalar is 0-d";
        }
        if (wanted.length == 0 || given.length == 0) {
            return ": the reduction is ignored, or another one applied";
        }
        int[] reversed = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            reversed[i] = given[given.length - 1 - i];
        }
        return Arrays.equals(reversed, wanted) ? ": it is transposed" : "";
    }

    private static String result(String name) {
        return name.startsWith("grad.") ? "gradient of " + name.substring("grad.".length()) : name;
    }
}
