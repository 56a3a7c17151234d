package io.lossparity.ports.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final TensorValue OUTPUT = TensorValue.ofFloats(new int[0], 2);
    private static final TensorValue GRADIENT = TensorValue.ofFloats(new int[0], 3);

    @Test
    void computesGradientsWhereTheyAreAskedFor() throws Exception {
        assertEquals(new Computed(OUTPUT, Map.of("input", GRADIENT)), run(new Call(null, null), true));
        assertEquals(new Computed(OUTPUT, Map.of()), run(new Call(null, null), false));
    }

    @Test
    void rejectsAtTheStageThatThrows() throws Exception {
        RuntimeException thrown = new IllegalArgumentException("no\nstack of the library's own");
        assertEquals(new Rejected(Stage.CONSTRUCT, "no"), run(new Call(Stage.CONSTRUCT, thrown), true));
        assertEquals(new Rejected(Stage.FORWARD, "no"), run(new Call(Stage.FORWARD, thrown), true));
        assertEquals(
                new Rejected(Stage.BACKWARD, "no", Optional.of(OUTPUT)), run(new Call(Stage.BACKWARD, thrown), true));
    }

    @Test
    void anAbsentFeatureIsUnsupportedAtAnyStage() throws Exception {
        AbsentException thrown = new AbsentException("there is none");
        for (Stage stage : Stage.values()) {
            assertEquals(new Unsupported("there is none"), run(new Call(stage, thrown), true));
        }
    }

    @Test
    void letsDefectsPass() {
        NullPointerException thrown = new NullPointerException("defect");
        assertThrows(NullPointerException.class, () -> run(new Call(Stage.FORWARD, thrown), true));
    }

    private static LossOutcome run(StagedCall call, boolean backward) throws Exception {
        return Stages.run(
                call, backward, thrown -> Optional.of(thrown).filter(e -> e instanceof IllegalArgumentException));
    }

    private record Call(Stage stage, RuntimeException thrown) implements StagedCall {
        private void reach(Stage reached) {
            if (reached == stage) {
                throw thrown;
            }
        }

        @Override
        public void construct() {
            reach(Stage.CONSTRUCT);
        }

        @Override
        public TensorValue forward() {
            reach(Stage.FORWARD);
            return OUTPUT;
        }

        @Override
        public Map<String, TensorValue> backward() {
            reach(Stage.BACKWARD);
            return Map.of("input", GRADIENT);
        }
    }
}
