package io.lossparity.ports.lossparity;

import io.lossparity.losses.PoissonNLLLoss;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link PoissonNLLLoss}. */
final class PoissonNLLLossAdapter implements Adapter<PoissonNLLLoss> {

    @Override
    public Signature signature() {
        return Signature.of("input", "target").differentiable("input", "target");
    }

    @Override
    public PoissonNLLLoss construct(Parameters parameters) {
        return parameters.reducedExactly(new PoissonNLLLoss()
                .withLogInput(parameters.bool("logInput", true))
                .withFull(parameters.bool("full", false))
                .withEps(parameters.real("eps", 1e-8)));
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
        PoissonNLLLoss.Gradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        return Map.of("input", all.input(), "target", all.target());
    }
}
