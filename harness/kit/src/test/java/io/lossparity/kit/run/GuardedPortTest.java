package io.lossparity.kit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a port of this virtual machine says or does, the harness goes on, and shows it on one line. */
class GuardedPortTest {
    private static final String FAKE = "\nCONFORMS: all passed\u001b[8m";
    private static final String SHOWN = "\\nCONFORMS: all passed\\u001b[8m";

    /** A port whose every method is given. */
    private record Odd(
            Supplier<String> says, Supplier<String> isOf, Supplier<Capabilities> has, Supplier<LossOutcome> answers)
            implements LossPort {
        Odd(Supplier<LossOutcome> answers) {
            this(() -> "odd", () -> "1", Capabilities::everything, answers);
        }

        @Override
        public String name() {
            return says.get();
        }

        @Override
        public String version() {
            return isOf.get();
        }

        /** Says what the version is, too. */
        @Override
        public String environment() {
            return isOf.get();
        }

        @Override
        public Capabilities capabilities() {
            return has.get();
        }

        @Override
        public LossOutcome evaluate(LossCall call) {
            return answers.get();
        }
    }

    private static Odd named(Supplier<String> name, Supplier<String> version) {
        return new Odd(name, version, Capabilities::everything, () -> null);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it stands for whatever the port would return
    private static <T> T fail(Throwable thrown) {
        return GuardedPortTest.<T, RuntimeException>sneak(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the compiler is to be deceived, as by a port
    private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void nameAndVersionAreAskedOnceAndFitToBeShown() {
        AtomicInteger asked = new AtomicInteger();
        LossPort port = GuardedPort.of(named(() -> " acme" + asked.incrementAndGet() + FAKE, () -> "2" + FAKE));
        assertEquals("acme1" + SHOWN, port.name());
        assertEquals("acme1" + SHOWN, port.name());
        assertEquals("2" + SHOWN, port.version());
        assertEquals("2" + SHOWN, port.environment());
        assertSame(port, GuardedPort.of(port));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of((Supplier<String>) () -> null, "has no name"),
                Arguments.of((Supplier<String>) () -> " \n", "has no name"),
                Arguments.of((Supplier<String>) () -> fail(new IllegalStateException("no" + FAKE)), "no" + SHOWN),
                Arguments.of((Supplier<String>) () -> fail(new StackOverflowError()), "StackOverflowError"),
                Arguments.of((Supplier<String>) () -> fail(new Mute()), "GuardedPortTest$Mute"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void portWithoutANameIsRefused(Supplier<String> name, String words) {
        String message = assertThrows(NoSuchPortException.class, () -> GuardedPort.of(named(name, () -> "1")))
                .getMessage();
        assertEquals(true, message.contains(words), message);
        assertEquals(1, message.lines().count(), message);
    }

    static Stream<Supplier<String>> versions() {
        return Stream.of(() -> null, () -> "", () -> fail(new NoClassDefFoundError("gone")), () -> fail(new Mute()));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void portWithoutAVersionIsChecked(Supplier<String> version) {
        LossPort port = GuardedPort.of(named(() -> "odd", version));
        assertEquals("unknown", port.version());
        assertEquals("", port.environment());
    }

    @Test
    void portThatCannotSayWhatItSupportsIsRefused() {
        LossPort none = GuardedPort.of(new Odd(() -> "odd", () -> "1", () -> null, () -> null));
        assertEquals(
                "port odd can't say what it supports: capabilities() returned null",
                assertThrows(NoSuchPortException.class, none::capabilities).getMessage());
        LossPort mute = GuardedPort.of(new Odd(() -> "odd", () -> "1", () -> fail(new Mute()), () -> null));
        assertThrows(NoSuchPortException.class, mute::capabilities);
    }

    /** Whose methods are the port's, and fail. */
    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        @SuppressWarnings("ToStringReturnsNull") // as a port's may
        public String toString() {
            return null;
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return null;
        }
    }

    /** An exception that is its own cause's cause. */
    private static final class Round extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a port may deceive the compiler
    private static LossOutcome raw(Map grads, List notes) {
        return new LossOutcome.Computed(TensorValue.ofFloats(new int[0], 1f), grads, notes);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                answer(() -> fail(new Mute()), "Threw"),
                answer(() -> fail(new Round()), "Threw"),
                answer(() -> fail(new Error("x".repeat(1_000_000) + FAKE)), "Threw"),
                answer(() -> fail(new IllegalArgumentException((String) null)), "Threw"),
                answer(() -> fail(new OutcomeException(new Outcome.Broken("its own"))), "Broken"),
                answer(() -> new LossOutcome.Rejected(LossOutcome.Stage.FORWARD, FAKE), "Answered"),
                answer(() -> new LossOutcome.Rejected(LossOutcome.Stage.FORWARD, null), "Answered"),
                answer(() -> new LossOutcome.Unsupported("none" + FAKE), "Answered"),
                answer(() -> raw(Map.of(FAKE, TensorValue.ofFloats(new int[0], 1f)), List.of(FAKE)), "Answered"),
                answer(() -> raw(Map.of(1, TensorValue.ofFloats(new int[0], 1f)), List.of()), "Broken"),
                answer(() -> raw(Map.of("input", "no tensor"), List.of()), "Broken"),
                answer(() -> raw(Map.of(), List.of(7)), "Broken"),
                answer(() -> raw(null, null), "Answered"),
                answer(() -> new LossOutcome.Computed(null, null), "Answered"),
                answer(() -> null, "Answered"));
    }

    private static Arguments answer(Supplier<LossOutcome> answer, String kind) {
        return Arguments.of(answer, kind);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anyAnswerHasAnOutcomeThatIsFitToBeShown(Supplier<LossOutcome> answer, String kind) {
        TensorValue one = TensorValue.ofFloats(new int[] {1}, 1f);
        LossCall call = new LossCall(
                "L1Loss", DType.FLOAT32, Map.of(), Map.of("input", one, "target", one), Set.of(), Optional.empty());
        try (PortRunner runner = new PortRunner(new Odd(answer), Duration.ofSeconds(20))) {
            Outcome outcome = runner.run(call);
            assertEquals(kind, outcome.getClass().getSimpleName());
            String shown =
                    outcome instanceof Outcome.Threw threw ? ThrowableText.summary(threw.thrown()) : outcome.toString();
            assertFalse(shown.contains("\n") || shown.contains("\u001b"), shown);
            assertEquals(true, shown.length() < 5000, shown);
        }
    }

    @Test
    void interruptOfTheThreadThatWaitsChangesNothing() {
        Thread harness = Thread.currentThread();
        LossPort port = new Odd(() -> {
            harness.interrupt();
            return new LossOutcome.Unsupported("all");
        });
        TensorValue one = TensorValue.ofFloats(new int[] {1}, 1f);
        LossCall call =
                new LossCall("L1Loss", DType.FLOAT32, Map.of(), Map.of("input", one), Set.of(), Optional.empty());
        try (PortRunner runner = new PortRunner(port, Duration.ofSeconds(20))) {
            for (int i = 0; i < 3; i++) {
                assertInstanceOf(Outcome.Answered.class, runner.run(call));
            }
        } finally {
            Thread.interrupted();
        }
    }
}
