package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Broadcast;
import io.lossparity.internal.BroadcastPair;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.internal.Elementary;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

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
        BroadcastPair<T> pair = BroadcastPair.of(NAME, input, target);
        FloatTensor losses = pair.input() instanceof Float32Tensor x
                ? losses(x, (Float32Tensor) pair.target())
                : losses((Float64Tensor) pair.input(), (Float64Tensor) pair.target());
        return reduction.apply(Dtype.cast(input, losses));
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return backward(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        T each = each(gradOutput, input, target);
        FloatTensor grad = input instanceof Float32Tensor x
                ? inputGradient((Float32Tensor) each, x, (Float32Tensor) target)
                : inputGradient((Float64Tensor) each, (Float64Tensor) input, (Float64Tensor) target);
        return Dtype.cast(input, grad);
    }

    /** Returns the gradients of input and target; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backwardAll(T input, T target) {
        return backwardAll(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradients of input and target. */
    public <T extends FloatTensor> Gradients<T> backwardAll(FloatTensor gradOutput, T input, T target) {
        T each = each(gradOutput, input, target);
        FloatTensor grad = input instanceof Float32Tensor x
                ? targetGradient((Float32Tensor) each, x, (Float32Tensor) target)
                : targetGradient((Float64Tensor) each, (Float64Tensor) input, (Float64Tensor) target);
        return new Gradients<>(backward(gradOutput, input, target), Dtype.cast(target, grad));
    }

    /** Checks the arguments of backward and returns the incoming gradient of each loss. */
    private <T extends FloatTensor> T each(FloatTensor gradOutput, T input, T target) {
        Shape shape = Checks.broadcast(NAME, "input", input, "target", target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(shape));
        return Dtype.cast(
                input, incoming instanceof Float32Tensor g ? each(g, shape) : each((Float64Tensor) incoming, shape));
    }

    private <T extends FloatTensor> T implicitGradOutput(T input, T target) {
        Shape losses = Checks.broadcast(NAME, "input", input, "target", target);
        return Checks.implicitGradOutput(NAME, input, reduction.outputShape(losses));
    }

    // <float32>
    private Float32Tensor losses(Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] loss = new float[x.length];
        float e = (float) eps;
        for (int i = 0; i < loss.length; i++) {
            loss[i] =
                    logInput ? Elementary.tensorExp(x[i]) - y[i] * x[i] : x[i] - y[i] * Elementary.tensorLog(x[i] + e);
            if (full) {
                loss[i] += stirling(y[i]);
            }
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    /** Returns Stirling's approximation of log(y!), 0 for y up to 1; NaN for NaN. */
    private static float stirling(float y) {
        float tau = (float) (2 * Math.PI);
        return y <= 1f ? 0f : y * Elementary.tensorLog(y) - y + 0.5f * Elementary.tensorLog(tau * y);
    }

    /** Returns the incoming gradient of each loss. */
    private Float32Tensor each(Float32Tensor gradOutput, Shape shape) {
        float[] g = gradOutput.array(TRUSTED);
        float[] grad = new float[shape.elements()];
        int step = reduction == Reduction.NONE ? 1 : 0;
        float divisor = reduction == Reduction.MEAN ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = g[i * step] / divisor;
        }
        return Float32Tensor.wrap(shape, grad, TRUSTED);
    }

    private Float32Tensor inputGradient(Float32Tensor each, Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        // torch: each term is summed back to the input's shape before what concerns the input alone multiplies it.
        float[] one = Broadcast.sumTo(each, input.shape()).array(TRUSTED);
        float[] product =
                Broadcast.sumTo(negatedProduct(each, target), input.shape()).array(TRUSTED);
        float[] grad = new float[x.length];
        float e = (float) eps;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = logInput ? product[i] + one[i] * Elementary.tensorExp(x[i]) : one[i] + product[i] / (x[i] + e);
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    private Float32Tensor targetGradient(Float32Tensor each, Float32Tensor input, Float32Tensor target) {
        Float32Tensor logRate = logInput ? input : logRate(input);
        float[] product =
                Broadcast.sumTo(negatedProduct(each, logRate), target.shape()).array(TRUSTED);
        if (!full) {
            return Float32Tensor.wrap(target.shape(), product, TRUSTED);
        }
        float[] y = target.array(TRUSTED);
        float[] g = Broadcast.sumTo(each, target.shape()).array(TRUSTED);
        float[] grad = new float[y.length];
        float tau = (float) (2 * Math.PI);
        for (int i = 0; i < grad.length; i++) {
            // torch: where Stirling's term is not added, its derivative times 0: NaN where that is not finite.
            float m = y[i] <= 1f ? 0f : g[i];
            float root = m * 0.5f / (tau * y[i]) * tau;
            // torch: the order in which the graph's branches arrive.
            grad[i] = m * Elementary.tensorLog(y[i]) - m + m * y[i] / y[i] + root + product[i];
        }
        return Float32Tensor.wrap(target.shape(), grad, TRUSTED);
    }

    private Float32Tensor logRate(Float32Tensor input) {
        float[] x = input.array(TRUSTED);
        float[] log = new float[x.length];
        float e = (float) eps;
        for (int i = 0; i < log.length; i++) {
            log[i] = Elementary.tensorLog(x[i] + e);
        }
        return Float32Tensor.wrap(input.shape(), log, TRUSTED);
    }

    /** Returns -g v, v expanded to the shape of g. */
    private static Float32Tensor negatedProduct(Float32Tensor gradient, Float32Tensor value) {
        float[] g = gradient.array(TRUSTED);
        float[] v = Broadcast.expand(value, gradient.shape()).array(TRUSTED);
        float[] result = new float[g.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -g[i] * v[i];
        }
        return Float32Tensor.wrap(gradient.shape(), result, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private Float64Tensor losses(Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] loss = new double[x.length];
        double e = eps;
        for (int i = 0; i < loss.length; i++) {
            loss[i] =
                    logInput ? Elementary.tensorExp(x[i]) - y[i] * x[i] : x[i] - y[i] * Elementary.tensorLog(x[i] + e);
            if (full) {
                loss[i] += stirling(y[i]);
            }
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    /** Returns Stirling's approximation of log(y!), 0 for y up to 1; NaN for NaN. */
    private static double stirling(double y) {
        double tau = (2 * Math.PI);
        return y <= 1.0 ? 0.0 : y * Elementary.tensorLog(y) - y + 0.5 * Elementary.tensorLog(tau * y);
    }

    /** Returns the incoming gradient of each loss. */
    private Float64Tensor each(Float64Tensor gradOutput, Shape shape) {
        double[] g = gradOutput.array(TRUSTED);
        double[] grad = new double[shape.elements()];
        int step = reduction == Reduction.NONE ? 1 : 0;
        double divisor = reduction == Reduction.MEAN ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = g[i * step] / divisor;
        }
        return Float64Tensor.wrap(shape, grad, TRUSTED);
    }

    private Float64Tensor inputGradient(Float64Tensor each, Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        // torch: each term is summed back to the input's shape before what concerns the input alone multiplies it.
        double[] one = Broadcast.sumTo(each, input.shape()).array(TRUSTED);
        double[] product =
                Broadcast.sumTo(negatedProduct(each, target), input.shape()).array(TRUSTED);
        double[] grad = new double[x.length];
        double e = eps;
        for (int i = 0; i < grad.length; i++) {
            grad[i] = logInput ? product[i] + one[i] * Elementary.tensorExp(x[i]) : one[i] + product[i] / (x[i] + e);
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    private Float64Tensor targetGradient(Float64Tensor each, Float64Tensor input, Float64Tensor target) {
        Float64Tensor logRate = logInput ? input : logRate(input);
        double[] product =
                Broadcast.sumTo(negatedProduct(each, logRate), target.shape()).array(TRUSTED);
        if (!full) {
            return Float64Tensor.wrap(target.shape(), product, TRUSTED);
        }
        double[] y = target.array(TRUSTED);
        double[] g = Broadcast.sumTo(each, target.shape()).array(TRUSTED);
        double[] grad = new double[y.length];
        double tau = (2 * Math.PI);
        for (int i = 0; i < grad.length; i++) {
            // torch: where Stirling's term is not added, its derivative times 0: NaN where that is not finite.
            double m = y[i] <= 1.0 ? 0.0 : g[i];
            double root = m * 0.5 / (tau * y[i]) * tau;
            // torch: the order in which the graph's branches arrive.
            grad[i] = m * Elementary.tensorLog(y[i]) - m + m * y[i] / y[i] + root + product[i];
        }
        return Float64Tensor.wrap(target.shape(), grad, TRUSTED);
    }

    private Float64Tensor logRate(Float64Tensor input) {
        double[] x = input.array(TRUSTED);
        double[] log = new double[x.length];
        double e = eps;
        for (int i = 0; i < log.length; i++) {
            log[i] = Elementary.tensorLog(x[i] + e);
        }
        return Float64Tensor.wrap(input.shape(), log, TRUSTED);
    }

    /** Returns -g v, v expanded to the shape of g. */
    private static Float64Tensor negatedProduct(Float64Tensor gradient, Float64Tensor value) {
        double[] g = gradient.array(TRUSTED);
        double[] v = Broadcast.expand(value, gradient.shape()).array(TRUSTED);
        double[] result = new double[g.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -g[i] * v[i];
        }
        return Float64Tensor.wrap(gradient.shape(), result, TRUSTED);
    }
    // </float64>
    // spotless:on
}
