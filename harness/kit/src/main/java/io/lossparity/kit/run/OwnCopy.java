package io.lossparity.kit.run;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A call with separate arrays for the port, and the original, to compare the arrays afterwards. */
record OwnCopy(LossCall original, LossCall given) {

    /** Copies every array of the call. */
    static OwnCopy of(LossCall call) {
        LossCall given = new LossCall(
                call.loss(),
                call.dtype(),
                copies(call.params()),
                copies(call.inputs()),
                call.requiresGrad(),
                call.gradOutput().map(TensorValue::copy));
        return new OwnCopy(call, given);
    }

    /** Returns the first argument whose elements the port has changed, by name. */
    Optional<String> firstChange() {
        return firstChange(original.inputs(), given.inputs())
                .or(() -> firstChange(original.params(), given.params()))
                .or(() -> original.gradOutput().equals(given.gradOutput())
                        ? Optional.empty()
                        : Optional.of("gradOutput"));
    }

    private static Map<String, Object> copies(Map<String, Object> arguments) {
        Map<String, Object> copies = new LinkedHashMap<>(arguments);
        copies.replaceAll((name, value) -> {
            if (value instanceof TensorValue tensor) {
                return tensor.copy();
            }
            return value instanceof long[] integers ? integers.clone() : value;
        });
        return copies;
    }

    private static Optional<String> firstChange(Map<String, Object> originals, Map<String, Object> copies) {
        for (Map.Entry<String, Object> entry : originals.entrySet()) {
            if (!same(entry.getValue(), copies.get(entry.getKey()))) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    private static boolean same(Object original, Object copy) {
        if (original instanceof TensorValue tensor) {
            return tensor.equals(copy);
        }
        return !(original instanceof long[] integers) || Arrays.equals(integers, (long[]) copy);
    }
}
