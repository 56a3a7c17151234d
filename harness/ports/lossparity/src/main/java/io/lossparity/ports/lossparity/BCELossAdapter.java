package io.lossparity.ports.lossparity;

import io.lossparity.losses.BCELoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link BCELoss}. */
final class BCELossAdapter implements Adapter<BCELoss> {

    @Override
    public BCELoss construct(Parameters parameters) {
        return parameters.reduced(new BCELoss().withWeight(parameters.tensor("weight")));
    }

    @Override
    public FloatTensor forward(BCELoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(BCELoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        return Map.of(
                "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
    }
}
