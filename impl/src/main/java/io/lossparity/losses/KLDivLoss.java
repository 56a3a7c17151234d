package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Broadcast;
import io.lossparity.internal.BroadcastPair;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.internal.Elementary;
import io.lossparity.internal.Summation;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The Kullback-Leibler divergence of target probabilities y from log-probabilities x.
 *
 * <pre>
 *   forward    l = y (log y - x) if y &gt; 0, otherwise 0      L = mean(l) | sum(l) | sum(l) / N | l
 *   backward   dl/dx = -y if y &gt; 0, otherwise 0             dl/dy = log y + 1 - x, 0 at y = 0
 * </pre>
 *
 * <p>N is the size of the input's first axis; batchmean of a 0-d input does not divide.
 *
 * <p>Shapes: input and target any that broadcast with each other; the losses have their common shape, the output is
 * 0-d unless the reduction is none. PyTorch differentiates less than it computes: backward needs as many elements in
 * both (they are paired in storage order) and, for none, an input of the common shape; backwardTarget needs a target of
 * the common shape; backwardAll needs both.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>y is NaN or negative: the loss and the gradient of the input are 0, the gradient of the target NaN;
 *   <li>no elements: mean and batchmean are NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not fit as above, or gradOutput has not the
 * output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py kl_div; aten/src/ATen/native/Loss.cpp kl_div,
 * kl_div_backward_cpu; tools/autograd/templates/Functions.cpp kl_div_target_backward.
 *
 * @param reduction none, mean (the default), sum or batchmean
 */
public record KLDivLoss(Reduction reduction) implements Loss, LegacyFlags<KLDivLoss> {
    private static final String NAME = "KLDivLoss";

    /**
     * The gradients of all arguments.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input, T target) {}

    /** Checks the reduction. */
    public KLDivLoss {
        Checks.notNull(NAME, "reduction", reduction);
    }

    /** The loss with PyTorch's defaults: the mean over all elements. */
    public KLDivLoss() {
        this(Reduction.MEAN);
    }

    @Override
    public KLDivLoss withReduction(Reduction newReduction) {
        return new KLDivLoss(newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, input, target);
        FloatTensor losses = pair.input() instanceof Float32Tensor x
                ? losses(x, (Float32Tensor) pair.target())
                : losses((Float64Tensor) pair.input(), (Float64Tensor) pair.target());
        T each = Dtype.cast(input, losses);
        return reduction == Reduction.BATCHMEAN ? perSample(Summation.sum(each), input.shape()) : reduction.apply(each);
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return backward(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        T incoming = incoming(gradOutput, input, target);
        requireDifferentiableInput(input, target);
        FloatTensor grad = input instanceof Float32Tensor x
                ? gradient((Float32Tensor) incoming, x, (Float32Tensor) target)
                : gradient((Float64Tensor) incoming, (Float64Tensor) input, (Float64Tensor) target);
        return Dtype.cast(input, grad);
    }

    /** Returns the gradients of input and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backwardAll(T input, T target) {
        return backwardAll(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradients of input and target. */
    public <T extends FloatTensor> Gradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        T ofInput = backward(gradOutput, input, target);
        return new Gradients<>(ofInput, backwardTarget(gradOutput, input, target));
    }

    /** Returns the gradient of the target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backwardTarget(T input, T target) {
        return backwardTarget(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradient of the target. */
    public <T extends FloatTensor> T backwardTarget(FloatTensor gradOutput, T input, T target) {
        T incoming = incoming(gradOutput, input, target);
        Shape common = Checks.broadcast(NAME, "input", input, "target", target);
        if (!common.equals(target.shape())) {
            // torch: the gradient of the target is computed in place, in its shape.
            throw notDifferentiable("target", target, common, Checks.shape("input", input));
        }
        FloatTensor grad = input instanceof Float32Tensor x
                ? targetGradient((Float32Tensor) incoming, x, (Float32Tensor) target)
                : targetGradient((Float64Tensor) incoming, (Float64Tensor) input, (Float64Tensor) target);
        return Dtype.cast(input, grad);
    }

    private <T extends FloatTensor> T implicitGradOutput(T input, T target) {
        Shape losses = Checks.broadcast(NAME, "input", input, "target", target);
        return Checks.implicitGradOutput(NAME, input, reduction.outputShape(losses));
    }

    /** Checks the arguments of backward and returns the incoming gradient, of the sum where that is not reduced more. */
    private <T extends FloatTensor> T incoming(FloatTensor gradOutput, T input, T target) {
        Shape common = Checks.broadcast(NAME, "input", input, "target", target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(common));
        return reduction == Reduction.BATCHMEAN ? perSample(incoming, input.shape()) : incoming;
    }

    private void requireDifferentiableInput(FloatTensor input, FloatTensor target) {
        Shape common = Checks.broadcast(NAME, "input", input, "target", target);
        if (input.size() != target.size()) {
            throw Checks.failure(
                    NAME,
                    "target",
                    "have the " + input.size() + " elements of the input to differentiate",
                    target.size(),
                    Checks.shapes("input", input, "target", target));
        }
        if (reduction == Reduction.NONE && !common.equals(input.shape())) {
            throw notDifferentiable("input", input, common, Checks.shape("target", target));
        }
    }

    private static IllegalArgumentException notDifferentiable(
            String name, FloatTensor tensor, Shape common, String context) {
        return Checks.failure(
                NAME, name, "have the common shape " + common + " to be differentiated", tensor.shape(), context);
    }

    /** Returns what batchmean makes of a sum, and of the incoming gradient. */
    private static <T extends FloatTensor> T perSample(T total, Shape input) {
        if (input.rank() == 0) {
            return total; // torch: a 0-d input has no batch to divide by
        }
        return Dtype.cast(
                total,
                total instanceof Float32Tensor t
                        ? divided(t, input.size(0))
                        : divided((Float64Tensor) total, input.size(0)));
    }

    // <float32>
    private static Float32Tensor divided(Float32Tensor scalar, int divisor) {
        return Float32Tensor.scalar(scalar.item() / divisor);
    }

    private static Float32Tensor losses(Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = y[i] > 0f ? y[i] * (Elementary.tensorLog(y[i]) - x[i]) : 0f;
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[y.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        float divisor = reduction == Reduction.MEAN ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] > 0f ? -y[i] * g[i * step] / divisor : 0f;
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    private Float32Tensor targetGradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = Broadcast.expand(input, target.shape()).array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] grad = new float[y.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        float divisor = reduction == Reduction.MEAN ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] == 0f ? 0f : g[i * step] * (Elementary.tensorLog(y[i]) + 1f - x[i]) / divisor;
        }
        return Float32Tensor.wrap(target.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private static Float64Tensor divided(Float64Tensor scalar, int divisor) {
        return Float64Tensor.scalar(scalar.item() / divisor);
    }

    private static Float64Tensor losses(Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = y[i] > 0.0 ? y[i] * (Elementary.tensorLog(y[i]) - x[i]) : 0.0;
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[y.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        double divisor = reduction == Reduction.MEAN ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] > 0.0 ? -y[i] * g[i * step] / divisor : 0.0;
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    private Float64Tensor targetGradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = Broadcast.expand(input, target.shape()).array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] grad = new double[y.length];
        int step = reduction == Reduction.NONE ? 1 : 0;
        double divisor = reduction == Reduction.MEAN ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = y[i] == 0.0 ? 0.0 : g[i * step] * (Elementary.tensorLog(y[i]) + 1.0 - x[i]) / divisor;
        }
        return Float64Tensor.wrap(target.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
