package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.kit.text.Plural;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks one port, one call at a time, and survives any behaviour of the port.
 *
 * <p>The port gets copies of the arrays, which are afterwards compared bit for bit with the originals. Its results are
 * copied, and must not be the arrays that it was given. Its last results are examined again after later calls, which
 * must not change them. It runs on two daemon threads in turn, two calls on each, never on both at once. If a call
 * takes too long, its thread is interrupted, abandoned and replaced by a new one. Every throwable is caught, including
 * errors of the virtual machine. The port's output is kept out of the harness's own streams. Not thread-safe.
 */
public final class PortRunner implements AutoCloseable {
    /** Calls of more elements than this get more time. */
    static final int ELEMENTS_IN_TIME = 100_000;

    private final LossPort port;
    private final Duration timeout;
    private final PortThreads threads = new PortThreads();
    private final PortOutput output;
    private final ExitGuard exitGuard;
    private final Capabilities capabilities;
    private final KeptAnswers kept = new KeptAnswers();
    private final Worker[] workers = new Worker[2];
    private final boolean owner;
    private long calls;
    private int abandoned;
    private boolean closed;

    /**
     * Makes a runner for a port.
     *
     * @param timeout how long one call may take; positive. The time of a call with more than {@value #ELEMENTS_IN_TIME}
     *     elements grows in proportion
     * @throws IllegalArgumentException if the timeout is not positive
     * @throws NoSuchPortException if the port cannot say what it supports
     */
    public PortRunner(LossPort port, Duration timeout) {
        this(port, timeout, true);
    }

    /** Makes a runner for a port that the caller closes. */
    public static PortRunner ofLent(LossPort port, Duration timeout) {
        return new PortRunner(port, timeout, false);
    }

