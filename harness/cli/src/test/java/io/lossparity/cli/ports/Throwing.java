package io.lossparity.cli.ports;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;

/** A port that is broken altogether. */
public final class Throwing implements LossPort, AutoCloseable {
    @Override
    public String name() {
        return "throwing";
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        throw new UnsatisfiedLinkError("no native library");
    }

    @Override
    public void close() {
        throw new IllegalStateException("nothing was ever open");
    }
}
