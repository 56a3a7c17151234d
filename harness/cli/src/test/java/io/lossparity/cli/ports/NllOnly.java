package io.lossparity.cli.ports;

import io.lossparity.ports.lossparity.LossParityPort;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;

/** A port that has one loss. */
public final class NllOnly implements LossPort {
    private final LossPort right = new LossParityPort();

    @Override
    public String name() {
        return "nll-only";
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        return call.loss().equals("NLLLoss") ? right.evaluate(call) : new LossOutcome.Unsupported("has NLLLoss alone");
    }
}
