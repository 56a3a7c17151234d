package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Broadcast;
import io.lossparity.internal.BroadcastPair;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;

/**
 * The input x itself, a distance, where target y is 1; where it is -1, what x lacks to the margin.
 *
 * <pre>
 *   forward    l = (x if y != -1, otherwise 0) + (max(0, margin - x) if y != 1, otherwise 0)
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx = (1 if y != -1, otherwise 0) - (1 if y != 1 and margin - x &gt;= 0, otherwise 0)
 * </pre>
 *
 * <p>Shapes: input and target any that broadcast with each other; the losses have their common shape, the output is
 * 0-d unless the reduction is none. The mean divides by the number of losses; the gradient is summed back to the
 * shape of the input. PyTorch gives the target no gradient; the target may hold integers.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no elements: the mean is NaN, the sum 0;
 *   <li>y is neither 1 nor -1, NaN included: both terms are added;
 *   <li>y = 1: a negative x is a negative loss;
 *   <li>y = -1 and x = margin: the loss is 0, the gradient -1;
 *   <li>y = -1 and x is NaN: the loss is NaN, the gradient 0;
 *   <li>y is not 1, x is beyond the margin or NaN, and the incoming gradient is not finite: the gradient is NaN, for
 *       there it is multiplied by 0;
 *   <li>the margin may be negative or infinite.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, gradOutput has not the output's
 * shape, or a finite margin does not fit into float32 for a float32 input.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py hinge_embedding_loss; aten/src/ATen/native/Loss.cpp
 * hinge_embedding_loss.
 *
 * @param margin the distance from which dissimilar inputs cost nothing; 1 by default
 * @param reduction none, mean (the default) or sum
 */
public record HingeEmbeddingLoss(double margin, Reduction reduction) implements Loss, LegacyFlags<HingeEmbeddingLoss> {
    private static final String NAME = "HingeEmbeddingLoss";

    /** Checks the reduction. */
    public HingeEmbeddingLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: margin 1, the mean. */
    public HingeEmbeddingLoss() {
        this(1, Reduction.MEAN);
    }

    /** Returns this loss with another margin. */
    public HingeEmbeddingLoss withMargin(double newMargin) {
        return new HingeEmbeddingLoss(newMargin, reduction);
    }

    @Override
    public HingeEmbeddingLoss withReduction(Reduction newReduction) {
        return new HingeEmbeddingLoss(margin, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, input, target);
        Checks.fits(NAME, "margin", margin, input);
        FloatTensor losses = pair.input() instanceof Float32Tensor x
                ? losses(x, (Float32Tensor) pair.target())
                : losses((Float64Tensor) pair.input(), (Float64Tensor) pair.target());
        return reduction.apply(Dtype.cast(input, losses));
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        Shape losses = Checks.broadcast(NAME, "input", input, "target", target);
        T gradOutput = Checks.implicitGradOutput(NAME, input, reduction.outputShape(losses));
        return backward(gradOutput, input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        Shape shape = Checks.broadcast(NAME, "input", input, "target", target);
        Checks.fits(NAME, "margin", margin, input);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(shape));
        T y = Broadcast.expand(target, shape);
        FloatTensor grad = input instanceof Float32Tensor x
                ? gradient((Float32Tensor) incoming, x, (Float32Tensor) y)
                : gradient((Float64Tensor) incoming, (Float64Tensor) input, (Float64Tensor) y);
        return Dtype.cast(input, grad);
    }

    /** Returns the loss; the target, integers here, is compared with 1 and -1 as above. */
    public <T extends FloatTensor> T forward(T input, Int64Tensor target) {
        return forward(input, Checks.integers(NAME, "input", input, "target", target));
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, Int64Tensor target) {
        return backward(input, Checks.integers(NAME, "input", input, "target", target));
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, Int64Tensor target) {
        return backward(gradOutput, input, Checks.integers(NAME, "input", input, "target", target));
    }

    // <float32>
    private Float32Tensor losses(Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] loss = new float[x.length];
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            float lack = m - x[i] < 0f ? 0f : m - x[i]; // torch: NaN stays NaN
            loss[i] = (y[i] != 1f ? lack : 0f) + (y[i] != -1f ? x[i] : 0f);
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    /** Returns the gradient of the input, given the expanded target. */
    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float m = (float) margin;
        // torch: both branches are summed back to the input's shape before they meet.
        float[] distant =
                Broadcast.sumTo(branch(gradOutput, target, 1f), input.shape()).array(TRUSTED);
        float[] near =
                Broadcast.sumTo(branch(gradOutput, target, -1f), input.shape()).array(TRUSTED);
        float[] grad = new float[x.length];
        for (int i = 0; i < grad.length; i++) {
            // torch: the 0 beyond the margin is a factor, which makes infinities NaN.
            grad[i] = -(distant[i] * (m - x[i] >= 0f ? 1f : 0f)) + near[i];
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    /** Returns the incoming gradient of each loss, 0 where the target is the one excluded. */
    private Float32Tensor branch(Float32Tensor gradOutput, Float32Tensor target, float excluded) {
        float[] g = gradOutput.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[y.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        float divisor = reduction == Reduction.MEAN ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] != excluded ? g[i * step] / divisor : 0f;
        }
        return Float32Tensor.wrap(target.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private Float64Tensor losses(Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] loss = new double[x.length];
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            double lack = m - x[i] < 0.0 ? 0.0 : m - x[i]; // torch: NaN stays NaN
            loss[i] = (y[i] != 1.0 ? lack : 0.0) + (y[i] != -1.0 ? x[i] : 0.0);
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    /** Returns the gradient of the input, given the expanded target. */
    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double m = margin;
        // torch: both branches are summed back to the input's shape before they meet.
        double[] distant =
                Broadcast.sumTo(branch(gradOutput, target, 1.0), input.shape()).array(TRUSTED);
        double[] near =
                Broadcast.sumTo(branch(gradOutput, target, -1.0), input.shape()).array(TRUSTED);
        double[] grad = new double[x.length];
        for (int i = 0; i < grad.length; i++) {
            // torch: the 0 beyond the margin is a factor, which makes infinities NaN.
            grad[i] = -(distant[i] * (m - x[i] >= 0.0 ? 1.0 : 0.0)) + near[i];
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    /** Returns the incoming gradient of each loss, 0 where the target is the one excluded. */
    private Float64Tensor branch(Float64Tensor gradOutput, Float64Tensor target, double excluded) {
        double[] g = gradOutput.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[y.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        double divisor = reduction == Reduction.MEAN ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] != excluded ? g[i * step] / divisor : 0.0;
        }
        return Float64Tensor.wrap(target.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
