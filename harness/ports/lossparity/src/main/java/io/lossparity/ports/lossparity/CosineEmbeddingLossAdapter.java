package io.lossparity.ports.lossparity;

import io.lossparity.losses.CosineEmbeddingLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link CosineEmbeddingLoss}. */
final class CosineEmbeddingLossAdapter implements Adapter<CosineEmbeddingLoss> {

    @Override
    public Signature signature() {
        return Signature.of("input1", "input2", "target")
                .differentiable("input1", "input2")
                .leftNone("target");
    }

    @Override
    public CosineEmbeddingLoss construct(Parameters parameters) {
        CosineEmbeddingLoss defaults = new CosineEmbeddingLoss();
        return parameters.reduced(defaults.withMargin(parameters.real("margin", defaults.margin())));
    }

    @Override
    public FloatTensor forward(CosineEmbeddingLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input1"), inputs.floats("input2"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(CosineEmbeddingLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor x1 = inputs.floats("input1");
        FloatTensor x2 = inputs.floats("input2");
        FloatTensor y = inputs.floats("target");
        CosineEmbeddingLoss.Gradients<FloatTensor> grads =
                gradOutput.into(g -> loss.backward(g, x1, x2, y), () -> loss.backward(x1, x2, y));
        return Map.of("input1", grads.input1(), "input2", grads.input2());
    }
}
