package io.lossparity.ports.lossparity;

import io.lossparity.losses.BCEWithLogitsLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link BCEWithLogitsLoss}. */
final class BCEWithLogitsLossAdapter implements Adapter<BCEWithLogitsLoss> {

    @Override
    public BCEWithLogitsLoss construct(Parameters parameters) {
        return parameters.reduced(new BCEWithLogitsLoss()
                .withWeight(parameters.tensor("weight"))
                .withPosWeight(parameters.tensor("posWeight")));
    }

    @Override
    public FloatTensor forward(BCEWithLogitsLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(BCEWithLogitsLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        if (!inputs.requiresGrad("target")) {
            return Map.of(
                    "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
        }
        BCEWithLogitsLoss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        return Map.of("input", all.input(), "target", all.target());
    }
}
