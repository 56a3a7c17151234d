package io.lossparity.cli.ports;

import io.lossparity.ports.lossparity.LossParityPort;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.LossSupport;
import java.util.List;

/** A port that declares what it has, and breaks down when it is asked for more. */
public final class Declaring implements LossPort {
    private final LossPort right = new LossParityPort();

    @Override
    public String name() {
        return "declaring";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(
                LossSupport.of("MSELoss").withDTypes(DType.FLOAT32).withGradients("input"));
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        if (!call.loss().equals("MSELoss")
                || call.dtype() != DType.FLOAT32
                || call.requiresGrad().contains("target")) {
            throw new IllegalStateException("asked for what it does not have: " + List.of(call.loss(), call.dtype()));
        }
        LossOutcome answer = right.evaluate(call);
        return answer instanceof LossOutcome.Computed computed
                ? new LossOutcome.Computed(computed.output(), computed.grads(), List.of("as declared"))
                : answer;
    }
}
