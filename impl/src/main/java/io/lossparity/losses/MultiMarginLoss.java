package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;

/**
 * The multi-class margin loss: by how much each class i comes too close to the target class y, or exceeds it.
 *
 * <pre>
 *   forward    z[i] = margin - x[y] + x[i]      l = sum over i != y of w[y] max(0, z[i])^p / C
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx[i] = p w[y] z[i]^(p - 1) / C if z[i] &gt; 0, otherwise 0      dl/dx[y] = -sum of dl/dx[i]
 *              dL/dx = g dl/dx / N | g dl/dx | g dl/dx
 * </pre>
 *
 * <p>Shapes: input (N, C) with target (N), or input (C) with target (1), or 0-d as one class; 0-d and (1) are the
 * same target. Losses are (N), or 0-d where the input is no matrix; output is 0-d unless the reduction is none.
 * Weight is (C); further elements are not read.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>a z of 0 has no gradient;
 *   <li>2 z overflows: the gradient need not, as z is multiplied by 2 / C;
 *   <li>NaN counts as a z of 0, in the loss and in the gradient.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input is empty or has more than two axes, target or gradOutput
 * has not the shape above, a target is outside [0, C), weight is not 1-D, too short or of another dtype, or p is
 * neither 1 nor 2.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py multi_margin_loss; aten/src/ATen/native/LossMultiMargin.cpp.
 *
 * @param p the exponent: 1 (the default) or 2
 * @param margin the margin, any number; 1 by default
 * @param weight the weight of each class, or null (the default) for 1
 * @param reduction none, mean (the default) or sum
 */
