package io.lossparity.ports.lossparity;

import io.lossparity.losses.SmoothL1Loss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link SmoothL1Loss}. */
final class SmoothL1LossAdapter implements Adapter<SmoothL1Loss> {

    @Override
    public Signature signature() {
        return Signature.of("input", "target").differentiable("input", "target");
    }

    @Override
    public SmoothL1Loss construct(Parameters parameters) {
        return parameters.reduced(new SmoothL1Loss());
    }

    @Override
    public FloatTensor forward(SmoothL1Loss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(SmoothL1Loss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        if (!inputs.requiresGrad("target")) {
            return Map.of(
                    "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
        }
        SmoothL1Loss.Gradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        return Map.of("input", all.input(), "target", all.target());
    }
}
