package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.SoftMarginLossFloat32;
import io.lossparity.kernel.float64.SoftMarginLossFloat64;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The logistic loss of input x under targets y of 1 and -1.
 *
 * <pre>
 *   z = e^(-y x)
 *   forward    l = log(1 + z)                L = mean(l) | sum(l) | l
 *   backward   dl/dx = -y z / (1 + z)
 * </pre>
 *
 * <p>Shapes: input any, target the same; the output is 0-d unless the reduction is none.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>y is any number, not checked; y = 0 gives log 2 and no gradient;
 *   <li>z overflows (-y x &gt; 709.78 in float64, 88.72 in float32): the loss is Infinity, the gradient NaN;
 *   <li>float32: z is rounded to float32, but 1 + z and its logarithm are computed in float64;
 *   <li>no elements: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes or shapes differ, or gradOutput has not the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py soft_margin_loss; aten/src/THNN/generic/SoftMarginCriterion.c.
 *
 * @param reduction none, mean (the default) or sum
 */
public record SoftMarginLoss(Reduction reduction) implements Loss, LegacyFlags<SoftMarginLoss> {
    private static final String NAME = "SoftMarginLoss";

    /** Checks the reduction. */
    public SoftMarginLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: the mean. */
    public SoftMarginLoss() {
        this(Reduction.MEAN);
    }

    @Override
    public SoftMarginLoss withReduction(Reduction newReduction) {
        return new SoftMarginLoss(newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        check(input, target);
        return reduction.isNone()
                ? Kernels.map(
                        input.shape(), input, target, SoftMarginLossFloat32::losses, SoftMarginLossFloat64::losses)
                : Kernels.map(
                        Shape.scalar(),
                        input,
                        target,
                        (x, y) -> SoftMarginLossFloat32.total(x, y, reduction.isMean()),
                        (x, y) -> SoftMarginLossFloat64.total(x, y, reduction.isMean()));
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        check(input, target);
        return backward(Checks.implicitGradOutput(NAME, input, reduction.outputShape(input.shape())), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        check(input, target);
        return Kernels.map(
                input.shape(),
                Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(input.shape())),
                input,
                target,
                (g, x, y) -> SoftMarginLossFloat32.gradient(g, x, y, reduction.isNone(), reduction.isMean()),
                (g, x, y) -> SoftMarginLossFloat64.gradient(g, x, y, reduction.isNone(), reduction.isMean()));
    }

    private static void check(FloatTensor input, FloatTensor target) {
        Checks.sameDtype(NAME, "input", input, "target", target);
        Checks.sameShape(NAME, "input", input, "target", target);
    }
}
