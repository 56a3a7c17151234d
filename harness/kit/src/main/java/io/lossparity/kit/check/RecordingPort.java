package io.lossparity.kit.check;

import io.lossparity.kit.run.RemotePort;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Passes calls on to a port and keeps its last answer, for those who want to show it. */
public final class RecordingPort implements RemotePort {
    private final LossPort port;
    private volatile LossOutcome lastAnswer;
    private volatile String lastRejection;

    /** Makes a port that asks the given one. */
    public RecordingPort(LossPort port) {
        this.port = Objects.requireNonNull(port, "port must not be null");
    }

    @Override
    public String name() {
        return port.name();
    }

    @Override
    public String version() {
        return port.version();
    }

    @Override
    public Capabilities capabilities() {
        return port.capabilities();
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        lastAnswer = null;
        lastRejection = null;
        try {
            lastAnswer = port.evaluate(call);
            return lastAnswer;
        } catch (IllegalArgumentException e) {
            lastRejection = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** Returns what the port answered last; empty if it has not answered. */
    public Optional<LossOutcome> lastAnswer() {
        return Optional.ofNullable(lastAnswer);
    }

    /** Returns why the port rejected the last call, if it did so by an exception; it may not have said at which stage. */
    public Optional<String> lastRejection() {
        return Optional.ofNullable(lastRejection);
    }

    @Override
    public void ready() {
        if (port instanceof RemotePort remote) {
            remote.ready();
        }
    }

    @Override
    public void abort() {
        if (port instanceof RemotePort remote) {
            remote.abort();
        }
    }

    @Override
    public List<String> remarks() {
        return port instanceof RemotePort remote ? remote.remarks() : List.of();
    }

    /** Does nothing: who has opened the port closes it. */
    @Override
    public void close() {}
}
