package io.lossparity.cli.ports;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;

/** A port that ends the virtual machine, as if all were well, when it is asked for a sum. */
public final class Exiting implements LossPort {
    @Override
    public String name() {
        return "exiting";
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        if ("sum".equals(call.params().get("reduction"))) {
            System.out.println("enough of " + call.loss());
            System.exit(0);
        }
        return new LossOutcome.Unsupported("anything but sums");
    }
}
