package io.lossparity.ports.lossparity;

import io.lossparity.losses.L1Loss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link L1Loss}. */
final class L1LossAdapter implements Adapter<L1Loss> {

    @Override
    public L1Loss construct(Parameters parameters) {
        return parameters.reducedUnchecked(new L1Loss());
    }

    @Override
    public FloatTensor forward(L1Loss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(L1Loss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        if (!inputs.requiresGrad("target")) {
            return Map.of(
                    "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
        }
        L1Loss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        return Map.of("input", all.input(), "target", all.target());
    }
}
