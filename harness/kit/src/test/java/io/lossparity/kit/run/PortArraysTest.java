package io.lossparity.kit.run;

import static io.lossparity.kit.run.TrialPorts.CALL;
import static io.lossparity.kit.run.TrialPorts.PLENTY;
import static io.lossparity.kit.run.TrialPorts.answerTo;
import static io.lossparity.kit.run.TrialPorts.answered;
import static io.lossparity.kit.run.TrialPorts.port;
import static io.lossparity.kit.run.TrialPorts.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortArraysTest {
    @Test
    void answerIsCopied() {
        float[] reused = {1f};
        LossPort port = port(c -> {
            reused[0]++;
            return new LossOutcome.Computed(TensorValue.ofFloats(new int[0], reused), Map.of());
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            Outcome first = runner.run(CALL);
            Outcome second = runner.run(CALL);
            assertEquals(answered(2f), first);
            assertEquals(new Outcome.OverwroteResult("output", 1), second);
        }
    }

    /** It is looked for among the last answers: a port may have an array for each size. */
    @Test
    void resultThatChangesLaterIsNamed() {
        List<float[]> given = new ArrayList<>();
        LossPort port = port(c -> {
            given.add(new float[] {given.size()});
            if (given.size() == 5) {
                given.get(1)[0] = 7;
            }
            return new LossOutcome.Computed(TensorValue.ofFloats(new int[0], given.get(given.size() - 1)), Map.of());
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            for (float i = 0; i < 4; i++) {
                assertEquals(answered(i), runner.run(CALL));
            }
            assertEquals(new Outcome.OverwroteResult("output", 3), runner.run(CALL));
            assertEquals(answered(5f), runner.run(CALL), "what has been told is told once");
        }
    }

    @Test
    void resultThatIsAnInputIsNamed() {
        assertEquals(
                new Outcome.AliasedInput("output", "logProbs"),
                answerTo(c -> new LossOutcome.Computed(c.tensor("logProbs"), Map.of())));
        assertEquals(
                new Outcome.AliasedInput("grad.logProbs", "gradOutput"),
                answerTo(c -> new LossOutcome.Computed(
                        TensorValue.ofFloats(new int[0], 1f),
                        Map.of(
                                "logProbs",
                                TensorValue.ofFloats(
                                        new int[] {1}, c.gradOutput().get().floats())))));
        assertEquals(
                new Outcome.AliasedInput("output", "weight"),
                answerTo(c -> new LossOutcome.Rejected(LossOutcome.Stage.BACKWARD, "no", Optional.of((TensorValue)
                        c.params().get("weight")))));
    }

    @Test
    void portGetsArraysOfItsOwn() {
        List<Object> seen = new ArrayList<>();
        run(c -> seen.addAll(List.of(
                c.tensor("logProbs").floats(),
                c.inputs().get("inputLengths"),
                ((TensorValue) c.params().get("weight")).floats())));
        List<Object> originals = List.of(
                CALL.tensor("logProbs").floats(),
                CALL.inputs().get("inputLengths"),
                ((TensorValue) CALL.params().get("weight")).floats());
        assertEquals(originals.size(), seen.size());
        for (Object original : originals) {
            assertTrue(seen.stream().noneMatch(array -> array == original));
        }
    }

    @Test
    void changedArgumentIsNamed() {
        assertEquals(
                new Outcome.MutatedInput("logProbs"),
                run(c -> c.tensor("logProbs").floats()[1] = 0f));
        assertEquals(
                new Outcome.MutatedInput("target"), run(c -> c.tensor("target").longs()[0]++));
        assertEquals(
                new Outcome.MutatedInput("inputLengths"),
                run(c -> ((long[]) c.inputs().get("inputLengths"))[0]++));
        assertEquals(
                new Outcome.MutatedInput("weight"),
                run(c -> ((TensorValue) c.params().get("weight")).floats()[0]++));
        assertEquals(
                new Outcome.MutatedInput("gradOutput"),
                run(c -> c.gradOutput().get().floats()[0]++));
    }

    @Test
    void argumentChangedBeforeRejectionIsNamed() {
        assertEquals(new Outcome.MutatedInput("target"), run(c -> {
            c.tensor("target").longs()[0]++;
            throw new IllegalArgumentException("invalid");
        }));
    }
}
