package io.lossparity.ports.lossparity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EveryMethodPortTest {
    private static final LossCall CALL = Trial.call("MSELoss", Map.of(), Trial.PAIR, Set.of("input"), null);

    /** Our own port with other answers. */
    private record Changed(UnaryOperator<Computed> change) implements LossPort {
        @Override
        public String name() {
            return "changed";
        }

        @Override
        public LossOutcome evaluate(LossCall call) {
            return Trial.PORT.evaluate(call) instanceof Computed computed
                    ? change.apply(computed)
                    : Trial.PORT.evaluate(call);
        }
    }

    private static void assertThrown(String message, UnaryOperator<Computed> change) {
        EveryMethodPort port = new EveryMethodPort(new Changed(change), 0);
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, () -> port.evaluate(CALL))
                        .getMessage());
    }

    @Test
    void sameBitsAreAnAnswer() throws Exception {
        assertEquals(Trial.PORT.evaluate(CALL), new EveryMethodPort().evaluate(CALL));
    }

    @Test
    void anotherValueIsAnError() {
        assertThrown(
                "MSELoss: the value in a given array differs: element 0 is 4.3333335, but 4.0 from forward and backward",
                computed -> new Computed(Trial.scalar(4), computed.grads()));
    }

    @Test
    void anotherGradientIsAnError() {
        assertThrown(
                "MSELoss: the gradient of input in a given array differs: element 1 is 1.3333334, but -0.0 from forward and backward",
                computed -> {
                    float[] gradient = computed.grads().get("input").floats();
                    gradient[1] = -0f;
                    return new Computed(
                            computed.output(), Map.of("input", TensorValue.ofFloats(new int[] {3}, gradient)));
                });
    }

    @Test
    void aValueWithinTheGivenUnitsIsAnAnswer() throws Exception {
        Changed changed = new Changed(computed ->
                new Computed(Trial.scalar(Math.nextUp(computed.output().floats()[0])), computed.grads()));
        assertEquals(changed.evaluate(CALL), new EveryMethodPort(changed, 1).evaluate(CALL));
        assertThrows(IllegalStateException.class, () -> new EveryMethodPort(changed, 0).evaluate(CALL));
    }
}
