package io.lossparity.ports.lossparity;

import io.lossparity.losses.CosineEmbeddingLoss;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Map;
import java.util.Set;

/** Asks {@link CosineEmbeddingLoss}. */
final class CosineEmbeddingLossAdapter implements Adapter<CosineEmbeddingLoss> {

    /** torch: the target may require a gradient, and gets none. */
    @Override
    public Set<String> leftNone() {
        return Set.of("target");
    }

    @Override
    public CosineEmbeddingLoss construct(Parameters parameters) {
        CosineEmbeddingLoss defaults = new CosineEmbeddingLoss();
        return parameters.reduced(defaults.withMargin(parameters.real("margin", defaults.margin())));
    }

    @Override
    public FloatTensor forward(CosineEmbeddingLoss loss, Inputs inputs) {
        FloatTensor x1 = inputs.floats("input1");
        FloatTensor x2 = inputs.floats("input2");
        return inputs.isInteger("target")
                ? loss.forward(x1, x2, inputs.signs("target"))
                : loss.forward(x1, x2, inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(CosineEmbeddingLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor x1 = inputs.floats("input1");
        FloatTensor x2 = inputs.floats("input2");
        CosineEmbeddingLoss.Gradients<FloatTensor> grads = inputs.isInteger("target")
                ? backward(loss, x1, x2, inputs.signs("target"), gradOutput)
                : backward(loss, x1, x2, inputs.floats("target"), gradOutput);
        return Map.of("input1", grads.input1(), "input2", grads.input2());
    }

    private static CosineEmbeddingLoss.Gradients<FloatTensor> backward(
            CosineEmbeddingLoss loss, FloatTensor x1, FloatTensor x2, Int64Tensor y, GradOutput gradOutput) {
        return gradOutput.into(g -> loss.backward(g, x1, x2, y), () -> loss.backward(x1, x2, y));
    }

    private static CosineEmbeddingLoss.Gradients<FloatTensor> backward(
            CosineEmbeddingLoss loss, FloatTensor x1, FloatTensor x2, FloatTensor y, GradOutput gradOutput) {
        return gradOutput.into(g -> loss.backward(g, x1, x2, y), () -> loss.backward(x1, x2, y));
    }
}
