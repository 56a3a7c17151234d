package io.lossparity.cli.ports;

import io.lossparity.ports.lossparity.LossParityPort;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Our own losses with every float32 gradient doubled. */
public final class DoubledGradient implements LossPort {
    private final LossPort right = new LossParityPort();

    @Override
    public String name() {
        return "doubled";
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        LossOutcome outcome = right.evaluate(call);
        if (!(outcome instanceof Computed computed)) {
            return outcome;
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(computed.grads());
        grads.replaceAll((name, grad) -> doubled(grad));
        return new Computed(computed.output(), grads);
    }

    private static TensorValue doubled(TensorValue grad) {
        if (!grad.dtype().torchName().equals("float32")) {
            return grad;
        }
        float[] doubled = grad.floats().clone();
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] *= 2;
        }
        return TensorValue.ofFloats(grad.shape(), doubled);
    }
}
