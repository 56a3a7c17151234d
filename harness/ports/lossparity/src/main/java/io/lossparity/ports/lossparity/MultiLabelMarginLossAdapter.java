package io.lossparity.ports.lossparity;

import io.lossparity.losses.MultiLabelMarginLoss;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Map;

/** Asks {@link MultiLabelMarginLoss}. */
final class MultiLabelMarginLossAdapter implements Adapter<MultiLabelMarginLoss> {

    @Override
    public MultiLabelMarginLoss construct(Parameters parameters) {
        return parameters.reduced(new MultiLabelMarginLoss());
    }

    @Override
    public FloatTensor forward(MultiLabelMarginLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.int64("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(MultiLabelMarginLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        Int64Tensor target = inputs.int64("target");
        return Map.of(
                "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
    }
}
