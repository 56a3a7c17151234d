package io.lossparity.cli.ports;

import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;

/** A port that declares that it has nothing. */
public final class DeclaringNothing implements LossPort {

    @Override
    public String name() {
        return "declaring-nothing";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of();
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        throw new IllegalStateException("asked for what it does not have");
    }
}
