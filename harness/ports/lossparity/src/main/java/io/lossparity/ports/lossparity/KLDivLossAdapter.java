package io.lossparity.ports.lossparity;

import io.lossparity.losses.Into;
import io.lossparity.losses.KLDivLoss;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link KLDivLoss}. */
final class KLDivLossAdapter implements Adapter<KLDivLoss> {

    @Override
    public KLDivLoss construct(Parameters parameters) {
        return parameters.reduced(new KLDivLoss());
    }

    @Override
    public FloatTensor forward(KLDivLoss loss, Inputs inputs) {
        return loss.forward(inputs.floats("input"), inputs.floats("target"));
    }

    @Override
    public Map<String, FloatTensor> backward(KLDivLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        if (!inputs.requiresGrad("target")) {
            return Map.of(
                    "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
        }
        if (!inputs.requiresGrad("input")) {
            return Map.of("target", targetGradient(loss, input, target, gradOutput));
        }
        KLDivLoss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        return Map.of("input", all.input(), "target", all.target());
    }

    /** Returns the gradient of the target, which PyTorch may have even if the input has none. */
    private static FloatTensor targetGradient(
            KLDivLoss loss, FloatTensor input, FloatTensor target, GradOutput gradOutput) {
        Into into = gradOutput.into(new Into()::gradOutput, Into::new);
        if (target instanceof Float32Tensor) {
            float[] gradient = new float[target.size()];
            loss.compute(into.gradient("target", gradient), input, target);
            return Float32Tensor.wrap(target.shape(), gradient);
        }
        double[] gradient = new double[target.size()];
        loss.compute(into.gradient("target", gradient), input, target);
        return Float64Tensor.wrap(target.shape(), gradient);
    }
}
