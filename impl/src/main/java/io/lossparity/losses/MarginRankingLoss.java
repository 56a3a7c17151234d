package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Arithmetic;
import io.lossparity.internal.Broadcast;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The margin by which input x1 fails to rank above input x2 where target y is 1, below where it is -1.
 *
 * <pre>
 *   forward    z = -y (x1 - x2) + margin
 *              l = max(0, z)                    L = mean(l) | sum(l) | l
 *   backward   dl/dx1 = -y if z &gt;= 0, otherwise 0           dl/dx2 = -dl/dx1
 *              dl/dy  = -(x1 - x2) if z &gt;= 0, otherwise 0
 * </pre>
 *
 * <p>Shapes: input1, input2 and target any, with at least one axis each, that broadcast with each other; the losses
 * have their common shape, the output is 0-d unless the reduction is none. A target of one axis aligns with the
 * inputs' last axis, not with the batch. The mean divides by the number of losses; gradients are summed back to the
 * shape of their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no elements: the mean is NaN, the sum 0;
 *   <li>z = 0: the loss is 0, but the gradient passes;
 *   <li>z is NaN: the loss is NaN; so are the gradients whose other factor is NaN or infinite, others are 0;
 *   <li>targets other than 1 and -1 are factors as well; the margin may be negative or infinite.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, an argument is 0-d, shapes do not broadcast, or
 * gradOutput has not the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py margin_ranking_loss; aten/src/ATen/native/Loss.cpp
 * margin_ranking_loss.
 *
 * @param margin the difference below which ranked inputs still cost; 0 by default
 * @param reduction none, mean (the default) or sum
 */
public record MarginRankingLoss(double margin, Reduction reduction) implements Loss, LegacyFlags<MarginRankingLoss> {
    private static final String NAME = "MarginRankingLoss";

    /**
     * The gradients of the inputs.
     *
     * @param input1 the gradient of the first input, in its shape
     * @param input2 the gradient of the second input, in its shape
     */
    public record InputGradients<T extends FloatTensor>(T input1, T input2) {}

    /**
     * The gradients of all arguments.
     *
     * @param input1 the gradient of the first input, in its shape
     * @param input2 the gradient of the second input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input1, T input2, T target) {}

    /** Checks the reduction. */
    public MarginRankingLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: margin 0, the mean. */
    public MarginRankingLoss() {
        this(0, Reduction.MEAN);
    }

    /** Returns this loss with another margin. */
    public MarginRankingLoss withMargin(double newMargin) {
        return new MarginRankingLoss(newMargin, reduction);
    }