    private PortRunner(LossPort port, Duration timeout, boolean owner) {
        this.owner = owner;
        this.port = GuardedPort.of(port);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, but was " + timeout);
        }
        this.timeout = timeout;
        this.capabilities = capabilitiesOf(port);
        this.output = PortOutput.open();
        this.exitGuard = ExitGuard.open();
        Arrays.setAll(workers, i -> newWorker());
    }

    /** Returns what the port declares to support. */
    public Capabilities capabilities() {
        return capabilities;
    }

    /**
     * Returns what a port declares to support.
     *
     * @throws NoSuchPortException if it cannot say
     */
    public static Capabilities capabilitiesOf(LossPort port) {
        Capabilities capabilities;
        try {
            capabilities = port.capabilities();
        } catch (NoSuchPortException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new NoSuchPortException(
                    "port " + port.name() + " can't say what it supports: " + ThrowableText.summary(e), e);
        }
        if (capabilities == null) {
            throw new NoSuchPortException(
                    "port " + port.name() + " can't say what it supports: capabilities() returned null", null);
        }
        return capabilities;
    }

    /**
     * Asks the port and returns the outcome. Exceptions of the port are never thrown.
     *
     * <p>If the port does not declare to support the call, it is not asked, and the outcome is unsupported.
     */
    public Outcome run(LossCall call) {
        Optional<String> missing = capabilities.missing(call);
        if (missing.isPresent()) {
            return new Outcome.Answered(new LossOutcome.Unsupported(missing.get()));
        }
        OwnCopy copy = OwnCopy.of(call);
        try {
            if (port instanceof RemotePort remote) {
                remote.ready();
            }
        } catch (OutcomeException e) {
            return e.outcome();
        }
        AnswerNotes notes = AnswerNotes.before(output, threads);
        int turn = (int) (calls++ / 2 % workers.length);
        Outcome outcome = workers[turn].ask(() -> port.evaluate(copy.given()), limit(call));
        if (outcome instanceof Outcome.TimedOut) {
            if (port instanceof RemotePort remote) {
                remote.abort();
            }
            workers[turn].abandon();
            abandoned++;
            workers[turn] = newWorker();
            return outcome;
        }
        if (outcome instanceof Outcome.Threw threw) {
            if (threw.thrown() instanceof OutcomeException known) {
                return known.outcome();
            }
            if (!(threw.thrown() instanceof IllegalArgumentException)) {
                return outcome;
            }
        }
        Optional<String> changed = copy.firstChange();
        if (changed.isPresent()) {
            return new Outcome.MutatedInput(changed.get());
        }
        Optional<Outcome.OverwroteResult> overwritten = kept.changed();
        Outcome own = outcome instanceof Outcome.Answered answered ? owned(answered, copy.given(), notes) : outcome;
        return overwritten.isPresent() ? overwritten.get() : own;
    }

    /** Returns how long a call may take; large calls take longer to compute and to send. */
    private Duration limit(LossCall call) {
        long elements = Stream.concat(
                        Stream.concat(call.inputs().values().stream(), call.params().values().stream()),
                        call.gradOutput().stream())
                .mapToLong(value -> value instanceof TensorValue tensor ? tensor.size() : 0)
                .sum();
        return elements <= ELEMENTS_IN_TIME
                ? timeout
                : Duration.ofNanos((long) ((double) timeout.toNanos() / ELEMENTS_IN_TIME * elements));
    }

    private Outcome owned(Outcome.Answered answered, LossCall given, AnswerNotes notes) {
        Optional<Outcome.AliasedInput> alias = OwnResult.firstAlias(answered.outcome(), given);
        if (alias.isPresent()) {
            return alias.get();
        }
        LossOutcome own = OwnResult.of(answered.outcome(), notes);
        kept.keep(answered.outcome(), own);
        return new Outcome.Answered(own);
    }

    /** Returns how many calls did not return in time; each left a thread behind. */
    public int abandonedThreads() {
        return abandoned;
    }

    /** Returns the names of the port's threads that are still running. */
    public List<String> threadsLeft() {
        return threads.left();
    }

    /** Returns remarks on the port's behaviour. Call it once, after the last call. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        List<String> left = threadsLeft();
        if (!left.isEmpty()) {
            remarks.add("the port left " + Plural.of(left.size(), "thread") + " behind: "
                    + String.join(", ", left.subList(0, Math.min(5, left.size())))
                    + (left.size() > 5 ? ", ..." : ""));
        }
        output.remark().ifPresent(remarks::add);
        if (port instanceof RemotePort remote) {
            remarks.addAll(remote.remarks());
        }
        return ForeignText.lines(remarks, "remark");
    }

    /** Ends the threads, and closes the port if it can be closed and is not the caller's. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (owner && port instanceof AutoCloseable closeable) {
            close(closeable);
        }
        Stream.of(workers).forEach(Worker::abandon);
        exitGuard.close();
        output.close();
    }

    /**
     * Closes a port that no runner has, if it can be closed. A port in its own process may end by itself. This always
     * returns in time.
     *
     * @param timeout how long it may take
     * @return a remark about the closing; empty if it went well
     */
    public static Optional<String> close(LossPort port, Duration timeout) {
        if (!(port instanceof AutoCloseable closeable)) {
            return Optional.empty();
        }
        PortThreads threads = new PortThreads();
        PortOutput output = PortOutput.open();
        Worker worker = Worker.ofPort(threads, output, "port-closing");
        try {
            if (port instanceof RemotePort remote) {
                remote.remarks(); // they were returned after the last case
            }
            Outcome outcome = worker.ask(
                    () -> {
                        closeable.close();
                        return null;
                    },
                    timeout);
            if (outcome instanceof Outcome.Threw threw) {
                return Optional.of("the port can't be closed: it threw " + ThrowableText.summary(threw.thrown()));
            }
            return outcome instanceof Outcome.TimedOut
                    ? Optional.of("the port can't be closed within " + timeout.toMillis() / 1000.0 + " s")
                    : Optional.empty();
        } finally {
            worker.abandon();
            output.close();
        }
    }

    private void close(AutoCloseable closeable) {
        workers[0].ask(
                () -> {
                    closeable.close();
                    return null;
                },
                timeout);
    }

    private Worker newWorker() {
        return Worker.ofPort(threads, output, "port-" + abandoned);
    }
}
