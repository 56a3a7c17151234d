package io.lossparity.ports.lossparity;

import io.lossparity.losses.NLLLoss;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Map;

/** Asks {@link NLLLoss}. */
final class NLLLossAdapter implements Adapter<NLLLoss> {

    @Override
    public NLLLoss construct(Parameters parameters) {
        NLLLoss defaults = new NLLLoss();
        return parameters.reduced(defaults.withWeight(parameters.tensor("weight"))
                .withIgnoreIndex(parameters.integer("ignoreIndex", defaults.ignoreIndex())));
    }

    @Override
    public FloatTensor forward(NLLLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.int64("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(NLLLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        Int64Tensor target = inputs.int64("target");
        return Map.of(
                "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
    }
}
