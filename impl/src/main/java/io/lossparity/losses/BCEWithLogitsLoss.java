package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Broadcast;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.internal.Elementary;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The binary cross entropy of logits x under targets y.
 *
 * <pre>
 *   m = max(-x, 0)      log(1 + e^-x) = m + log(e^-m + e^(-x-m))      s the sigmoid, p = posWeight
 *   forward    l = w ((1 - y) x + (1 + (p - 1) y) log(1 + e^-x))      L = mean(l) | sum(l) | l
 *   backward   dl/dx = w ((1 + (p - 1) y) s(x) - p y)
 *              dl/dy = -w x; with posWeight w (log(1 - s(x)) - p log s(x))
 * </pre>
 *
 * <p>Shapes: input any, target the same; weight and posWeight broadcast to that shape; the output is 0-d unless the
 * reduction is none. The mean divides by the number of elements, not by the weights.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>x is large and y = 1: the tail of log(1 + e^-x) is lost, the loss is exactly 0 from about x = 17 (float32) and
 *       37 (float64) on;
 *   <li>x is infinite: the loss is NaN, Infinity only for x = Infinity and y = 0;
 *   <li>x is large and there is a posWeight: the gradient of the target is infinite where s(x) rounds to 1;
 *   <li>y is any number, not checked;
 *   <li>no elements: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, the target has not the input's shape, weight or
 * posWeight does not broadcast to it, or gradOutput has not the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py binary_cross_entropy_with_logits; aten/src/ATen/native/Loss.cpp
 * binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_backward;
 * tools/autograd/templates/Functions.cpp binary_cross_entropy_with_logits_target_backward.
 *
 * @param weight the weights, or null (the default) for 1
 * @param posWeight the weights of the positive label, or null (the default) for 1
 * @param reduction none, mean (the default) or sum
 */
