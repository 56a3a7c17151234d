package io.lossparity.ports.lossparity;

import io.lossparity.losses.MultiMarginLoss;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Map;

/** Asks {@link MultiMarginLoss}. */
final class MultiMarginLossAdapter implements Adapter<MultiMarginLoss> {

    @Override
    public MultiMarginLoss construct(Parameters parameters) {
        MultiMarginLoss defaults = new MultiMarginLoss();
        return parameters.reduced(defaults.withP(parameters.whole("p", defaults.p()))
                .withMargin(parameters.real("margin", defaults.margin()))
                .withWeight(parameters.tensor("weight")));
    }

    @Override
    public FloatTensor forward(MultiMarginLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.int64("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(MultiMarginLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        Int64Tensor target = inputs.int64("target");
        return Map.of(
                "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
    }
}
