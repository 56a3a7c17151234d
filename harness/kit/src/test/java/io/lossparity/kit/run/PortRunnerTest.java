package io.lossparity.kit.run;

import static io.lossparity.kit.run.TrialPorts.ANSWER;
import static io.lossparity.kit.run.TrialPorts.CALL;
import static io.lossparity.kit.run.TrialPorts.PLENTY;
import static io.lossparity.kit.run.TrialPorts.SHORT;
import static io.lossparity.kit.run.TrialPorts.awaitUninterruptibly;
import static io.lossparity.kit.run.TrialPorts.port;
import static io.lossparity.kit.run.TrialPorts.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PortRunnerTest {
    @Test
    void answerIsPassedOn() {
        assertEquals(new Outcome.Answered(ANSWER), run(c -> {}));
    }

    @Test
    void portIsAskedOnTwoThreadsInTurn() {
        List<Thread> threads = new ArrayList<>();
        LossPort port = port(c -> {
            threads.add(Thread.currentThread());
            return ANSWER;
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            for (int i = 0; i < 6; i++) {
                runner.run(CALL);
            }
        }
        assertEquals(2, Set.copyOf(threads).size());
        for (int i = 0; i + 2 < threads.size(); i++) {
            assertTrue(threads.get(i) != threads.get(i + 2), "two calls apart, as a case that is asked twice");
        }
    }

    /** A million elements take longer than ten, and a port that hangs is given up all the same. */
    @Test
    void limitGrowsWithTheElements() {
        CountDownLatch never = new CountDownLatch(1);
        try (PortRunner runner = new PortRunner(
                port(c -> {
                    awaitUninterruptibly(never);
                    return ANSWER;
                }),
                Duration.ofMillis(20))) {
            assertEquals(new Outcome.TimedOut(Duration.ofMillis(20)), runner.run(ofElements(50_000)));
            assertEquals(new Outcome.TimedOut(Duration.ofMillis(400)), runner.run(ofElements(1_000_000)));
        }
        never.countDown();
    }

    private static LossCall ofElements(int count) {
        TensorValue tensor = TensorValue.ofFloats(new int[] {count}, new float[count]);
        Map<String, Object> inputs = Map.of("input", tensor, "target", tensor);
        return new LossCall("L1Loss", DType.FLOAT32, Map.of(), inputs, Set.of(), Optional.empty());
    }

    @Test
    void closingNeitherThrowsNorHangs() {
        assertEquals(Optional.empty(), PortRunner.close(port(c -> ANSWER), SHORT));
        ClosingPort port = new ClosingPort();
        assertEquals(Optional.empty(), PortRunner.close(port, PLENTY));
        assertEquals(1, port.closed);
        assertEquals(
                Optional.of("the port can't be closed: it threw java.lang.IllegalStateException: stuck"),
                PortRunner.close(
                                new StuckPort(() -> {
                                    throw new IllegalStateException("stuck");
                                }),
                                PLENTY)
                        .map(remark -> remark.replaceFirst(" at .*", "")));
        CountDownLatch never = new CountDownLatch(1);
        assertEquals(
                Optional.of("the port can't be closed within 0.1 s"),
                PortRunner.close(new StuckPort(() -> awaitUninterruptibly(never)), SHORT));
        never.countDown();
    }

    private record StuckPort(Runnable end) implements LossPort, AutoCloseable {
        @Override
        public String name() {
            return "stuck";
        }

        @Override
        public LossOutcome evaluate(LossCall asked) {
            return ANSWER;
        }

        @Override
        public void close() {
            end.run();
        }
    }

    @Test
    void portThatCanBeClosedIsClosed() {
        ClosingPort port = new ClosingPort();
        PortRunner runner = new PortRunner(port, PLENTY);
        assertEquals(0, port.closed);
        runner.close();
        runner.close();
        assertEquals(1, port.closed);
    }

    private static final class ClosingPort implements LossPort, AutoCloseable {
        private int closed;

        @Override
        public String name() {
            return "closing";
        }

        @Override
        public LossOutcome evaluate(LossCall asked) {
            return ANSWER;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void nullIsAnAnswer() {
        try (PortRunner runner = new PortRunner(port(c -> null), PLENTY)) {
            assertEquals(new Outcome.Answered(null), runner.run(CALL));
        }
    }

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalArgumentException("invalid"),
                new NullPointerException(),
                new Exception("checked"),
                new StackOverflowError(),
                new OutOfMemoryError(),
                new NoClassDefFoundError("gone"),
                new ThreadDeath(),
                new InterruptedException());
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void whateverIsThrownIsCaught(Throwable thrown) {
        Outcome outcome = run(c -> PortRunnerTest.<RuntimeException>sneak(thrown));
        Throwable told = assertInstanceOf(Outcome.Threw.class, outcome).thrown();
        assertEquals(ThrowableText.summary(thrown), told.toString());
        assertEquals(thrown instanceof IllegalArgumentException, told instanceof IllegalArgumentException);
    }

    @Test
    void hungThreadIsReplaced() {
        CountDownLatch never = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        LossPort port = port(c -> {
            threads.add(Thread.currentThread());
            if (threads.size() == 1) {
                awaitUninterruptibly(never);
            }
            return ANSWER;
        });
        try (PortRunner runner = new PortRunner(port, SHORT)) {
            assertEquals(new Outcome.TimedOut(SHORT), runner.run(CALL));
            assertEquals(1, runner.abandonedThreads());
            for (int i = 1; i <= 4; i++) {
                assertEquals(new Outcome.Answered(ANSWER), runner.run(CALL));
            }
        } finally {
            never.countDown();
        }
        assertTrue(threads.get(0).isDaemon());
        assertTrue(threads.get(0) != threads.get(1));
        assertSame(threads.get(1), threads.get(4));
    }

    @Test
    void timeoutMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> new PortRunner(port(c -> ANSWER), Duration.ZERO));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
