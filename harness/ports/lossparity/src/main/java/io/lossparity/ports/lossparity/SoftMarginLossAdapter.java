package io.lossparity.ports.lossparity;

import io.lossparity.losses.SoftMarginLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link SoftMarginLoss}. */
final class SoftMarginLossAdapter implements Adapter<SoftMarginLoss> {

    @Override
    public SoftMarginLoss construct(Parameters parameters) {
        return parameters.reduced(new SoftMarginLoss());
    }

    @Override
    public FloatTensor forward(SoftMarginLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(SoftMarginLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        return Map.of(
                "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
    }
}
