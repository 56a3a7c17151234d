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
 * The multi-label margin loss: by how much each class i that is no label comes too close to a label y[j].
 *
 * <pre>
 *   forward    z[j, i] = 1 - x[y[j]] + x[i]      l = sum over labels j, and i no label, of max(0, z[j, i]) / C
 *              L = mean(l) | sum(l) | l
 *   backward   dl/dx[i] = (number of j with z[j, i] &gt; 0) / C      dl/dx[y[j]] = -(number of i with z[j, i] &gt; 0) / C
 *              dL/dx = g dl/dx / N | g dl/dx | g dl/dx
 * </pre>
 *
 * <p>The labels of a row stand before its first -1; what stands behind is not read, but must be in range.
 *
 * <p>Shapes: input (N, C) and target the same, or both (C), or both 0-d as one class; a single class may be 0-d or
 * (1) in either. Losses are (N), (1) for an input of one axis, 0-d for a 0-d input; output is 0-d unless the
 * reduction is none.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>a label that is repeated counts repeatedly;
 *   <li>without a label, or if every class is one, the loss is 0;
 *   <li>a z of 0 has no gradient;
 *   <li>NaN counts as a z of 0, in the loss and in the gradient.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input is empty or has more than two axes, target or gradOutput
 * has not the shape above, or an element of target is outside [-1, C).
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py multilabel_margin_loss;
 * aten/src/ATen/native/LossMultiLabelMargin.cpp.
 *
 * @param reduction none, mean (the default) or sum
 */
public record MultiLabelMarginLoss(Reduction reduction) implements Loss, LegacyFlags<MultiLabelMarginLoss> {
    private static final String NAME = "MultiLabelMarginLoss";

    /** Checks the reduction. */
    public MultiLabelMarginLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's default: the mean. */
    public MultiLabelMarginLoss() {
        this(Reduction.MEAN);
    }

