package io.lossparity.cli.ports;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;

/** A port that has one loss, with every float32 gradient doubled. */
public final class NllDoubled implements LossPort {
    private final LossPort doubled = new DoubledGradient();

    @Override
    public String name() {
        return "nll-doubled";
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        return call.loss().equals("NLLLoss")
                ? doubled.evaluate(call)
                : new LossOutcome.Unsupported("has NLLLoss alone");
    }
}
