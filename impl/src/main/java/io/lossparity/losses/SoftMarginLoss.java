package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.SoftMarginLossFloat32;
import io.lossparity.kernel.float64.SoftMarginLossFloat64;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Tensor;
import java.util.List;

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
 *   <li>y is any number, not checked; y = 0 gives the loss log 2 and the gradient 0;
 *   <li>z overflows (-y x &gt; 709.78 in float64, 88.72 in float32): the loss is Infinity, the gradient NaN;
 *   <li>float32: z is rounded to float32, but 1 + z and its logarithm are computed in float64;
 *   <li>no elements: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes or shapes differ, or gradOutput does not have the output's
 * shape.
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
        return call(input, target).value();
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return call(input, target).gradient();
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        return call(input, target).gradient(gradOutput);
    }

    /** Returns the loss and the gradient; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(T input, T target) {
        return call(input, target).valueAndGradient();
    }

    /** Returns the loss and the gradient. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(FloatTensor gradOutput, T input, T target) {
        return call(input, target).valueAndGradient(gradOutput);
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, T target) {
        Checks.sameDtype(NAME, "input", input, "target", target);
        Checks.sameShape(NAME, "input", input, "target", target);
        return new Call<>(this, input, input.shape()) {
            @Override
            T value() {
                return reduction.applyInOrder(
                        input.shape(),
                        (loss, in, from, to) -> {
                            SoftMarginLossFloat32.power(loss, in[0], in[1], from, to);
                            SoftMarginLossFloat32.losses(loss, loss, from, to);
                        },
                        (loss, in, from, to) -> {
                            SoftMarginLossFloat64.power(loss, in[0], in[1], from, to);
                            SoftMarginLossFloat64.losses(loss, loss, from, to);
                        },
                        input,
                        target);
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(replaced(gradOutput, powers(input, target), target));
            }

            @Override
            ValueAndGradient<T, List<T>> both(T gradOutput) {
                T powers = powers(input, target);
                T value = reduction.applyInOrder(
                        input.shape(),
                        (loss, in, from, to) -> SoftMarginLossFloat32.losses(loss, in[0], from, to),
                        (loss, in, from, to) -> SoftMarginLossFloat64.losses(loss, in[0], from, to),
                        powers);
                return new ValueAndGradient<>(value, List.of(replaced(gradOutput, powers, target)));
            }
        };
    }

    /** Returns e^(-y x). */
    private static <T extends FloatTensor> T powers(T input, T target) {
        Loop.OfTwo<float[]> float32 = SoftMarginLossFloat32::power;
        Loop.OfTwo<double[]> float64 = SoftMarginLossFloat64::power;
        return Kernels.fill(input.shape(), float32.loop(), float64.loop(), input, target);
    }

    /** Returns the gradient in place of the powers. */
    private <T extends FloatTensor> T replaced(T gradOutput, T powers, T target) {
        int count = reduction.divisor(powers.shape());
        boolean each = reduction.isNone();
        return Kernels.replace(
                powers,
                (grad, in, from, to) ->
                        SoftMarginLossFloat32.gradient(grad, in[1], in[0], in[2], each, count, from, to),
                (grad, in, from, to) ->
                        SoftMarginLossFloat64.gradient(grad, in[1], in[0], in[2], each, count, from, to),
                gradOutput,
                target);
    }
}
