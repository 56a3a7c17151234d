package io.lossparity.ports.lossparity;

import io.lossparity.losses.HingeEmbeddingLoss;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Map;
import java.util.Set;

/** Asks {@link HingeEmbeddingLoss}. */
final class HingeEmbeddingLossAdapter implements Adapter<HingeEmbeddingLoss> {

    /** torch: the target may require a gradient, and gets none. */
    @Override
    public Set<String> leftNone() {
        return Set.of("target");
    }

    @Override
    public HingeEmbeddingLoss construct(Parameters parameters) {
        HingeEmbeddingLoss defaults = new HingeEmbeddingLoss();
        return parameters.reduced(defaults.withMargin(parameters.real("margin", defaults.margin())));
    }

    @Override
    public FloatTensor forward(HingeEmbeddingLoss loss, Inputs inputs) {
        FloatTensor input = inputs.floats("input");
        return inputs.isInteger("target")
                ? loss.forward(input, inputs.signs("target"))
                : loss.forward(input, inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(HingeEmbeddingLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        return Map.of(
                "input",
                inputs.isInteger("target")
                        ? backward(loss, input, inputs.signs("target"), gradOutput)
                        : backward(loss, input, inputs.floats("target"), gradOutput));
    }

    private static FloatTensor backward(
            HingeEmbeddingLoss loss, FloatTensor input, Int64Tensor target, GradOutput gradOutput) {
        return gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target));
    }

    private static FloatTensor backward(
            HingeEmbeddingLoss loss, FloatTensor input, FloatTensor target, GradOutput gradOutput) {
        return gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target));
    }
}
