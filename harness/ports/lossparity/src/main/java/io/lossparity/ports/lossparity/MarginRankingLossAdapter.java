package io.lossparity.ports.lossparity;

import io.lossparity.losses.MarginRankingLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link MarginRankingLoss}. */
final class MarginRankingLossAdapter implements Adapter<MarginRankingLoss> {

    @Override
    public MarginRankingLoss construct(Parameters parameters) {
        MarginRankingLoss defaults = new MarginRankingLoss();
        return parameters.reduced(defaults.withMargin(parameters.real("margin", defaults.margin())));
    }

    @Override
    public FloatTensor forward(MarginRankingLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input1"), inputs.floats("input2"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(MarginRankingLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor x1 = inputs.floats("input1");
        FloatTensor x2 = inputs.floats("input2");
        FloatTensor y = inputs.floats("target");
        if (!inputs.requiresGrad("target")) {
            MarginRankingLoss.Gradients<FloatTensor> grads =
                    gradOutput.into(g -> loss.backward(g, x1, x2, y), () -> loss.backward(x1, x2, y));
            return Map.of("input1", grads.input1(), "input2", grads.input2());
        }
        MarginRankingLoss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, x1, x2, y), () -> loss.backwardAll(x1, x2, y));
        return Map.of("input1", all.input1(), "input2", all.input2(), "target", all.target());
    }
}
