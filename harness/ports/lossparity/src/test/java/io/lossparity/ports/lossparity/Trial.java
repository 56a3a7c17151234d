package io.lossparity.ports.lossparity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls of few elements, and what is said of the answers. */
final class Trial {
    private Trial() {}

    static final TensorValue INPUT = floats(1, 2, 4);
    static final TensorValue TARGET = floats(1, 0, 1);
    static final Map<String, Object> PAIR = Map.of("input", INPUT, "target", TARGET);
    static LossParityPort PORT = new LossParityPort();

    static Computed computed(LossCall call) {
        return assertInstanceOf(Computed.class, PORT.evaluate(call));
    }

    static void assertRejected(Stage stage, String message, LossCall call) {
        assertEquals(new Rejected(stage, message), PORT.evaluate(call));
    }

    static void assertThrown(String message, LossCall call) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> PORT.evaluate(call))
                        .getMessage());
    }

    static LossCall params(String loss, String name, Object value) {
        return call(loss, Map.of(name, value), PAIR, Set.of(), null);
    }

    static LossCall call(
            String loss,
            Map<String, Object> params,
            Map<String, Object> inputs,
            Set<String> requiresGrad,
            TensorValue gradOutput) {
        return new LossCall(loss, DType.FLOAT32, params, inputs, requiresGrad, Optional.ofNullable(gradOutput));
    }

    static TensorValue floats(float... data) {
        return TensorValue.ofFloats(new int[] {data.length}, data);
    }

    static TensorValue scalar(float value) {
        return TensorValue.ofFloats(new int[0], value);
    }
}
