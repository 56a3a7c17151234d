package io.lossparity.ports.lossparity;

import static io.lossparity.ports.lossparity.Trial.INPUT;
import static io.lossparity.ports.lossparity.Trial.PAIR;
import static io.lossparity.ports.lossparity.Trial.PORT;
import static io.lossparity.ports.lossparity.Trial.TARGET;
import static io.lossparity.ports.lossparity.Trial.assertRejected;
import static io.lossparity.ports.lossparity.Trial.assertThrown;
import static io.lossparity.ports.lossparity.Trial.call;
import static io.lossparity.ports.lossparity.Trial.computed;
import static io.lossparity.ports.lossparity.Trial.floats;
import static io.lossparity.ports.lossparity.Trial.params;
import static io.lossparity.ports.lossparity.Trial.scalar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RefusedCallsTest {
    @Test
    void rejectsWhatCannotBeConstructed() {
        assertRejected(Stage.CONSTRUCT, "MSELoss: foo is not a reduction", params("MSELoss", "reduction", "foo"));
        assertRejected(
                Stage.CONSTRUCT,
                "MSELoss: reduction must be one of none, mean, sum, but was batchmean",
                params("MSELoss", "reduction", "batchmean"));
        assertRejected(
                Stage.CONSTRUCT, "MSELoss: reduction must be a string, but was 1", params("MSELoss", "reduction", 1L));
        assertRejected(
                Stage.CONSTRUCT,
                "MSELoss: there is no parameter margin (parameters: reduce, reduction, sizeAverage)",
                params("MSELoss", "margin", 1.0));
        assertRejected(
                Stage.CONSTRUCT,
                "NLLLoss: ignoreIndex must be an integer, but was 1.5",
                params("NLLLoss", "ignoreIndex", 1.5));
        assertRejected(
                Stage.CONSTRUCT, "NLLLoss: weight must be a tensor, but was 1.5", params("NLLLoss", "weight", 1.5));
    }

    @Test
    void rejectsMissingAndUnknownInputs() {
        assertRejected(
                Stage.FORWARD,
                "MSELoss: target must be given (arguments: input, target)",
                call("MSELoss", Map.of(), Map.of("input", INPUT), Set.of("input"), null));
        Map<String, Object> three = Map.of("input", INPUT, "target", TARGET, "weight", TARGET);
        assertRejected(
                Stage.FORWARD,
                "MSELoss: there is no argument weight (arguments: input, target)",
                call("MSELoss", Map.of(), three, Set.of("input"), null));
    }

    @Test
    void rejectsAGradientThatThereIsNot() {
        Map<String, Object> inputs = Map.of(
                "input", TensorValue.ofFloats(new int[] {1, 3}, -1, -2, -3),
                "target", TensorValue.ofLongs(new int[] {1}, 2));
        assertRejected(
                Stage.FORWARD,
                "NLLLoss: weight has no gradient",
                call("NLLLoss", Map.of("weight", TARGET), inputs, Set.of("weight"), null));
    }

    @Test
    void leavesAGradientAbsentOnlyBesideAnother() {
        Set<String> both = new TreeSet<>(Set.of("input", "target"));
        LossCall call = call("HingeEmbeddingLoss", Map.of("reduction", "sum"), PAIR, both, scalar(2));
        assertEquals(Set.of("input"), computed(call).grads().keySet());
        Rejected rejected = assertInstanceOf(
                Rejected.class, PORT.evaluate(call("HingeEmbeddingLoss", Map.of(), PAIR, Set.of("target"), scalar(2))));
        assertEquals(Stage.BACKWARD, rejected.stage());
        assertEquals("HingeEmbeddingLoss: target has no gradient, and nothing else requires one", rejected.message());
    }

    @Test
    void rejectsShapesInForward() {
        assertRejected(
                Stage.FORWARD,
                "MSELoss: target must broadcast with input [3], but was [2]",
                call("MSELoss", Map.of(), Map.of("input", INPUT, "target", floats(1, 2)), Set.of("input"), null));
    }

    @Test
    void rejectsInBackwardWithTheOutput() {
        Rejected rejected = assertInstanceOf(
                Rejected.class,
                PORT.evaluate(call("L1Loss", Map.of("reduction", "none"), PAIR, Set.of("input"), null)));
        assertEquals(Stage.BACKWARD, rejected.stage());
        assertEquals(Optional.of(floats(0, 2, 3)), rejected.output());
        assertEquals(
                "L1Loss: gradOutput must be given unless the output has one element, but the output's shape is [3]",
                rejected.message());
    }

    @Test
    void throwsOnOtherDtypesWithoutClaimingAStage() {
        TensorValue whole = TensorValue.ofLongs(new int[] {3}, 1, 2, 3);
        assertThrown(
                "MSELoss: target must be float32 or float64, but was int64",
                call("MSELoss", Map.of(), Map.of("input", INPUT, "target", whole), Set.of("input"), null));
        TensorValue other = TensorValue.ofDoubles(new int[] {3}, 1, 2, 3);
        assertThrown(
                "MSELoss: target must be float32 as input is, but was float64 (input shape [3], target shape [3])",
                call("MSELoss", Map.of(), Map.of("input", INPUT, "target", other), Set.of("input"), null));
        Map<String, Object> inputs = Map.of(
                "input", TensorValue.ofFloats(new int[] {1, 3}, -1, -2, -3),
                "target", TensorValue.ofIntegers(DType.INT32, new int[] {1}, 2));
        assertThrown(
                "NLLLoss: target must be int64, but was int32",
                call("NLLLoss", Map.of(), inputs, Set.of("input"), null));
    }

    @Test
    void doesNotSupportOtherLosses() {
        LossOutcome outcome = PORT.evaluate(call("HuberLoss", Map.of(), PAIR, Set.of(), null));
        assertEquals(new Unsupported("there is no loss HuberLoss"), outcome);
    }
}
