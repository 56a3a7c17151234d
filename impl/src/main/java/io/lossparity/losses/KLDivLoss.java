package io.lossparity.losses;

import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.KLDivLossFloat32;
import io.lossparity.kernel.float64.KLDivLossFloat64;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

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
 * <p>Shapes: input and target have any shapes that broadcast with each other; the losses have the common shape; the
 * output is 0-d unless the reduction is none. PyTorch can differentiate fewer shapes than it can compute. backward
 * needs as many elements in both (they are paired in storage order) and, for none, an input of the common shape. The
 * gradient of the target needs a target of the common shape. backwardAll needs both; {@link #compute(Into, Tensor...)}
 * needs only what the requested gradients need.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>y is NaN or negative: the loss and the gradient of the input are 0, the gradient of the target NaN;
 *   <li>no elements: mean and batchmean are NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not fit as above, or gradOutput does not have
 * the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py kl_div; aten/src/ATen/native/Loss.cpp kl_div,
 * kl_div_backward_cpu; tools/autograd/templates/Functions.cpp kl_div_target_backward.
 *
 * @param reduction none, mean (the default), sum or batchmean
 */
public record KLDivLoss(Reduction reduction) implements Loss, LegacyFlags<KLDivLoss> {
    private static final String NAME = "KLDivLoss";

    /**
     * The gradients of all arguments that PyTorch can differentiate.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record AllGradients<T extends FloatTensor>(T input, T target) {
        static <T extends FloatTensor> AllGradients<T> of(List<T> gradients) {
            return new AllGradients<>(gradients.get(0), gradients.get(1));
        }
    }

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

    @Override
    public List<String> differentiable() {
        return arguments();
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

    /** Returns the gradients of input and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(T input, T target) {
        return AllGradients.of(call(input, target).all());
    }

    /** Returns the gradients of input and target. */
    public <T extends FloatTensor> AllGradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        return AllGradients.of(call(input, target).all(gradOutput));
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1)));
    }

    private <T extends FloatTensor> Call<T> call(T input, T target) {
        BroadcastPair<T> pair = BroadcastPair.of(NAME, reduction, input, target);
        return new Call<>(this, input, pair.shape()) {
            @Override
            T value() {
                return perSample(pair.output(KLDivLossFloat32::losses, KLDivLossFloat64::losses), input.shape());
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(inputGradient(pair, perSample(gradOutput, input.shape())));
            }

            @Override
            List<T> allGradients(T gradOutput, Collection<String> names) {
                T incoming = perSample(gradOutput, input.shape());
                return Arrays.asList(
                        names.contains("input") ? inputGradient(pair, incoming) : null,
                        targetGradient(pair, incoming)); // asked for, or gradients would have been called
            }
        };
    }

    private <T extends FloatTensor> T inputGradient(BroadcastPair<T> pair, T incoming) {
        requireDifferentiableInput(pair);
        Shape shape = pair.input().shape();
        int divisor = reduction.divisor(shape);
        return Kernels.fill(
                shape,
                (grad, in, from, to) -> KLDivLossFloat32.gradient(grad, in[0], in[1], divisor, from, to),
                (grad, in, from, to) -> KLDivLossFloat64.gradient(grad, in[0], in[1], divisor, from, to),
                incoming,
                pair.target());
    }

    private <T extends FloatTensor> T targetGradient(BroadcastPair<T> pair, T incoming) {
        T target = pair.target();
        if (!pair.shape().equals(target.shape())) {
            // torch: the gradient of the target is computed in place, in its shape.
            throw notDifferentiable("target", target, pair.shape(), Checks.shape("input", pair.input()));
        }
        int divisor = reduction.divisor(target.shape());
        return Kernels.fill(
                target.shape(),
                (grad, in, from, to) -> KLDivLossFloat32.targetGradient(grad, in[0], in[1], in[2], divisor, from, to),
                (grad, in, from, to) -> KLDivLossFloat64.targetGradient(grad, in[0], in[1], in[2], divisor, from, to),
                incoming,
                pair.expandedInput(),
                target);
    }

    private void requireDifferentiableInput(BroadcastPair<?> pair) {
        FloatTensor input = pair.input();
        FloatTensor target = pair.target();
        if (input.size() != target.size()) {
            String rule = "have the " + input.size() + " elements of the input to differentiate";
            String shapes = Checks.shapes("input", input, "target", target);
            throw Checks.failure(NAME, "target", rule, target.size(), shapes);
        }
        if (reduction.isNone() && !pair.shape().equals(input.shape())) {
            throw notDifferentiable("input", input, pair.shape(), Checks.shape("target", target));
        }
    }

    private static IllegalArgumentException notDifferentiable(
            String name, FloatTensor tensor, Shape common, String context) {
        return Checks.failure(
                NAME, name, "have the common shape " + common + " to be differentiated", tensor.shape(), context);
    }

    /** Returns a sum, or the incoming gradient, divided as batchmean does; for other reductions, unchanged. */
    private <T extends FloatTensor> T perSample(T total, Shape input) {
        // torch: a 0-d input has no batch to divide by
        return reduction != Reduction.BATCHMEAN || input.rank() == 0
                ? total
                : Elementwise.quotient(total, input.size(0));
    }
}
