package io.lossparity.ports.lossparity;

import io.lossparity.losses.HingeEmbeddingLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link HingeEmbeddingLoss}. */
final class HingeEmbeddingLossAdapter implements Adapter<HingeEmbeddingLoss> {

    @Override
    public Signature signature() {
        return Signature.of("input", "target").differentiable("input").leftNone("target");
    }

    @Override
    public HingeEmbeddingLoss construct(Parameters parameters) {
        HingeEmbeddingLoss defaults = new HingeEmbeddingLoss();
        return parameters.reduced(defaults.withMargin(parameters.real("margin", defaults.margin())));
    }

    @Override
    public FloatTensor forward(HingeEmbeddingLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(HingeEmbeddingLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        return Map.of(
                "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
    }
}
