package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A port's answer with words that are safe to show. */
public final class SafeAnswer {
    private SafeAnswer() {}

    /**
     * Returns the answer; null stays null.
     *
     * @throws OutcomeException if the gradients are not a map from names to tensors, or the notes are not texts, which
     *     the compiler does not prevent
     */
    public static LossOutcome of(LossOutcome answer) {
        if (answer instanceof LossOutcome.Computed computed) {
            return new LossOutcome.Computed(computed.output(), grads(computed.grads()), notes(computed.notes()));
        }
        if (answer instanceof LossOutcome.Rejected rejected) {
            String message = ForeignText.line(rejected.message(), ForeignText.MESSAGE);
            return new LossOutcome.Rejected(rejected.stage(), message, rejected.output());
        }
        return answer instanceof LossOutcome.Unsupported unsupported
                ? new LossOutcome.Unsupported(ForeignText.line(unsupported.reason(), ForeignText.SENTENCE))
                : answer;
    }

    /** Returns the outcome of a call, with words that are safe to show. */
    public static Outcome of(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return new Outcome.Answered(of(answered.outcome()));
        }
        if (outcome instanceof Outcome.Threw threw) {
            return threw.thrown() instanceof IllegalArgumentException rejection
                    ? new Outcome.Threw(SafeThrowable.rejection(rejection.toString()))
                    : new Outcome.Threw(SafeThrowable.of(threw.thrown()));
        }
        if (outcome instanceof Outcome.MutatedInput mutated) {
            return new Outcome.MutatedInput(ForeignText.line(mutated.argument(), ForeignText.NAME));
        }
        if (outcome instanceof Outcome.AliasedInput aliased) {
            return new Outcome.AliasedInput(
                    ForeignText.line(aliased.result(), ForeignText.NAME),
                    ForeignText.line(aliased.argument(), ForeignText.NAME));
        }
        return outcome instanceof Outcome.Broken broken
                ? new Outcome.Broken(ForeignText.line(broken.problem(), ForeignText.MESSAGE))
                : outcome;
    }

    private static Map<String, TensorValue> grads(Map<?, ?> given) {
        if (given == null) {
            return null;
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            if (!(entry.getKey() instanceof String name)
                    || (entry.getValue() != null && !(entry.getValue() instanceof TensorValue))) {
                throw broken("the port's gradients are not a map from names to tensors");
            }
            grads.put(ForeignText.line(name, ForeignText.NAME), (TensorValue) entry.getValue());
        }
        return grads;
    }

    private static List<String> notes(List<?> given) {
        List<String> notes = new ArrayList<>();
        for (Object note : given) {
            if (note != null && !(note instanceof String)) {
                throw broken("the port's notes are not texts");
            }
            if (note instanceof String text && !text.isBlank()) {
                notes.add(text.strip());
            }
        }
        return ForeignText.lines(notes, "note");
    }

    private static OutcomeException broken(String problem) {
        return new OutcomeException(new Outcome.Broken(problem));
    }
}
