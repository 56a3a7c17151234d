package io.lossparity.ports.lossparity;

import io.lossparity.losses.TripletMarginLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link TripletMarginLoss}. */
final class TripletMarginLossAdapter implements Adapter<TripletMarginLoss> {

    @Override
    public TripletMarginLoss construct(Parameters parameters) {
        TripletMarginLoss defaults = new TripletMarginLoss();
        return parameters.reduced(defaults.withMargin(parameters.real("margin", defaults.margin()))
                .withP(parameters.real("p", defaults.p()))
                .withEps(parameters.real("eps", defaults.eps()))
                .withSwap(parameters.bool("swap", defaults.swap())));
    }

    @Override
    public FloatTensor forward(TripletMarginLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("anchor"), inputs.floats("positive"), inputs.floats("negative"));
    }

    @Override
    public Map<String, FloatTensor> backward(TripletMarginLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor anchor = inputs.floats("anchor");
        FloatTensor positive = inputs.floats("positive");
        FloatTensor negative = inputs.floats("negative");
        TripletMarginLoss.Gradients<FloatTensor> grads = gradOutput.into(
                g -> loss.backward(g, anchor, positive, negative), () -> loss.backward(anchor, positive, negative));
        return Map.of("anchor", grads.anchor(), "positive", grads.positive(), "negative", grads.negative());
    }
}