    @Override
    public MultiLabelMarginLoss withReduction(Reduction newReduction) {
        return new MultiLabelMarginLoss(newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, Int64Tensor target) {
        check(input, target);
        FloatTensor output =
                input instanceof Float32Tensor x ? reduced(x, target) : reduced((Float64Tensor) input, target);
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

    private static void check(FloatTensor input, Int64Tensor target) {
        Checks.rows(NAME, "input", input);
        Checks.notNull(NAME, "target", target);
        boolean single = input.shape().rank() < 2 && target.shape().rank() < 2 && input.size() == 1;
        if (!(single && target.size() == 1)) {
            Checks.sameShape(NAME, "input", input, "target", target);
        }
        Checks.range(NAME, "target", target, -1, classes(input), Checks.shape("input", input));
    }

    private static int classes(FloatTensor input) {
        int rank = input.shape().rank();
        return rank == 0 ? 1 : input.shape().size(rank - 1);
    }

    private static Shape lossesShape(FloatTensor input) {
        return switch (input.shape().rank()) {
            case 0 -> Shape.scalar();
            case 1 -> Shape.of(1); // torch: a vector counts as a batch of one
            default -> input.shape().without(1);
        };
    }

    /** Returns for each class of a row whether it is a label. */
    private static boolean[] labels(long[] target, int from, int classes) {
        boolean[] isLabel = new boolean[classes];
        for (int j = from; j < from + classes && target[j] >= 0; j++) {
            isLabel[(int) target[j]] = true;
        }
        return isLabel;
    }

    // <float32>
    private Float32Tensor reduced(Float32Tensor input, Int64Tensor target) {
        float[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = classes(input);
        float[] losses = new float[x.length / classes];
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (int row = 0; row < losses.length; row++) {
            float rowSum = rowSum(x, y, row * classes, classes);
            losses[row] = rowSum / classes;
            sum += rowSum;
        }
        if (reduction == Reduction.NONE) {
            return Float32Tensor.wrap(lossesShape(input), losses, TRUSTED);
        }
        sum /= classes;
        return Float32Tensor.scalar((float) (reduction == Reduction.MEAN ? sum / losses.length : sum));
    }

    /** Returns C times the loss of a row: summed in double, then rounded. */
    private static float rowSum(float[] x, long[] y, int from, int classes) {
        boolean[] isLabel = labels(y, from, classes);
        double sum = 0.0;
        for (int j = from; j < from + classes && y[j] >= 0; j++) {
            float label = x[from + (int) y[j]];
            for (int i = 0; i < classes; i++) {
                float z = 1f - label + x[from + i];
                if (!isLabel[i] && z > 0f) {
                    sum += z;
                }
            }
        }
        return (float) sum;
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Int64Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        float[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = classes(input);
        float[] grad = new float[x.length];
        float norm = (float) (1.0 / (reduction == Reduction.MEAN ? grad.length : classes));
        int step = reduction == Reduction.NONE ? 1 : 0;
        for (int row = 0; row < grad.length / classes; row++) {
            int from = row * classes;
            addGradient(grad, norm, x, y, from, classes);
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            for (int i = from; i < from + classes; i++) {
                grad[i] *= g[row * step];
            }
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    /** Adds the gradient of a row for an incoming 1; torch: by repeated addition, not by multiplication. */
    private static void addGradient(float[] grad, float norm, float[] x, long[] y, int from, int classes) {
        boolean[] isLabel = labels(y, from, classes);
        for (int j = from; j < from + classes && y[j] >= 0; j++) {
            int label = from + (int) y[j];
            for (int i = 0; i < classes; i++) {
                float z = 1f - x[label] + x[from + i];
                if (!isLabel[i] && z > 0f) {
                    grad[label] -= norm;
                    grad[from + i] += norm;
                }
            }
        }
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private Float64Tensor reduced(Float64Tensor input, Int64Tensor target) {
        double[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = classes(input);
        double[] losses = new double[x.length / classes];
        double sum = 0.0; // torch: rows are summed in double, whatever the dtype
        for (int row = 0; row < losses.length; row++) {
            double rowSum = rowSum(x, y, row * classes, classes);
            losses[row] = rowSum / classes;
            sum += rowSum;
        }
        if (reduction == Reduction.NONE) {
            return Float64Tensor.wrap(lossesShape(input), losses, TRUSTED);
        }
        sum /= classes;
        return Float64Tensor.scalar((reduction == Reduction.MEAN ? sum / losses.length : sum));
    }

    /** Returns C times the loss of a row: summed in double, then rounded. */
    private static double rowSum(double[] x, long[] y, int from, int classes) {
        boolean[] isLabel = labels(y, from, classes);
        double sum = 0.0;
        for (int j = from; j < from + classes && y[j] >= 0; j++) {
            double label = x[from + (int) y[j]];
            for (int i = 0; i < classes; i++) {
                double z = 1.0 - label + x[from + i];
                if (!isLabel[i] && z > 0.0) {
                    sum += z;
                }
            }
        }
        return sum;
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Int64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        double[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = classes(input);
        double[] grad = new double[x.length];
        double norm = (1.0 / (reduction == Reduction.MEAN ? grad.length : classes));
        int step = reduction == Reduction.NONE ? 1 : 0;
        for (int row = 0; row < grad.length / classes; row++) {
            int from = row * classes;
            addGradient(grad, norm, x, y, from, classes);
            // torch: the incoming gradient multiplies last, so that an infinite one makes NaN of 0.
            for (int i = from; i < from + classes; i++) {
                grad[i] *= g[row * step];
            }
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }

    /** Adds the gradient of a row for an incoming 1; torch: by repeated addition, not by multiplication. */
    private static void addGradient(double[] grad, double norm, double[] x, long[] y, int from, int classes) {
        boolean[] isLabel = labels(y, from, classes);
        for (int j = from; j < from + classes && y[j] >= 0; j++) {
            int label = from + (int) y[j];
            for (int i = 0; i < classes; i++) {
                double z = 1.0 - x[label] + x[from + i];
                if (!isLabel[i] && z > 0.0) {
                    grad[label] -= norm;
                    grad[from + i] += norm;
                }
            }
        }
    }
    // </float64>
    // spotless:on
}
