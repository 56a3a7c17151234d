package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.MultiMarginLossFloat32;
import io.lossparity.kernel.float64.MultiMarginLossFloat64;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * The multi-class margin loss: by how much each class i comes too close to the target class y, or exceeds it.
 *
 * <pre>
 *   forward    z[i] = margin - x[y] + x[i]      l = sum over i != y of w[y] max(0, z[i])^p / C
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx[i] = p w[y] z[i]^(p - 1) / C if z[i] &gt; 0, otherwise 0      dl/dx[y] = -sum of dl/dx[i]
 *              dL/dx = g dl/dx / N | g dl/dx | g dl/dx
 * </pre>
 *
 * <p>Shapes: input (N, C) with target (N), or input (C) with target (1), or input 0-d for one class; target 0-d means
 * (1). Losses are (N), or 0-d where the input is not a matrix; output is 0-d unless the reduction is none. Weight is
 * (C) or longer; further elements are not read.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>a z of 0 has no gradient;
 *   <li>2 z overflows: the gradient may still be finite, because z is multiplied by 2 / C;
 *   <li>NaN counts as a z of 0, in the loss and in the gradient.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input is empty or has more than two axes, target or gradOutput
 * does not have the shape above, a target is outside [0, C), weight is not 1-D, too short or of another dtype, or p is
 * neither 1 nor 2.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py multi_margin_loss; aten/src/ATen/native/LossMultiMargin.cpp.
 *
 * @param p the exponent: 1 (the default) or 2
 * @param margin the margin, any number; 1 by default
 * @param weight the weight of each class, or null (the default) for 1
 * @param reduction none, mean (the default) or sum
 */
public record MultiMarginLoss(int p, double margin, FloatTensor weight, Reduction reduction)
        implements Loss, LegacyFlags<MultiMarginLoss> {
    private static final String NAME = "MultiMarginLoss";

    /** Checks the exponent, the rank of the weight and the reduction. */
    public MultiMarginLoss {
        if (p != 1 && p != 2) {
            throw Checks.failure(NAME, "p", "be 1 or 2", p, "");
        }
        if (weight != null && weight.shape().rank() != 1) {
            throw Checks.failure(NAME, "weight", "have 1 axis", weight.shape().rank(), Checks.shape("weight", weight));
        }
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: p = 1, a margin of 1, no weights, the mean. */
    public MultiMarginLoss() {
        this(1, 1.0, null, Reduction.MEAN);
    }

    /** Returns this loss with another exponent. */
    public MultiMarginLoss withP(int newP) {
        return new MultiMarginLoss(newP, margin, weight, reduction);
    }

    /** Returns this loss with another margin. */
    public MultiMarginLoss withMargin(double newMargin) {
        return new MultiMarginLoss(p, newMargin, weight, reduction);
    }

    /** Returns this loss with other weights; null for none. */
    public MultiMarginLoss withWeight(FloatTensor newWeight) {
        return new MultiMarginLoss(p, margin, newWeight, reduction);
    }

    @Override
    public MultiMarginLoss withReduction(Reduction newReduction) {
        return new MultiMarginLoss(p, margin, weight, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, Int64Tensor target) {
        return call(input, target).value();
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, Int64Tensor target) {
        return call(input, target).gradient();
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, Int64Tensor target) {
        return call(input, target).gradient(gradOutput);
    }

    /** Returns the loss and the gradient; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(T input, Int64Tensor target) {
        return call(input, target).valueAndGradient();
    }

    /** Returns the loss and the gradient. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(
            FloatTensor gradOutput, T input, Int64Tensor target) {
        return call(input, target).valueAndGradient(gradOutput);
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.longs(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, Int64Tensor target) {
        check(input, target);
        long[] y = target.array(TRUSTED);
        int classes = classes(input);
        boolean mean = reduction.isMean();
        return new Call<>(this, input, lossesShape(input)) {
            @Override
            T value() {
                T losses = Kernels.map(
                        lossesShape(input),
                        input,
                        weight,
                        (loss, x, w) -> MultiMarginLossFloat32.losses(loss, x, w, y, classes, p, margin),
                        (loss, x, w) -> MultiMarginLossFloat64.losses(loss, x, w, y, classes, p, margin));
                return reduction.isNone()
                        ? losses
                        : Kernels.map(
                                Shape.scalar(),
                                losses,
                                (total, loss) -> MultiMarginLossFloat32.total(total, loss, mean),
                                (total, loss) -> MultiMarginLossFloat64.total(total, loss, mean));
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(Kernels.map(
                        input.shape(),
                        gradOutput,
                        input,
                        weight,
                        (grad, g, x, w) -> MultiMarginLossFloat32.gradient(grad, g, x, w, y, classes, p, margin, mean),
                        (grad, g, x, w) ->
                                MultiMarginLossFloat64.gradient(grad, g, x, w, y, classes, p, margin, mean)));
            }
        };
    }

    private void check(FloatTensor input, Int64Tensor target) {
        Checks.rows(NAME, "input", input);
        Checks.fits(NAME, "margin", margin, input);
        Checks.notNull(NAME, "target", target);
        int classes = classes(input);
        int rows = input.size() / classes;
        if (target.shape().rank() > 1 || target.size() != rows) {
            throw Checks.failure(
                    NAME, "target", "have shape [" + rows + "]", target.shape(), Checks.shape("input", input));
        }
        if (weight != null) {
            Checks.sameDtype(NAME, "input", input, "weight", weight);
            if (weight.size() < classes) {
                String shapes = Checks.shapes("input", input, "weight", weight);
                throw Checks.failure(NAME, "weight", "have at least " + classes + " elements", weight.size(), shapes);
            }
        }
        Checks.range(NAME, "target", target, 0, classes, () -> Checks.shape("input", input));
    }

    private static int classes(FloatTensor input) {
        int rank = input.shape().rank();
        return rank == 0 ? 1 : input.shape().size(rank - 1);
    }

    private static Shape lossesShape(FloatTensor input) {
        return input.shape().rank() == 2 ? input.shape().without(1) : Shape.scalar();
    }
}
