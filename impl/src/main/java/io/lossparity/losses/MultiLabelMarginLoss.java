package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.MultiLabelMarginLossFloat32;
import io.lossparity.kernel.float64.MultiLabelMarginLossFloat64;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * The multi-label margin loss: by how much each class i that is not a label comes too close to a label y[j].
 *
 * <pre>
 *   forward    z[j, i] = 1 - x[y[j]] + x[i]      l = sum over labels j, and i not a label, of max(0, z[j, i]) / C
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx[i] = (number of j with z[j, i] &gt; 0) / C      dl/dx[y[j]] = -(number of i with z[j, i] &gt; 0) / C
 *              dL/dx = g dl/dx / N | g dl/dx | g dl/dx
 * </pre>
 *
 * <p>The labels of a row are the targets before its first -1. The targets after it are not used, but must be in range.
 *
 * <p>Shapes: input and target both (N, C), or both (C), or both 0-d for one class; a single class may be 0-d or (1) in
 * either. Losses are (N), (1) for an input of one axis, 0-d for a 0-d input; output is 0-d unless the reduction is
 * none.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>a label that is repeated counts repeatedly;
 *   <li>if a row has no label, or every class is a label, the loss is 0;
 *   <li>a z of 0 has no gradient;
 *   <li>NaN counts as a z of 0, in the loss and in the gradient.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input is empty or has more than two axes, target or gradOutput
 * does not have the shape above, or an element of target is outside [-1, C).
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py multilabel_margin_loss;
 * aten/src/ATen/native/LossMultiLabelMargin.cpp.
 *
 * @param reduction none, mean (the default) or sum
 */
public record MultiLabelMarginLoss(Reduction reduction) implements Loss, LegacyFlags<MultiLabelMarginLoss> {
    private static final String NAME = "MultiLabelMarginLoss";

    /** Checks the reduction. */
    public MultiLabelMarginLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's default: the mean. */
    public MultiLabelMarginLoss() {
        this(Reduction.MEAN);
    }

    @Override
    public MultiLabelMarginLoss withReduction(Reduction newReduction) {
        return new MultiLabelMarginLoss(newReduction);
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
        Memory memory = Kernels.memory(input);
        return new Call<>(this, input, lossesShape(input)) {
            @Override
            T value() {
                return reduction.isNone()
                        ? Kernels.map(
                                lossesShape(input),
                                input,
                                (losses, x) -> MultiLabelMarginLossFloat32.losses(losses, memory, x, y, classes),
                                (losses, x) -> MultiLabelMarginLossFloat64.losses(losses, memory, x, y, classes))
                        : Kernels.map(
                                Shape.scalar(),
                                input,
                                (total, x) -> MultiLabelMarginLossFloat32.total(total, memory, x, y, classes, mean),
                                (total, x) -> MultiLabelMarginLossFloat64.total(total, memory, x, y, classes, mean));
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(Kernels.map(
                        input.shape(),
                        gradOutput,
                        input,
                        (grad, g, x) -> MultiLabelMarginLossFloat32.gradient(grad, memory, g, x, y, classes, mean),
                        (grad, g, x) -> MultiLabelMarginLossFloat64.gradient(grad, memory, g, x, y, classes, mean)));
            }
        };
    }

    private static void check(FloatTensor input, Int64Tensor target) {
        Checks.rows(NAME, "input", input);
        Checks.notNull(NAME, "target", target);
        boolean single = input.shape().rank() < 2 && target.shape().rank() < 2 && input.size() == 1;
        if (!(single && target.size() == 1)) {
            Checks.sameShape(NAME, "input", input, "target", target);
        }
        Checks.range(NAME, "target", target, -1, classes(input), () -> Checks.shape("input", input));
    }

    private static int classes(FloatTensor input) {
        int rank = input.shape().rank();
        return rank == 0 ? 1 : input.shape().size(rank - 1);
    }

    private static Shape lossesShape(FloatTensor input) {
        return switch (input.shape().rank()) {
            case 0 -> Shape.scalar();
            case 1 -> Shape.of(1); // torch: a vector counts as a batch of one
            default -> input.shape().without(1);
        };
    }
}
