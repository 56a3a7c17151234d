package io.lossparity.kit.run;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Copies an answer, so that the port cannot change it later. */
final class OwnResult {
    private static final String OUTPUT = "output";

    private OwnResult() {}

    /** Returns the answer with copied arrays and completed notes; null stays null. */
    static LossOutcome of(LossOutcome answer, AnswerNotes notes) {
        if (answer instanceof LossOutcome.Computed computed) {
            return new LossOutcome.Computed(
                    copy(computed.output()), copies(computed.grads()), notes.after(computed.notes()));
        }
        if (answer instanceof LossOutcome.Rejected rejected) {
            return new LossOutcome.Rejected(
                    rejected.stage(), rejected.message(), rejected.output().map(OwnResult::copy));
        }
        return answer;
    }

    /** Returns the first result that shares its array with an argument. */
    static Optional<Outcome.AliasedInput> firstAlias(LossOutcome answer, LossCall given) {
        for (Map.Entry<String, TensorValue> result : tensors(answer).entrySet()) {
            Optional<String> argument = owner(result.getValue(), given);
            if (argument.isPresent()) {
                return Optional.of(new Outcome.AliasedInput(result.getKey(), argument.get()));
            }
        }
        return Optional.empty();
    }

    /** Returns the results of an answer by name: {@code output}, or {@code grad.} and the argument. */
    static Map<String, TensorValue> tensors(LossOutcome answer) {
        Map<String, TensorValue> tensors = new LinkedHashMap<>();
        if (answer instanceof LossOutcome.Computed computed) {
            tensors.put(OUTPUT, computed.output());
            if (computed.grads() != null) {
                computed.grads().forEach((name, grad) -> tensors.put("grad." + name, grad));
            }
        } else if (answer instanceof LossOutcome.Rejected rejected) {
            rejected.output().ifPresent(output -> tensors.put(OUTPUT, output));
        }
        return tensors;
    }

    private static Optional<String> owner(TensorValue result, LossCall given) {
        if (result == null || result.size() == 0) {
            return Optional.empty();
        }
        Object array = array(result);
        return named(array, given.inputs())
                .or(() -> named(array, given.params()))
                .or(() -> given.gradOutput()
                        .filter(incoming -> array(incoming) == array)
                        .map(incoming -> "gradOutput"));
    }

    private static Optional<String> named(Object array, Map<String, Object> arguments) {
        return arguments.entrySet().stream()
                .filter(entry -> entry.getValue() == array
                        || (entry.getValue() instanceof TensorValue tensor && array(tensor) == array))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Object array(TensorValue tensor) {
        return switch (tensor.dtype()) {
            case FLOAT32, FLOAT16 -> tensor.floats();
            case FLOAT64 -> tensor.doubles();
            case INT64, INT32, UINT8, BOOL -> tensor.longs();
        };
    }

    private static Map<String, TensorValue> copies(Map<String, TensorValue> grads) {
        if (grads == null) {
            return null;
        }
        Map<String, TensorValue> copies = new LinkedHashMap<>(grads);
        copies.replaceAll((name, grad) -> copy(grad));
        return copies;
    }

    private static TensorValue copy(TensorValue tensor) {
        return tensor == null ? null : tensor.copy();
    }
}
