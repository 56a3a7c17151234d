package io.lossparity.kit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PortRunnerTest {
    private static final Duration PLENTY = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final LossOutcome ANSWER = new LossOutcome.Computed(TensorValue.ofFloats(new int[0], 1f), Map.of());

    private final LossCall call = new LossCall(
            "CTCLoss",
            DType.FLOAT32,
            Map.of("weight", TensorValue.ofFloats(new int[] {1}, 5f)),
            Map.of(
                    "logProbs", TensorValue.ofFloats(new int[] {2}, Float.NaN, -0f),
                    "target", TensorValue.ofLongs(new int[] {1}, 7),
                    "inputLengths", new long[] {3}),
            Set.of("logProbs"),
            Optional.of(TensorValue.ofFloats(new int[0], 1f)));

    @Test
    void answerIsPassedOn() {
        assertEquals(new Outcome.Answered(ANSWER), run(c -> {}));
    }

    @Test
    void answerIsCopied() {
        float[] reused = {1f};
        LossPort port = port(c -> {
            reused[0]++;
            return new LossOutcome.Computed(TensorValue.ofFloats(new int[0], reused), Map.of());
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            Outcome first = runner.run(call);
            Outcome second = runner.run(call);
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
                assertEquals(answered(i), runner.run(call));
            }
            assertEquals(new Outcome.OverwroteResult("output", 3), runner.run(call));
            assertEquals(answered(5f), runner.run(call), "what has been told is told once");
        }
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
                runner.run(call);
            }
        }
        assertEquals(2, Set.copyOf(threads).size());
        for (int i = 0; i + 2 < threads.size(); i++) {
            assertTrue(threads.get(i) != threads.get(i + 2), "two calls apart, as a case that is asked twice");
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
    void threadsLeftBehindAreDaemonsAndNamed() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();
        LossPort port = port(c -> {
            Thread thread = new Thread(() -> awaitUninterruptibly(end), "helper-" + started.size());
            started.add(thread);
            thread.start();
            return ANSWER;
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            assertEquals(List.of(), runner.threadsLeft());
            runner.run(call);
            runner.run(call);
            assertEquals(List.of("helper-0", "helper-1"), runner.threadsLeft());
            assertEquals(List.of("the port left 2 threads behind: helper-0, helper-1"), runner.remarks());
            end.countDown();
            for (Thread thread : started) {
                assertTrue(thread.isDaemon());
                thread.join();
            }
            assertEquals(List.of(), runner.threadsLeft());
        }
    }

    @Test
    void whatThePortPrintsIsKeptApart() {
        PrintStream before = System.out;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        try (PortRunner runner = new PortRunner(port(PortRunnerTest::babble), PLENTY)) {
            runner.run(call);
            System.out.print("table");
            String remark = runner.remarks().get(0);
            assertTrue(remark.matches("the port printed 40000[0-9]{2} bytes, which begin: loading \\.\\.\\."), remark);
        } finally {
            System.setOut(before);
        }
        assertEquals("table", console.toString(StandardCharsets.UTF_8));
    }

    private static LossOutcome babble(LossCall asked) {
        System.out.println("loading ...");
        Thread other = new Thread(() -> System.err.println("in another thread"));
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 4000; i++) {
            System.out.print("x".repeat(1000));
        }
        return ANSWER;
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

    private static List<String> notes(Outcome outcome) {
        return ((LossOutcome.Computed) ((Outcome.Answered) outcome).outcome()).notes();
    }

    @Test
    void notesOfThePortAndOnItsConductStandOnTheAnswer() {
        CountDownLatch end = new CountDownLatch(1);
        LossPort port = port(c -> {
            System.out.println("hot\u001b[31m tip");
            new Thread(() -> awaitUninterruptibly(end), "helper").start();
            return new LossOutcome.Computed(
                    TensorValue.ofFloats(new int[0], 1f), Map.of(), List.of("computed in float64"));
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            int printed = "hot\u001b[31m tip".length() + System.lineSeparator().length();
            List<String> expected = List.of(
                    "computed in float64",
                    "the port printed " + printed + " bytes, which begin: hot\\u001b[31m tip",
                    "the port left 1 thread behind: helper");
            assertEquals(expected, notes(runner.run(call)));
            assertEquals(expected, notes(runner.run(call)), "what an earlier call did is not this one's");
        } finally {
            end.countDown();
        }
    }

    @Test
    void answerWithoutRemarksHasNoNotes() {
        assertEquals(List.of(), notes(answerTo(c -> ANSWER)));
    }

    /** A report has to hold them, and a terminal to show them. */
    @Test
    void notesOfThePortAreCut() {
        List<String> many = new ArrayList<>();
        many.add(null);
        many.add(" \n ");
        many.add("x".repeat(5000));
        many.add("two\nlines\u001b]0;");
        for (int i = many.size(); i < 20; i++) {
            many.add("note " + i);
        }
        List<String> notes =
                notes(answerTo(c -> new LossOutcome.Computed(TensorValue.ofFloats(new int[0], 1f), Map.of(), many)));
        assertEquals(ForeignText.MOST + 1, notes.size());
        assertEquals("x".repeat(ForeignText.SENTENCE) + " ...", notes.get(0));
        assertEquals("two\\nlines\\u001b]0;", notes.get(1));
        assertEquals("and 10 more notes", notes.get(ForeignText.MOST));
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

    private static Outcome answered(float value) {
        return new Outcome.Answered(new LossOutcome.Computed(TensorValue.ofFloats(new int[0], value), Map.of()));
    }

    private Outcome answerTo(Function<LossCall, LossOutcome> answer) {
        try (PortRunner runner = new PortRunner(port(answer), PLENTY)) {
            return runner.run(call);
        }
    }

    @Test
    void nullIsAnAnswer() {
        try (PortRunner runner = new PortRunner(port(c -> null), PLENTY)) {
            assertEquals(new Outcome.Answered(null), runner.run(call));
        }
    }

    @Test
    void portGetsArraysOfItsOwn() {
        List<Object> seen = new ArrayList<>();
        run(c -> seen.addAll(List.of(
                c.tensor("logProbs").floats(),
                c.inputs().get("inputLengths"),
                ((TensorValue) c.params().get("weight")).floats())));
        List<Object> originals = List.of(
                call.tensor("logProbs").floats(),
                call.inputs().get("inputLengths"),
                ((TensorValue) call.params().get("weight")).floats());
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
            assertEquals(new Outcome.TimedOut(SHORT), runner.run(call));
            assertEquals(1, runner.abandonedThreads());
            for (int i = 1; i <= 4; i++) {
                assertEquals(new Outcome.Answered(ANSWER), runner.run(call));
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

    private Outcome run(Consumer<LossCall> behaviour) {
        LossPort port = port(c -> {
            behaviour.accept(c);
            return ANSWER;
        });
        try (PortRunner runner = new PortRunner(port, PLENTY)) {
            return runner.run(call);
        }
    }

    private static LossPort port(Function<LossCall, LossOutcome> answer) {
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

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
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
