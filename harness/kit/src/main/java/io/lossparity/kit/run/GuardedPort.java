package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * A port in this virtual machine, behind a guard: its texts are safe to show, and its calls end.
 *
 * <p>The guard asks once for name, version, environment and capabilities, on a separate thread and with a time limit.
 * Messages pass through {@link ForeignText}. The port's exceptions are replaced by ours with the same words, because
 * their methods would run in the harness.
 */
public final class GuardedPort implements LossPort, AutoCloseable {
    /** How long a port may take to load, or to return its name, version or capabilities. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final LossPort port;
    private final String name;
    private String version;
    private String environment;
    private Capabilities capabilities;

    private GuardedPort(LossPort port, String name) {
        this.port = port;
        this.name = name;
    }

    /**
     * Puts a port behind a guard. A port in a process of its own already has one.
     *
     * @throws NoSuchPortException if it can't say its name
     */
    public static LossPort of(LossPort port) {
        Objects.requireNonNull(port, "port must not be null");
        if (port instanceof GuardedPort || port instanceof RemotePort) {
            return port;
        }
        String type = ForeignText.line(port.getClass().getName(), ForeignText.NAME);
        String name = said("port " + type + " can't say its name", port::name);
        if (name == null || name.isBlank()) {
            throw new NoSuchPortException("port " + type + " has no name", null);
        }
        return new GuardedPort(port, ForeignText.line(name.strip(), ForeignText.NAME));
    }

    /**
     * Asks a port something on a separate thread, with a time limit.
     *
     * @param problem the beginning of the message if this fails
     * @throws NoSuchPortException if it throws or takes too long
     */
    static <T> T said(String problem, Callable<T> question) {
        PortThreads threads = new PortThreads();
        PortOutput output = PortOutput.open();
        Worker worker = Worker.ofPort(threads, output, "port-start");
        try {
            return worker.call(question, LIMIT);
        } catch (Worker.FailedException e) {
            throw new NoSuchPortException(problem + ": " + e.getMessage(), e.getCause());
        } finally {
            worker.abandon();
            output.close();
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns the port's version; a port that cannot return it is still checked. */
    @Override
    public synchronized String version() {
        if (version == null) {
            String given;
            try {
                given = said("no version", port::version);
            } catch (NoSuchPortException e) {
                given = null;
            }
            version = given == null || given.isBlank() ? "unknown" : ForeignText.line(given.strip(), ForeignText.NAME);
        }
        return version;
    }

    /** Returns what the port computes with; empty if it cannot say. */
    @Override
    public synchronized String environment() {
        if (environment == null) {
            String given;
            try {
                given = said("no environment", port::environment);
            } catch (NoSuchPortException e) {
                given = null;
            }
            environment = given == null ? "" : ForeignText.line(given.strip(), ForeignText.SENTENCE);
        }
        return environment;
    }

    /**
     * Returns what the port declares to support.
     *
     * @throws NoSuchPortException if it can't say
     */
    @Override
    public synchronized Capabilities capabilities() {
        if (capabilities == null) {
            String problem = "port " + name + " can't say what it supports";
            capabilities = said(problem, port::capabilities);
            if (capabilities == null) {
                throw new NoSuchPortException(problem + ": capabilities() returned null", null);
            }
        }
        return capabilities;
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        try {
            return SafeAnswer.of(port.evaluate(call));
        } catch (OutcomeException e) {
            throw e;
        } catch (Throwable e) { // the run goes on, whatever the port does
            throw SafeThrowable.of(e);
        }
    }

    /** Returns the port itself. */
    public LossPort port() {
        return port;
    }

    @Override
    public void close() {
        if (!(port instanceof AutoCloseable closeable)) {
            return;
        }
        try {
            closeable.close();
        } catch (Throwable e) {
            throw SafeThrowable.of(e);
        }
    }
}
