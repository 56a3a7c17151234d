package io.lossparity.ports.lossparity;

import io.lossparity.losses.CTCLoss;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Map;

/** Asks {@link CTCLoss}. */
final class CTCLossAdapter implements Adapter<CTCLoss> {

    @Override
    public CTCLoss construct(Parameters parameters) {
        CTCLoss defaults = new CTCLoss();
        return defaults.withBlank(parameters.integer("blank", defaults.blank()))
                .withReduction(parameters.reduction(defaults.reduction()))
                .withZeroInfinity(parameters.bool("zeroInfinity", defaults.zeroInfinity()));
    }

    @Override
    public FloatTensor forward(CTCLoss loss, Inputs inputs) {
        return loss.forward(
                inputs.floats("logProbs"),
                inputs.integers("targets"),
                lengths(inputs, "inputLengths", "targetLengths"),
                lengths(inputs, "targetLengths", "inputLengths"));
    }

    @Override
    public Map<String, FloatTensor> backward(CTCLoss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor x = inputs.floats("logProbs");
        Int64Tensor y = inputs.integers("targets");
        Int64Tensor frames = lengths(inputs, "inputLengths", "targetLengths");
        Int64Tensor labels = lengths(inputs, "targetLengths", "inputLengths");
        return Map.of(
                "logProbs",
                gradOutput.into(
                        g -> loss.backward(g, x, y, frames, labels), () -> loss.backward(x, y, frames, labels)));
    }

    /** Returns lengths as a tensor; both are tuples, or both are tensors. */
    private static Int64Tensor lengths(Inputs inputs, String name, String other) {
        if (inputs.isTuple(name) != inputs.isTuple(other)) {
            throw new IllegalArgumentException(
                    "CTCLoss: " + name + " must be a tuple if " + other + " is one, and a tensor if it is a tensor");
        }
        return inputs.isTuple(name) ? Int64Tensor.vector(inputs.tuple(name)) : inputs.integers(name);
    }
}
