package io.lossparity.kit.ports;

import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;

/**
 * A port that declares less than it knows.
 *
 * @param right the port that knows the right answer
 * @param capabilities what it declares
 */
public record DeclaredPort(LossPort right, Capabilities capabilities) implements LossPort {

    @Override
    public String name() {
        return "declared";
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        return right.evaluate(call);
    }
}
