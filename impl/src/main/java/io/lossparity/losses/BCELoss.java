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
 * The binary cross entropy of probabilities x under targets y.
 *
 * <pre>
 *   forward    l = -w (y s(x) + (1 - y) s(1 - x))      s(a) = log a, s(0) = log 1e-12
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx = -w (y - x) / ((1 - x + 1e-12) (x + 1e-12))
 * </pre>
 *
 * <p>Shapes: input any, target of as many elements (paired in storage order); the output is 0-d unless the reduction
 * is none, then it has the input's shape. Weight broadcasts with the target, to as many elements. The mean divides
 * by their number, not by the weights.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>x = 0 or 1: the loss of the wrong label is 27.63, as if the probability were 1e-12; anything nearer to 0 but
 *       not 0 costs more, there is no clamp;
 *   <li>y is any number, not checked;
 *   <li>float32: the second product and the sum of both are computed in float64, and not rounded before they are summed
 *       up;
 *   <li>no elements: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes or numbers of elements differ, an input is outside [0, 1] or
 * NaN, weight does not fit, or gradOutput has not the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py binary_cross_entropy; aten/src/THNN/generic/BCECriterion.c.
 *
 * @param weight the weights, or null (the default) for 1
 * @param reduction none, mean (the default) or sum
 */
public record BCELoss(FloatTensor weight, Reduction reduction) implements Loss, LegacyFlags<BCELoss> {
    private static final String NAME = "BCELoss";
    private static final double EPSILON = 1e-12;

    /** Checks the reduction. */
    public BCELoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: no weights, the mean. */
    public BCELoss() {
        this(null, Reduction.MEAN);
    }

    /** Returns this loss with other weights; null for none. */
    public BCELoss withWeight(FloatTensor newWeight) {
        return new BCELoss(newWeight, reduction);
    }

