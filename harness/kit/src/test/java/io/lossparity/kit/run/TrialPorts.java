package io.lossparity.kit.run;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;

/** Ports of a few lines, and what they are asked. */
final class TrialPorts {
    private TrialPorts() {}

    static final Duration PLENTY = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(100);
    static final LossOutcome ANSWER = new LossOutcome.Computed(TensorValue.ofFloats(new int[0], 1f), Map.of());

    static final LossCall CALL = new LossCall(
            "CTCLoss",
            DType.FLOAT32,
            Map.of("weight", TensorValue.ofFloats(new int[] {1}, 5f)),
            Map.of(
                    "logProbs", TensorValue.ofFloats(new int[] {2}, Float.NaN, -0f),
                    "target", TensorValue.ofLongs(new int[] {1}, 7),
                    "inputLengths", new long[] {3}),
            Set.of("logProbs"),
            Optional.of(TensorValue.ofFloats(new int[0], 1f)));

    static Outcome answered(float value) {
        return new Outcome.Answered(new LossOutcome.Computed(TensorValue.ofFloats(new int[0], value), Map.of()));
    }

    static Outcome answerTo(Function<LossCall, LossOutcome> answer) {
        try (PortRunner runner = new PortRunner(port(answer), PLENTY)) {
            return runner.run(CALL);
        }
    }

    static Outcome run(Consumer<LossCall> behaviour) {
        LossPort port = port(c -> {
            behaviour.accept(c);
            return ANSWER;
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            return runner.run(CALL);
        }
    }

    static LossPort port(Function<LossCall, LossOutcome> answer) {
        return new LossPort() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public LossOutcome evaluate(LossCall asked) {
                return answer.apply(asked);
            }
        };
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                done = false; // an interrupt does not wake this port
            }
        }
    }
}