public record BCEWithLogitsLoss(FloatTensor weight, FloatTensor posWeight, Reduction reduction)
        implements Loss, LegacyFlags<BCEWithLogitsLoss> {
    private static final String NAME = "BCEWithLogitsLoss";

    /**
     * The gradients of all arguments.
     *
     * @param input the gradient of the input, in its shape
     * @param target the gradient of the target, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input, T target) {}

    /** Checks the reduction. */
    public BCEWithLogitsLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: no weights, the mean. */
    public BCEWithLogitsLoss() {
        this(null, null, Reduction.MEAN);
    }

    /** Returns this loss with other weights; null for none. */
    public BCEWithLogitsLoss withWeight(FloatTensor newWeight) {
        return new BCEWithLogitsLoss(newWeight, posWeight, reduction);
    }

    /** Returns this loss with other weights of the positive label; null for none. */
    public BCEWithLogitsLoss withPosWeight(FloatTensor newPosWeight) {
        return new BCEWithLogitsLoss(weight, newPosWeight, reduction);
    }

    @Override
    public BCEWithLogitsLoss withReduction(Reduction newReduction) {
        return new BCEWithLogitsLoss(weight, posWeight, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        check(input, target);
        FloatTensor losses = input instanceof Float32Tensor x
                ? losses(x, (Float32Tensor) target)
                : losses((Float64Tensor) input, (Float64Tensor) target);
        return reduction.apply(Dtype.cast(input, losses));
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        return backward(implicitGradOutput(input, target), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        check(input, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(input.shape()));
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
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(input.shape()));
        FloatTensor grad = input instanceof Float32Tensor x
                ? targetGradient((Float32Tensor) incoming, x)
                : targetGradient((Float64Tensor) incoming, (Float64Tensor) input);
        return new Gradients<>(ofInput, Dtype.cast(input, grad));
    }

    private <T extends FloatTensor> T implicitGradOutput(T input, T target) {
        check(input, target);
        return Checks.implicitGradOutput(NAME, input, reduction.outputShape(input.shape()));
    }

    private void check(FloatTensor input, FloatTensor target) {
        Checks.sameDtype(NAME, "input", input, "target", target);
        Checks.sameShape(NAME, "input", input, "target", target);
        checkWeight("weight", weight, input);
        checkWeight("posWeight", posWeight, input);
    }

    private static void checkWeight(String name, FloatTensor weight, FloatTensor input) {
        if (weight == null) {
            return;
        }
        Checks.sameDtype(NAME, "input", input, name, weight);
        Shape common = Checks.broadcastShape(NAME, "input", input.shape(), name, weight.shape());
        if (!common.equals(input.shape())) {
            throw Checks.failure(NAME, name, "not enlarge input " + input.shape(), weight.shape(), "");
        }
    }

    // <float32>
    /** Returns the weights of the elements, or null if there are none. */
    private static float[] expanded(Float32Tensor weight, Float32Tensor input) {
        return weight == null ? null : Broadcast.expand(weight, input.shape()).array(TRUSTED);
    }

    private Float32Tensor losses(Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] w = expanded((Float32Tensor) weight, input);
        float[] p = expanded((Float32Tensor) posWeight, input);
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            float m = Math.max(-x[i], 0f);
            float log =
                    Elementary.tensorLog(Elementary.tensorExp(-m) + Elementary.tensorExp(-x[i] - m)); // torch: no log1p
            float negative = (1f - y[i]) * x[i];
            // torch: the sum is grouped in another way when there is a posWeight.
            loss[i] = p == null ? negative + m + log : negative + ((p[i] - 1f) * y[i] + 1f) * (log + m);
            if (w != null) {
                loss[i] *= w[i];
            }
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] p = expanded((Float32Tensor) posWeight, input);
        float[] grad = new float[x.length];
        for (int i = 0; i < grad.length; i++) {
            float s = Elementary.sigmoid(x[i]);
            if (p == null) {
                grad[i] = s - y[i];
            } else {
                float positive = p[i] * y[i];
                grad[i] = (positive + 1f - y[i]) * s - positive;
            }
        }
        return incoming(gradOutput, grad, input);
    }

    private Float32Tensor targetGradient(Float32Tensor gradOutput, Float32Tensor input) {
        float[] x = input.array(TRUSTED);
        float[] p = expanded((Float32Tensor) posWeight, input);
        float[] grad = new float[x.length];
        for (int i = 0; i < grad.length; i++) {
            if (p == null) {
                grad[i] = -x[i];
            } else {
                float s = Elementary.sigmoid(x[i]);
                // torch: -Infinity once 1 - s rounds to 0.
                grad[i] = Elementary.tensorLog(1f - s) - p[i] * Elementary.tensorLog(s);
            }
        }
        return incoming(gradOutput, grad, input);
    }

    /** Multiplies by the incoming gradient and the weights, and divides by the number of elements for the mean. */
    private Float32Tensor incoming(Float32Tensor gradOutput, float[] grad, Float32Tensor input) {
        float[] g = gradOutput.array(TRUSTED);
        float[] w = expanded((Float32Tensor) weight, input);
        int step = reduction == Reduction.NONE ? 1 : 0;
        float divisor = reduction == Reduction.MEAN ? grad.length : 1f;
        for (int i = 0; i < grad.length; i++) {
            float own = grad[i] * g[i * step];
            grad[i] = (w == null ? own : own * w[i]) / divisor;
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    /** Returns the weights of the elements, or null if there are none. */
    private static double[] expanded(Float64Tensor weight, Float64Tensor input) {
        return weight == null ? null : Broadcast.expand(weight, input.shape()).array(TRUSTED);
    }

    private Float64Tensor losses(Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] w = expanded((Float64Tensor) weight, input);
        double[] p = expanded((Float64Tensor) posWeight, input);
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            double m = Math.max(-x[i], 0.0);
            double log =
                    Elementary.tensorLog(Elementary.tensorExp(-m) + Elementary.tensorExp(-x[i] - m)); // torch: no log1p
            double negative = (1.0 - y[i]) * x[i];
            // torch: the sum is grouped in another way when there is a posWeight.
            loss[i] = p == null ? negative + m + log : negative + ((p[i] - 1.0) * y[i] + 1.0) * (log + m);
            if (w != null) {
                loss[i] *= w[i];
            }
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] p = expanded((Float64Tensor) posWeight, input);
        double[] grad = new double[x.length];
        for (int i = 0; i < grad.length; i++) {
            double s = Elementary.sigmoid(x[i]);
            if (p == null) {
                grad[i] = s - y[i];
            } else {
                double positive = p[i] * y[i];
                grad[i] = (positive + 1.0 - y[i]) * s - positive;
            }
        }
        return incoming(gradOutput, grad, input);
    }

    private Float64Tensor targetGradient(Float64Tensor gradOutput, Float64Tensor input) {
        double[] x = input.array(TRUSTED);
        double[] p = expanded((Float64Tensor) posWeight, input);
        double[] grad = new double[x.length];
        for (int i = 0; i < grad.length; i++) {
            if (p == null) {
                grad[i] = -x[i];
            } else {
                double s = Elementary.sigmoid(x[i]);
                // torch: -Infinity once 1 - s rounds to 0.
                grad[i] = Elementary.tensorLog(1.0 - s) - p[i] * Elementary.tensorLog(s);
            }
        }
        return incoming(gradOutput, grad, input);
    }

    /** Multiplies by the incoming gradient and the weights, and divides by the number of elements for the mean. */
    private Float64Tensor incoming(Float64Tensor gradOutput, double[] grad, Float64Tensor input) {
        double[] g = gradOutput.array(TRUSTED);
        double[] w = expanded((Float64Tensor) weight, input);
        int step = reduction == Reduction.NONE ? 1 : 0;
        double divisor = reduction == Reduction.MEAN ? grad.length : 1.0;
        for (int i = 0; i < grad.length; i++) {
            double own = grad[i] * g[i * step];
            grad[i] = (w == null ? own : own * w[i]) / divisor;
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
