package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.PoissonNLLLossFloat32;
import io.lossparity.kernel.float64.PoissonNLLLossFloat64;
import io.lossparity.tensor.FloatTensor;

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
 * <p>Shapes: input and target any that broadcast with each other; the losses have their common shape, the output is
 * 0-d unless the reduction is none. The mean divides by the number of losses; gradients are summed back to the shape
 * of their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no elements: the mean is NaN, the sum 0;
 *   <li>rates and counts are not checked: a rate below -eps has the loss NaN, but a finite gradient;
 *   <li>full and y is NaN: the loss is NaN;
 *   <li>full and y &lt;= 0: the gradient of the target is NaN, though Stirling's term is not added there;
 *   <li>full and y is Infinity: the gradient of the target is NaN, for that of y log y - y is log y - 1 + y / y.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, or gradOutput has not the
 * output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py poisson_nll_loss; aten/src/ATen/native/Loss.cpp
 * poisson_nll_loss.
 *
 * @param logInput whether the input is the logarithm of the rate (the default) or the rate
 * @param full whether Stirling's approximation of log(y!) is added; not by default
 * @param eps what is added to a rate before its logarithm; 1e-8 by default
 * @param reduction none, mean (the default) or sum
 */
public record PoissonNLLLoss(boolean logInput, boolean full, double eps, Reduction reduction)
        implements Loss, LegacyFlags<PoissonNLLLoss> {
    private static final String NAME = "PoissonNLLLoss";

    /**
     * The gradients of all arguments.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input, T target) {}

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

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        return pair(input, target)
                .output(
                        (x, y) -> PoissonNLLLossFloat32.losses(x, y, logInput, full, eps),
                        (x, y) -> PoissonNLLLossFloat64.losses(x, y, logInput, full, eps));
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return backward(pair(input, target).gradOutput(), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        T each = each(gradOutput, input, target);
        // torch: each term is summed back to the input's shape before what concerns the input alone multiplies it.
        return Kernels.map(
                input.shape(),
                Broadcast.sumTo(each, input.shape()),
                Broadcast.sumTo(negatedProduct(each, target), input.shape()),
                input,
                (one, product, x) -> PoissonNLLLossFloat32.gradient(one, product, x, logInput, eps),
                (one, product, x) -> PoissonNLLLossFloat64.gradient(one, product, x, logInput, eps));
    }

    /** Returns the gradients of input and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backwardAll(T input, T target) {
        return backwardAll(pair(input, target).gradOutput(), input, target);
    }

    /** Returns the gradients of input and target. */
    public <T extends FloatTensor> Gradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        T each = each(gradOutput, input, target);
        T product = Broadcast.sumTo(negatedProduct(each, logInput ? input : logRate(input)), target.shape());
        T ofTarget = full
                ? Kernels.map(
                        target.shape(),
                        Broadcast.sumTo(each, target.shape()),
                        product,
                        target,
                        PoissonNLLLossFloat32::targetGradient,
                        PoissonNLLLossFloat64::targetGradient)
                : product;
        return new Gradients<>(backward(gradOutput, input, target), ofTarget);
    }

    private <T extends FloatTensor> BroadcastPair<T> pair(T input, T target) {
        return BroadcastPair.of(NAME, reduction, input, target);
    }

    /** Checks the arguments of backward and returns the incoming gradient of each loss. */
    private <T extends FloatTensor> T each(FloatTensor gradOutput, T input, T target) {
        BroadcastPair<T> pair = pair(input, target);
        return reduction.spread(pair.checked(gradOutput), pair.shape());
    }

    private <T extends FloatTensor> T logRate(T input) {
        return Kernels.map(
                input.shape(),
                input,
                x -> PoissonNLLLossFloat32.logRate(x, eps),
                x -> PoissonNLLLossFloat64.logRate(x, eps));
    }

    /** Returns -g v, v expanded to the shape of g. */
    private static <T extends FloatTensor> T negatedProduct(T gradient, T value) {
        return Kernels.map(
                gradient.shape(),
                gradient,
                Broadcast.expand(value, gradient.shape()),
                PoissonNLLLossFloat32::negatedProduct,
                PoissonNLLLossFloat64::negatedProduct);
    }
}