public record MultiMarginLoss(int p, double margin, FloatTensor weight, Reduction reduction)
        implements Loss, LegacyFlags<MultiMarginLoss> {
    private static final String NAME = "MultiMarginLoss";

    /** Checks the exponent, the rank of the weight and the reduction. */
    public MultiMarginLoss {
        if (p != 1 && p != 2) {
            throw Checks.failure(NAME, "p", "be 1 or 2", p, "");
        }
        if (weight != null && weight.shape().rank() != 1) {
            throw Checks.failure(NAME, "weight", "have 1 axis", weight.shape().rank(), Checks.shape("weight", weight));
        }
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: p = 1, a margin of 1, no weights, the mean. */
    public MultiMarginLoss() {
        this(1, 1.0, null, Reduction.MEAN);
    }

    /** Returns this loss with another exponent. */
    public MultiMarginLoss withP(int newP) {
        return new MultiMarginLoss(newP, margin, weight, reduction);
    }

    /** Returns this loss with another margin. */
    public MultiMarginLoss withMargin(double newMargin) {
        return new MultiMarginLoss(p, newMargin, weight, reduction);
    }

    /** Returns this loss with other weights; null for none. */
    public MultiMarginLoss withWeight(FloatTensor newWeight) {
        return new MultiMarginLoss(p, margin, newWeight, reduction);
    }

    @Override
    public MultiMarginLoss withReduction(Reduction newReduction) {
        return new MultiMarginLoss(p, margin, weight, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, Int64Tensor target) {
        check(input, target);
        Shape losses = lossesShape(input);
        FloatTensor output = input instanceof Float32Tensor x
                ? reduced(losses(x, target), losses)
                : reduced(losses((Float64Tensor) input, target), losses);
        return Dtype.cast(input, output);
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, Int64Tensor target) {
        check(input, target);
        Shape output = reduction.outputShape(lossesShape(input));
        return backward(Checks.implicitGradOutput(NAME, input, output), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, Int64Tensor target) {
        check(input, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input", input, reduction.outputShape(lossesShape(input)));
        FloatTensor grad = input instanceof Float32Tensor x
                ? gradient((Float32Tensor) incoming, x, target)
                : gradient((Float64Tensor) incoming, (Float64Tensor) input, target);
        return Dtype.cast(input, grad);
    }

    private void check(FloatTensor input, Int64Tensor target) {
        Checks.rows(NAME, "input", input);
        Checks.fits(NAME, "margin", margin, input);
        Checks.notNull(NAME, "target", target);
        int classes = classes(input);
        if (target.shape().rank() > 1 || target.size() != input.size() / classes) {
            throw Checks.failure(
                    NAME,
                    "target",
                    "have shape [" + input.size() / classes + "]",
                    target.shape(),
                    Checks.shape("input", input));
        }
        if (weight != null) {
            Checks.sameDtype(NAME, "input", input, "weight", weight);
            if (weight.size() < classes) {
                throw Checks.failure(
                        NAME,
                        "weight",
                        "have at least " + classes + " elements",
                        weight.size(),
                        Checks.shapes("input", input, "weight", weight));
            }
        }
        Checks.range(NAME, "target", target, 0, classes, Checks.shape("input", input));
    }

    private static int classes(FloatTensor input) {
        int rank = input.shape().rank();
        return rank == 0 ? 1 : input.shape().size(rank - 1);
    }

    private static Shape lossesShape(FloatTensor input) {
        return input.shape().rank() == 2 ? input.shape().without(1) : Shape.scalar();
    }

    // <float32>
    /** Returns the weight of each class, or null if there are none. */
    private static float[] array(Float32Tensor weight) {
        return weight == null ? null : weight.array(TRUSTED);
    }

    /** Returns the loss of each row. */
    private float[] losses(Float32Tensor input, Int64Tensor target) {
        float[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        float[] w = array((Float32Tensor) weight);
        float margin = (float) this.margin;
        int classes = classes(input);
        float[] loss = new float[y.length];
        for (int row = 0; row < loss.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            float sum = 0f;
            for (int i = from; i < from + classes; i++) {
                float z = margin - x[own] + x[i];
                if (i != own && z > 0f) {
                    float h = p == 1 ? z : z * z;
                    sum += w == null ? h : h * w[(int) y[row]];
                }
            }
            loss[row] = sum / classes;
        }
        return loss;
    }

    private Float32Tensor reduced(float[] losses, Shape shape) {
        if (reduction == Reduction.NONE) {
            return Float32Tensor.wrap(shape, losses, TRUSTED);
        }
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (float loss : losses) {
            sum += loss;
        }
        return Float32Tensor.scalar((float) (reduction == Reduction.MEAN ? sum / losses.length : sum));
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Int64Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        float[] w = array((Float32Tensor) weight);
        float margin = (float) this.margin;
        int classes = classes(input);
        float[] grad = new float[x.length];
        float norm = (float) (1.0 / (reduction == Reduction.MEAN ? grad.length : classes));
        int step = reduction == Reduction.NONE ? 1 : 0;
        for (int row = 0; row < y.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            float sum = 0f;
            for (int i = from; i < from + classes; i++) {
                float z = margin - x[own] + x[i];
                if (i != own && z > 0f) {
                    float h = p == 1 ? norm : 2f * norm * z;
                    grad[i] = w == null ? h : h * w[(int) y[row]];
                    sum -= grad[i];
                }
            }
            grad[own] = sum;
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            for (int i = from; i < from + classes; i++) {
                grad[i] *= g[row * step];
            }
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    /** Returns the weight of each class, or null if there are none. */
    private static double[] array(Float64Tensor weight) {
        return weight == null ? null : weight.array(TRUSTED);
    }

    /** Returns the loss of each row. */
    private double[] losses(Float64Tensor input, Int64Tensor target) {
        double[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        double[] w = array((Float64Tensor) weight);
        double margin = this.margin;
        int classes = classes(input);
        double[] loss = new double[y.length];
        for (int row = 0; row < loss.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            double sum = 0.0;
            for (int i = from; i < from + classes; i++) {
                double z = margin - x[own] + x[i];
                if (i != own && z > 0.0) {
                    double h = p == 1 ? z : z * z;
                    sum += w == null ? h : h * w[(int) y[row]];
                }
            }
            loss[row] = sum / classes;
        }
        return loss;
    }

    private Float64Tensor reduced(double[] losses, Shape shape) {
        if (reduction == Reduction.NONE) {
            return Float64Tensor.wrap(shape, losses, TRUSTED);
        }
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (double loss : losses) {
            sum += loss;
        }
        return Float64Tensor.scalar((reduction == Reduction.MEAN ? sum / losses.length : sum));
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Int64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        double[] w = array((Float64Tensor) weight);
        double margin = this.margin;
        int classes = classes(input);
        double[] grad = new double[x.length];
        double norm = (1.0 / (reduction == Reduction.MEAN ? grad.length : classes));
        int step = reduction == Reduction.NONE ? 1 : 0;
        for (int row = 0; row < y.length; row++) {
            int from = row * classes;
            int own = from + (int) y[row];
            double sum = 0.0;
            for (int i = from; i < from + classes; i++) {
                double z = margin - x[own] + x[i];
                if (i != own && z > 0.0) {
                    double h = p == 1 ? norm : 2.0 * norm * z;
                    grad[i] = w == null ? h : h * w[(int) y[row]];
                    sum -= grad[i];
                }
            }
            grad[own] = sum;
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            for (int i = from; i < from + classes; i++) {
                grad[i] *= g[row * step];
            }
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
