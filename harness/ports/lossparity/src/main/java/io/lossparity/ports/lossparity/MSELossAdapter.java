package io.lossparity.ports.lossparity;

import io.lossparity.losses.MSELoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link MSELoss}. */
final class MSELossAdapter implements Adapter<MSELoss> {

    @Override
    public MSELoss construct(Parameters parameters) {
        return parameters.reducedUnchecked(new MSELoss());
    }

    @Override
    public FloatTensor forward(MSELoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(MSELoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        if (!inputs.requiresGrad("target")) {
            return Map.of(
                    "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
        }
        MSELoss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        return Map.of("input", all.input(), "target", all.target());
    }
}
