package io.lossparity.ports.lossparity;

import io.lossparity.losses.L1Loss;
import io.lossparity.losses.Reduction;
import io.lossparity.losses.SmoothL1Loss;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import java.util.Map;

/** Asks {@link SmoothL1Loss}. */
final class SmoothL1LossAdapter implements Adapter<SmoothL1Loss> {

    @Override
    public SmoothL1Loss construct(Parameters parameters) {
        return parameters.reducedUnchecked(new SmoothL1Loss());
    }

    @Override
    public FloatTensor forward(SmoothL1Loss loss, Inputs inputs) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        FloatTensor output = loss.forward(input, target);
        if (inputs.requiresGrad("target")) {
            requireOneRounding(new L1Loss().withReduction(Reduction.NONE).forward(input, target));
        }
        return output;
    }

    /**
     * Checks that both of PyTorch's formulas give the same value for these differences d.
     *
     * <p>torch: functional.py computes 0.5 (d d) if the target requires a gradient; C++ computes (0.5 d) d.
     *
     * @throws InexpressibleException if they differ, as they do if d d is subnormal; our forward does not know which
     *     gradients are required
     */
    private static void requireOneRounding(FloatTensor differences) {
        boolean equal = differences instanceof Float32Tensor t
                ? isRoundedAlike(t)
                : isRoundedAlike((Float64Tensor) differences);
        if (!equal) {
            throw new InexpressibleException("SmoothL1Loss: a difference is so small that PyTorch rounds its square"
                    + " in another way where the target requires a gradient");
        }
    }

    private static boolean isRoundedAlike(Float32Tensor differences) {
        boolean alike = true;
        for (float d : differences.toArray()) {
            alike &= d >= 1 || Float.isNaN(d) || 0.5f * d * d == 0.5f * (d * d);
        }
        return alike;
    }

    private static boolean isRoundedAlike(Float64Tensor differences) {
        boolean alike = true;
        for (double d : differences.toArray()) {
            alike &= d >= 1 || Double.isNaN(d) || 0.5 * d * d == 0.5 * (d * d);
        }
        return alike;
    }

    @Override
    public Map<String, FloatTensor> backward(SmoothL1Loss loss, Inputs inputs, GradOutput gradOutput) {
        FloatTensor input = inputs.floats("input");
        FloatTensor target = inputs.floats("target");
        if (!inputs.requiresGrad("target")) {
            return Map.of(
                    "input", gradOutput.into(g -> loss.backward(g, input, target), () -> loss.backward(input, target)));
        }
        SmoothL1Loss.AllGradients<FloatTensor> all =
                gradOutput.into(g -> loss.backwardAll(g, input, target), () -> loss.backwardAll(input, target));
        return Map.of("input", all.input(), "target", all.target());
    }
}
