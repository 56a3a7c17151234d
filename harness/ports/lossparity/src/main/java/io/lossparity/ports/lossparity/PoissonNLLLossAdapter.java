package io.lossparity.ports.lossparity;

import io.lossparity.losses.PoissonNLLLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link PoissonNLLLoss}. */
final class PoissonNLLLossAdapter implements Adapter<PoissonNLLLoss> {

    @Override
    public PoissonNLLLoss construct(Parameters parameters) {
        PoissonNLLLoss defaults = new PoissonNLLLoss();
        return parameters.reducedExactly(defaults.withLogInput(parameters.bool("logInput", defaults.logInput()))
                .withFull(parameters.bool("full", defaults.full()))
                .withEps(parameters.real("eps", defaults.eps())));
    }

    @Override
    public FloatTensor forward(PoissonNLLLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(PoissonNLLLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        if (!inputs.requiresGrad("target")) {
            return Map.of(
                    "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
        }
        PoissonNLLLoss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        return Map.of("input", all.input(), "target", all.target());
    }
}