    @Override
    public MarginRankingLoss withReduction(Reduction newReduction) {
        return new MarginRankingLoss(margin, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input1, T input2, T target) {
        Shape shape = check(input1, input2, target);
        T y = Broadcast.expand(target, shape);
        T difference = Broadcast.expand(difference(input1, input2), shape);
        FloatTensor losses = difference instanceof Float32Tensor d
                ? losses(d, (Float32Tensor) y)
                : losses((Float64Tensor) difference, (Float64Tensor) y);
        return reduction.apply(Dtype.cast(input1, losses));
    }

    /** Returns the gradients of the inputs; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> InputGradients<T> backward(T input1, T input2, T target) {
        return backward(implicitGradOutput(input1, input2, target), input1, input2, target);
    }

    /** Returns the gradients of the inputs. */
    public <T extends FloatTensor> InputGradients<T> backward(FloatTensor gradOutput, T input1, T input2, T target) {
        Gradients<T> all = backwardAll(gradOutput, input1, input2, target);
        return new InputGradients<>(all.input1, all.input2);
    }

    /** Returns the gradients of inputs and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backwardAll(T input1, T input2, T target) {
        return backwardAll(implicitGradOutput(input1, input2, target), input1, input2, target);
    }

    /** Returns the gradients of inputs and target. */
    public <T extends FloatTensor> Gradients<T> backwardAll(FloatTensor gradOutput, T input1, T input2, T target) {
        Shape shape = check(input1, input2, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input1", input1, reduction.outputShape(shape));
        T difference = difference(input1, input2);
        T d = Broadcast.expand(difference, shape);
        T y = Broadcast.expand(target, shape);
        T each = active(incoming, d, y);
        T toFirst = Broadcast.sumTo(Arithmetic.negated(product(each, y)), difference.shape());
        return new Gradients<>(
                Broadcast.sumTo(toFirst, input1.shape()),
                Broadcast.sumTo(Arithmetic.negated(toFirst), input2.shape()),
                Arithmetic.negated(Broadcast.sumTo(product(each, d), target.shape())));
    }

    /** Checks the arguments and returns the shape of the losses. */
    private static <T extends FloatTensor> Shape check(T input1, T input2, T target) {
        Checks.minimumRank(NAME, "input1", input1, 1);
        Checks.minimumRank(NAME, "input2", input2, 1);
        Checks.minimumRank(NAME, "target", target, 1);
        Shape inputs = Checks.broadcast(NAME, "input1", input1, "input2", input2);
        Checks.sameDtype(NAME, "input1", input1, "target", target);
        return Checks.broadcastShape(NAME, "the inputs", inputs, "target", target.shape());
    }

    private <T extends FloatTensor> T implicitGradOutput(T input1, T input2, T target) {
        return Checks.implicitGradOutput(NAME, input1, reduction.outputShape(check(input1, input2, target)));
    }

    /** Returns the difference of the inputs, in their common shape. */
    private static <T extends FloatTensor> T difference(T input1, T input2) {
        Shape shape = Checks.broadcast(NAME, "input1", input1, "input2", input2);
        T x1 = Broadcast.expand(input1, shape);
        T x2 = Broadcast.expand(input2, shape);
        return Dtype.cast(
                input1,
                x1 instanceof Float32Tensor x
                        ? minus(x, (Float32Tensor) x2)
                        : minus((Float64Tensor) x1, (Float64Tensor) x2));
    }

    /** Returns the incoming gradient of each loss, 0 where the loss is cut off. */
    private <T extends FloatTensor> T active(T gradOutput, T difference, T target) {
        return Dtype.cast(
                gradOutput,
                difference instanceof Float32Tensor d
                        ? active((Float32Tensor) gradOutput, d, (Float32Tensor) target)
                        : active((Float64Tensor) gradOutput, (Float64Tensor) difference, (Float64Tensor) target));
    }

    private static <T extends FloatTensor> T product(T first, T second) {
        return Dtype.cast(
                first,
                first instanceof Float32Tensor f
                        ? times(f, (Float32Tensor) second)
                        : times((Float64Tensor) first, (Float64Tensor) second));
    }

    // <float32>
    private Float32Tensor losses(Float32Tensor difference, Float32Tensor target) {
        float[] d = difference.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] loss = new float[d.length];
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            float z = -y[i] * d[i] + m;
            loss[i] = z < 0f ? 0f : z; // torch: NaN stays NaN
        }
        return Float32Tensor.wrap(difference.shape(), loss, TRUSTED);
    }

    private Float32Tensor active(Float32Tensor gradOutput, Float32Tensor difference, Float32Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] d = difference.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[d.length];
        float m = (float) margin;
        int step = reduction == Reduction.NONE ? 1 : 0;
        float divisor = reduction == Reduction.MEAN ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i * step] / divisor * (-y[i] * d[i] + m >= 0f ? 1f : 0f);
        }
        return Float32Tensor.wrap(difference.shape(), grad, TRUSTED);
    }

    private static Float32Tensor minus(Float32Tensor first, Float32Tensor second) {
        float[] a = first.array(TRUSTED);
        float[] b = second.array(TRUSTED);
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return Float32Tensor.wrap(first.shape(), result, TRUSTED);
    }

    private static Float32Tensor times(Float32Tensor first, Float32Tensor second) {
        float[] a = first.array(TRUSTED);
        float[] b = second.array(TRUSTED);
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
        return Float32Tensor.wrap(first.shape(), result, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private Float64Tensor losses(Float64Tensor difference, Float64Tensor target) {
        double[] d = difference.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] loss = new double[d.length];
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            double z = -y[i] * d[i] + m;
            loss[i] = z < 0.0 ? 0.0 : z; // torch: NaN stays NaN
        }
        return Float64Tensor.wrap(difference.shape(), loss, TRUSTED);
    }

    private Float64Tensor active(Float64Tensor gradOutput, Float64Tensor difference, Float64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] d = difference.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[d.length];
        double m = margin;
        int step = reduction == Reduction.NONE ? 1 : 0;
        double divisor = reduction == Reduction.MEAN ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i * step] / divisor * (-y[i] * d[i] + m >= 0.0 ? 1.0 : 0.0);
        }
        return Float64Tensor.wrap(difference.shape(), grad, TRUSTED);
    }

    private static Float64Tensor minus(Float64Tensor first, Float64Tensor second) {
        double[] a = first.array(TRUSTED);
        double[] b = second.array(TRUSTED);
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return Float64Tensor.wrap(first.shape(), result, TRUSTED);
    }

    private static Float64Tensor times(Float64Tensor first, Float64Tensor second) {
        double[] a = first.array(TRUSTED);
        double[] b = second.array(TRUSTED);
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
        return Float64Tensor.wrap(first.shape(), result, TRUSTED);
    }
    // </float64>
    // spotless:on
}