    @Override
    public BCELoss withReduction(Reduction newReduction) {
        return new BCELoss(weight, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, T target) {
        FloatTensor w = checkedWeight(input, target);
        boolean each = reduction == Reduction.NONE;
        FloatTensor output = input instanceof Float32Tensor x
                ? (each
                        ? losses(x, (Float32Tensor) target, (Float32Tensor) w)
                        : total(x, (Float32Tensor) target, (Float32Tensor) w))
                : (each
                        ? losses((Float64Tensor) input, (Float64Tensor) target, (Float64Tensor) w)
                        : total((Float64Tensor) input, (Float64Tensor) target, (Float64Tensor) w));
        return Dtype.cast(input, output);
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, T target) {
        checkedWeight(input, target);
        return backward(Checks.implicitGradOutput(NAME, input, reduction.outputShape(input.shape())), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, T target) {
        FloatTensor w = checkedWeight(input, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(input.shape()));
        FloatTensor grad = input instanceof Float32Tensor x
                ? gradient((Float32Tensor) incoming, x, (Float32Tensor) target, (Float32Tensor) w)
                : gradient((Float64Tensor) incoming, (Float64Tensor) input, (Float64Tensor) target, (Float64Tensor) w);
        return Dtype.cast(input, grad);
    }

    /** Checks the arguments, and returns the weights of the elements or null. */
    private FloatTensor checkedWeight(FloatTensor input, FloatTensor target) {
        Checks.sameDtype(NAME, "input", input, "target", target);
        String shapes = Checks.shapes("input", input, "target", target);
        if (input.size() != target.size()) {
            throw Checks.failure(
                    NAME, "target", "have the " + input.size() + " elements of the input", target.size(), shapes);
        }
        FloatTensor expanded = null;
        if (weight != null) {
            Checks.sameDtype(NAME, "input", input, "weight", weight);
            Shape shape = Checks.broadcastShape(NAME, "target", target.shape(), "weight", weight.shape());
            if (shape.elements() != input.size()) {
                throw Checks.failure(NAME, "weight", "not enlarge target " + target.shape(), weight.shape(), shapes);
            }
            expanded = Broadcast.expand(weight, shape);
        }
        if (input instanceof Float32Tensor x) {
            checkProbabilities(x);
        } else {
            checkProbabilities((Float64Tensor) input);
        }
        return expanded;
    }

    private static IllegalArgumentException outside(double value, FloatTensor input, int element) {
        return Checks.failure(
                NAME,
                "input",
                "be in [0, 1]",
                value + " at index " + Checks.index(input.shape(), element),
                Checks.shape("input", input));
    }

    // <float32>
    private static void checkProbabilities(Float32Tensor input) {
        float[] x = input.array(TRUSTED);
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] >= 0f && x[i] <= 1f)) {
                throw outside(x[i], input, i);
            }
        }
    }

    /** Returns the loss before it is weighted and rounded to the dtype. */
    private static double unrounded(float x, float y) {
        // torch: the first product is of the dtype, the second one and their sum are float64.
        float first = safeLog(x) * y;
        return first + safeLog((float) (1.0 - x)) * (1.0 - y);
    }

    private static float safeLog(float a) {
        return a == 0f ? (float) Elementary.scalarLog(EPSILON) : Elementary.scalarLog(a); // torch: no clamp near 0
    }

    private static Float32Tensor losses(Float32Tensor input, Float32Tensor target, Float32Tensor weight) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] w = weight == null ? null : weight.array(TRUSTED);
        float[] loss = new float[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = (float) -unrounded(x[i], y[i]);
            if (w != null) {
                loss[i] *= w[i];
            }
        }
        return Float32Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float32Tensor total(Float32Tensor input, Float32Tensor target, Float32Tensor weight) {
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] w = weight == null ? null : weight.array(TRUSTED);
        float sum = 0f; // torch: one accumulator of the dtype; the loss is not rounded before it is subtracted
        for (int i = 0; i < x.length; i++) {
            double loss = unrounded(x[i], y[i]);
            sum = (float) (sum - (w == null ? loss : loss * w[i]));
        }
        return Float32Tensor.scalar(reduction == Reduction.MEAN ? sum / x.length : sum);
    }

    private Float32Tensor gradient(
            Float32Tensor gradOutput, Float32Tensor input, Float32Tensor target, Float32Tensor weight) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        float[] y = target.array(TRUSTED);
        float[] w = weight == null ? null : weight.array(TRUSTED);
        float[] grad = new float[x.length];
        boolean each = reduction == Reduction.NONE;
        float norm = (float) (reduction == Reduction.MEAN ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            double denominator = (1.0 - x[i] + EPSILON) * (x[i] + EPSILON);
            float own = each
                    ? (float) (-(y[i] - x[i]) / denominator)
                    : (float) (-norm * (y[i] - x[i]) / denominator * g[0]);
            float weighted = w == null ? own : own * w[i];
            grad[i] = each ? weighted * g[i] : weighted;
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private static void checkProbabilities(Float64Tensor input) {
        double[] x = input.array(TRUSTED);
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] >= 0.0 && x[i] <= 1.0)) {
                throw outside(x[i], input, i);
            }
        }
    }

    /** Returns the loss before it is weighted and rounded to the dtype. */
    private static double unrounded(double x, double y) {
        // torch: the first product is of the dtype, the second one and their sum are float64.
        double first = safeLog(x) * y;
        return first + safeLog((1.0 - x)) * (1.0 - y);
    }

    private static double safeLog(double a) {
        return a == 0.0 ? Elementary.scalarLog(EPSILON) : Elementary.scalarLog(a); // torch: no clamp near 0
    }

    private static Float64Tensor losses(Float64Tensor input, Float64Tensor target, Float64Tensor weight) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] w = weight == null ? null : weight.array(TRUSTED);
        double[] loss = new double[x.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = -unrounded(x[i], y[i]);
            if (w != null) {
                loss[i] *= w[i];
            }
        }
        return Float64Tensor.wrap(input.shape(), loss, TRUSTED);
    }

    private Float64Tensor total(Float64Tensor input, Float64Tensor target, Float64Tensor weight) {
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] w = weight == null ? null : weight.array(TRUSTED);
        double sum = 0.0; // torch: one accumulator of the dtype; the loss is not rounded before it is subtracted
        for (int i = 0; i < x.length; i++) {
            double loss = unrounded(x[i], y[i]);
            sum = (sum - (w == null ? loss : loss * w[i]));
        }
        return Float64Tensor.scalar(reduction == Reduction.MEAN ? sum / x.length : sum);
    }

    private Float64Tensor gradient(
            Float64Tensor gradOutput, Float64Tensor input, Float64Tensor target, Float64Tensor weight) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        double[] y = target.array(TRUSTED);
        double[] w = weight == null ? null : weight.array(TRUSTED);
        double[] grad = new double[x.length];
        boolean each = reduction == Reduction.NONE;
        double norm = (reduction == Reduction.MEAN ? 1.0 / grad.length : 1.0);
        for (int i = 0; i < grad.length; i++) {
            double denominator = (1.0 - x[i] + EPSILON) * (x[i] + EPSILON);
            double own = each
                    ? (-(y[i] - x[i]) / denominator)
                    : (-norm * (y[i] - x[i]) / denominator * g[0]);
            double weighted = w == null ? own : own * w[i];
            grad[i] = each ? weighted * g[i] : weighted;
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
