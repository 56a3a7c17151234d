package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.PoissonNLLLossFloat32;
import io.lossparity.kernel.float64.PoissonNLLLossFloat64;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.Collection;
import java.util.List;

/**
 * The negative log likelihood of counts y under Poisson distributions of rate e^x, or of rate x.
 *
 * <pre>
 *   forward    l = e^x - y x                      if logInput
 *              l = x - y log(x + eps)             otherwise
 *              l += y log y - y + log(2 pi y) / 2 if full and y &gt; 1
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx = e^x - y                    dl/dy = -x                if logInput
 *              dl/dx = 1 - y / (x + eps)          dl/dy = -log(x + eps)     otherwise
 *              dl/dy += log y + 1 / (2 y)         if full and y &gt; 1
 * </pre>
 *
 * <p>Shapes: input and target have any shapes that broadcast with each other; the losses have the common shape; the
 * output is 0-d unless the reduction is none. The mean divides by the number of losses; gradients are summed back to
 * the shape of their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no elements: the mean is NaN, the sum 0;
 *   <li>rates and counts are not checked: a rate below -eps has the loss NaN, but a finite gradient;
 *   <li>full and y is NaN: the loss is NaN;
 *   <li>full and y &lt;= 0: the gradient of the target is NaN, although Stirling's term is not added there;
 *   <li>full and y is Infinity: the gradient of the target is NaN, because that of y log y - y is log y - 1 + y / y.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, or gradOutput does not have
 * the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py poisson_nll_loss; aten/src/ATen/native/Loss.cpp
 * poisson_nll_loss.
 *
 * @param logInput whether the input is the logarithm of the rate (the default) or the rate
 * @param full whether Stirling's approximation of log(y!) is added; not by default
 * @param eps the number added to a rate before its logarithm; 1e-8 by default
 * @param reduction none, mean (the default) or sum
 */
public record PoissonNLLLoss(boolean logInput, boolean full, double eps, Reduction reduction)
        implements Loss, LegacyFlags<PoissonNLLLoss> {
    private static final String NAME = "PoissonNLLLoss";

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
    public PoissonNLLLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: logarithms of rates, not full, eps 1e-8, the mean. */
    public PoissonNLLLoss() {
        this(true, false, 1e-8, Reduction.MEAN);
    }

    /** Returns this loss for logarithms of rates, or for rates. */
    public PoissonNLLLoss withLogInput(boolean newLogInput) {
        return new PoissonNLLLoss(newLogInput, full, eps, reduction);
    }

    /** Returns this loss with or without Stirling's term. */
    public PoissonNLLLoss withFull(boolean newFull) {
        return new PoissonNLLLoss(logInput, newFull, eps, reduction);
    }

    /** Returns this loss with another eps. */
    public PoissonNLLLoss withEps(double newEps) {
        return new PoissonNLLLoss(logInput, full, newEps, reduction);
    }

    @Override
    public PoissonNLLLoss withReduction(Reduction newReduction) {
        return new PoissonNLLLoss(logInput, full, eps, newReduction);
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
            private T other;

            @Override
            T value() {
                return PoissonNLLLoss.this.value(pair, other());
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(inputGradient(reduction.each(gradOutput, pair.shape())));
            }

            @Override
            List<T> allGradients(T gradOutput, Collection<String> names) {
                T each = reduction.each(gradOutput, pair.shape());
                T ofTarget = targetGradient(each, pair, logInput ? input : other());
                return List.of(inputGradient(each), ofTarget);
            }

            @Override
            ValueAndGradient<T, List<T>> both(T gradOutput) {
                if (!logInput || !pair.isOfOneShape()) {
                    return super.both(gradOutput);
                }
                T value = value();
                T each = reduction.each(gradOutput, pair.shape());
                return new ValueAndGradient<>(
                        value,
                        List.of(Kernels.replace(
                                other(),
                                (r, in, from, to) -> PoissonNLLLossFloat32.replaceRates(r, in[1], in[2], from, to),
                                (r, in, from, to) -> PoissonNLLLossFloat64.replaceRates(r, in[1], in[2], from, to),
                                each,
                                target)));
            }

            private T inputGradient(T each) {
                return PoissonNLLLoss.this.gradient(each, pair, logInput ? other() : null);
            }

            private T other() {
                other = other == null ? PoissonNLLLoss.this.other(input) : other;
                return other;
            }
        };
    }

    private <T extends FloatTensor> T targetGradient(T each, BroadcastPair<T> pair, T value) {
        T target = pair.target();
        T product = Broadcast.sumTo(negatedProduct(each, Broadcast.expand(value, pair.shape())), target.shape());
        return full
                ? Kernels.fill(
                        target.shape(),
                        (grad, in, from, to) ->
                                PoissonNLLLossFloat32.targetGradient(grad, in[0], in[1], in[2], from, to),
                        (grad, in, from, to) ->
                                PoissonNLLLossFloat64.targetGradient(grad, in[0], in[1], in[2], from, to),
                        Broadcast.sumTo(each, pair.shape(), target.shape()),
                        product,
                        target)
                : product;
    }

    private <T extends FloatTensor> T value(BroadcastPair<T> pair, T other) {
        return reduction.apply(
                pair.shape(),
                (l, in, from, to) -> PoissonNLLLossFloat32.losses(l, in[0], in[1], in[2], logInput, full, from, to),
                (l, in, from, to) -> PoissonNLLLossFloat64.losses(l, in[0], in[1], in[2], logInput, full, from, to),
                pair.expandedInput(),
                pair.expandedTarget(),
                Broadcast.expand(other, pair.shape()));
    }

    private <T extends FloatTensor> T gradient(T each, BroadcastPair<T> pair, T other) {
        Shape shape = pair.input().shape();
        // torch: each term is summed back to the input's shape before the factors that belong only to the input
        // multiply it.
        return Kernels.fill(
                shape,
                (grad, in, from, to) -> {
                    if (logInput) {
                        PoissonNLLLossFloat32.logGradient(grad, in[0], in[1], in[3], from, to);
                    } else {
                        PoissonNLLLossFloat32.gradient(grad, in[0], in[1], in[2], eps, from, to);
                    }
                },
                (grad, in, from, to) -> {
                    if (logInput) {
                        PoissonNLLLossFloat64.logGradient(grad, in[0], in[1], in[3], from, to);
                    } else {
                        PoissonNLLLossFloat64.gradient(grad, in[0], in[1], in[2], eps, from, to);
                    }
                },
                Broadcast.sumTo(each, pair.shape(), shape),
                Broadcast.sumTo(negatedProduct(each, pair.expandedTarget()), shape),
                pair.input(),
                other);
    }

    /** Returns the logarithm of the rate if the input is the rate, otherwise the rate. */
    private <T extends FloatTensor> T other(T input) {
        return Kernels.fill(
                input.shape(),
                (r, in, from, to) -> PoissonNLLLossFloat32.other(r, in[0], logInput, eps, from, to),
                (r, in, from, to) -> PoissonNLLLossFloat64.other(r, in[0], logInput, eps, from, to),
                input);
    }

    /** Returns -g v; g is that of each value, or of all. */
    private static <T extends FloatTensor> T negatedProduct(T each, T value) {
        Loop.OfTwo<float[]> float32 = PoissonNLLLossFloat32::negatedProduct;
        Loop.OfTwo<double[]> float64 = PoissonNLLLossFloat64::negatedProduct;
        return Kernels.fill(value.shape(), float32.loop(), float64.loop(), each, value);
    }
}
