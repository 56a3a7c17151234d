package io.lossparity.kit.run;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossPort;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks one port, one call at a time, and survives whatever it does.
 *
 * <p>The port gets arrays of its own, which are afterwards compared bit for bit with the originals. It runs on a
 * daemon thread; when a call takes longer than allowed, that thread is interrupted and abandoned, and the next
 * call gets a new one. Every throwable is caught, errors of the virtual machine included. Not thread-safe.
 */
public final class PortRunner implements AutoCloseable {
    private final LossPort port;
    private final Duration timeout;
    private Worker worker;
    private int abandoned;

    /**
     * Makes a runner for a port.
     *
     * @param timeout how long one call may take; positive
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public PortRunner(LossPort port, Duration timeout) {
        this.port = Objects.requireNonNull(port, "port must not be null");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, but was " + timeout);
        }
        this.timeout = timeout;
        this.worker = newWorker();
    }

    /** Asks the port and returns what came of it; never throws on the port's account. */
    public Outcome run(LossCall call) {
        OwnCopy copy = OwnCopy.of(call);
        Outcome outcome = worker.ask(() -> port.evaluate(copy.given()), timeout);
        if (outcome instanceof Outcome.TimedOut) {
            worker.abandon();
            abandoned++;
            worker = newWorker();
            return outcome;
        }
        if (outcome instanceof Outcome.Threw threw && !(threw.thrown() instanceof IllegalArgumentException)) {
            return outcome;
        }
        Optional<String> changed = copy.firstChange();
        return changed.isPresent() ? new Outcome.MutatedInput(changed.get()) : outcome;
    }

    /** Returns how many threads were left behind because a call did not return in time. */
    public int abandonedThreads() {
        return abandoned;
    }

    /** Lets go of the thread. */
    @Override
    public void close() {
        worker.abandon();
    }

    private Worker newWorker() {
        return new Worker("port-" + abandoned);
    }
}
