package io.lossparity.ports.lossparity;

import io.lossparity.losses.MultiLabelSoftMarginLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks {@link MultiLabelSoftMarginLoss}. */
final class MultiLabelSoftMarginLossAdapter implements Adapter<MultiLabelSoftMarginLoss> {

    @Override
    public MultiLabelSoftMarginLoss construct(Parameters parameters) {
        return parameters.reducedExactly(new MultiLabelSoftMarginLoss().withWeight(parameters.tensor("weight")));
    }

    @Override
    public FloatTensor forward(MultiLabelSoftMarginLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(MultiLabelSoftMarginLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        if (!inputs.requiresGrad("target") && !inputs.requiresGrad("weight")) {
            return Map.of(
                    "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
        }
        MultiLabelSoftMarginLoss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        Map<String, FloatTensor> gradients = new LinkedHashMap<>();
        gradients.put("input", all.input());
        gradients.put("target", all.target());
        if (all.weight() != null) {
            gradients.put("weight", all.weight());
        }
        return gradients;
    }
}
