package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.BCEWithLogitsLossFloat32;
import io.lossparity.kernel.float64.BCEWithLogitsLossFloat64;
import io.lossparity.kernel.layout.Loop;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.Collection;
import java.util.List;

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
 * <p>Shapes: input any, target the same; weight and posWeight broadcast to it; the output is 0-d unless the reduction
 * is none. The mean divides by the number of elements, not by the weights.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>x is large and y = 1: the tail of log(1 + e^-x) is lost, so the loss is exactly 0 above about x = 17 (float32)
 *       or 37 (float64);
 *   <li>x is infinite: the loss is NaN, but Infinity for x = Infinity and y = 0;
 *   <li>x is large and posWeight is given: the gradient of the target is infinite where s(x) rounds to 1;
 *   <li>y is any number, not checked;
 *   <li>no elements: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, the target does not have the input's shape, weight or
 * posWeight does not broadcast to it, or gradOutput does not have the output's shape.
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
        check(input, target);
        T w = expanded(weight, input);
        T p = expanded(posWeight, input);
        int divisor = reduction.divisor(input.shape());
        return new ElementwiseCall<>(this, input, input.shape(), input, target, w, p) {
            @Override
            Loop.Pair<float[]> float32() {
                return new Loop.Pair<>(
                        (l, in, from, to) -> BCEWithLogitsLossFloat32.losses(l, in[0], in[1], in[2], in[3], from, to),
                        (d, in, from, to) -> {
                            BCEWithLogitsLossFloat32.derivative(d, in[0], in[1], in[3], from, to);
                            BCEWithLogitsLossFloat32.incoming(d, in[4], in[2], divisor, from, to);
                        });
            }

            @Override
            Loop.Pair<double[]> float64() {
                return new Loop.Pair<>(
                        (l, in, from, to) -> BCEWithLogitsLossFloat64.losses(l, in[0], in[1], in[2], in[3], from, to),
                        (d, in, from, to) -> {
                            BCEWithLogitsLossFloat64.derivative(d, in[0], in[1], in[3], from, to);
                            BCEWithLogitsLossFloat64.incoming(d, in[4], in[2], divisor, from, to);
                        });
            }

            @Override
            List<T> trained(T gradient) {
                return List.of(gradient);
            }

            @Override
            List<T> allGradients(T gradOutput, Collection<String> names) {
                return List.of(gradients(gradOutput).get(0), targetGradient(gradOutput));
            }

            private T targetGradient(T gradOutput) {
                return Kernels.fill(
                        input.shape(),
                        (d, in, from, to) -> {
                            BCEWithLogitsLossFloat32.targetDerivative(d, in[0], in[1], from, to);
                            BCEWithLogitsLossFloat32.incoming(d, in[3], in[2], divisor, from, to);
                        },
                        (d, in, from, to) -> {
                            BCEWithLogitsLossFloat64.targetDerivative(d, in[0], in[1], from, to);
                            BCEWithLogitsLossFloat64.incoming(d, in[3], in[2], divisor, from, to);
                        },
                        input,
                        p,
                        w,
                        gradOutput);
            }
        };
    }

    /** Returns the weights of the elements, or null if there are none. */
    private static <T extends FloatTensor> T expanded(FloatTensor weight, T input) {
        return weight == null ? null : Broadcast.expand(Kernels.convert(weight, input), input.shape());
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
}
