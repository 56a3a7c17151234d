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
 * The negative log likelihood of the target classes y under log-probabilities x.
 *
 * <pre>
 *   forward    l = -w[y] x[y], 0 where y = ignoreIndex      W = sum of w[y] where y != ignoreIndex
 *              L = sum(l) / W | sum(l) | l
 *   backward   dl/dx[c] = -w[y] if c = y, otherwise 0       dL/dx = g dl/dx / W | g dl/dx | g dl/dx
 * </pre>
 *
 * <p>Shapes: input (N, C) or (N, C, d1, ..., dK), target (N) or (N, d1, ..., dK); losses have the target's shape,
 * output is 0-d unless the reduction is none. Weight has C elements in any shape.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>W = 0 (all ignored, or weights 0): the mean is the sum undivided; NaN only if the input is empty;
 *   <li>W &lt;= 0: the gradients of mean and sum are 0; those of none are not affected;
 *   <li>ignoreIndex may be any number, inside or outside [0, C); the input of ignored rows is not read.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if the input has fewer than two axes, target or gradOutput has not
 * the shape above, a target is outside [0, C) and not ignored, or weight has another dtype or number of elements.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py nll_loss; aten/src/THNN/generic/ClassNLLCriterion.c,
 * SpatialClassNLLCriterion.c.
 *
 * @param weight the weight of each class, or null (the default) for 1
 * @param ignoreIndex the target that does not count; -100 by default
 * @param reduction none, mean (the default) or sum
 */
public record NLLLoss(FloatTensor weight, long ignoreIndex, Reduction reduction) implements Loss, LegacyFlags<NLLLoss> {
    private static final String NAME = "NLLLoss";

    /** Checks the reduction. */
    public NLLLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: no weights, ignoring -100, the mean. */
    public NLLLoss() {
        this(null, -100, Reduction.MEAN);
    }

    /** Returns this loss with other weights; null for none. */
    public NLLLoss withWeight(FloatTensor newWeight) {
        return new NLLLoss(newWeight, ignoreIndex, reduction);
    }

    /** Returns this loss ignoring another target. */
    public NLLLoss withIgnoreIndex(long newIgnoreIndex) {
        return new NLLLoss(weight, newIgnoreIndex, reduction);
    }

    @Override
    public NLLLoss withReduction(Reduction newReduction) {
        return new NLLLoss(weight, ignoreIndex, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input, Int64Tensor target) {
        return forward(NAME, input, target);
    }

    /** Returns the gradient of the input; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(T input, Int64Tensor target) {
        check(NAME, input, target);
        return backward(Checks.implicitGradOutput(NAME, input, reduction.outputShape(target.shape())), input, target);
    }

    /** Returns the gradient of the input. */
    public <T extends FloatTensor> T backward(FloatTensor gradOutput, T input, Int64Tensor target) {
        return backward(NAME, gradOutput, input, target);
    }

    /** Returns the loss; errors name the given loss, which has these parameters too. */
    <T extends FloatTensor> T forward(String loss, T input, Int64Tensor target) {
        check(loss, input, target);
        boolean each = reduction == Reduction.NONE;
        FloatTensor output = input instanceof Float32Tensor x
                ? (each ? losses(x, target) : total(x, target))
                : (each ? losses((Float64Tensor) input, target) : total((Float64Tensor) input, target));
        return Dtype.cast(input, output);
    }

    /** Returns the gradient of the input; errors name the given loss, which has these parameters too. */
    <T extends FloatTensor> T backward(String loss, FloatTensor gradOutput, T input, Int64Tensor target) {
        check(loss, input, target);
        T incoming = Checks.gradOutput(loss, gradOutput, "input", input, reduction.outputShape(target.shape()));
        FloatTensor grad = input instanceof Float32Tensor x
                ? gradient((Float32Tensor) incoming, x, target)
                : gradient((Float64Tensor) incoming, (Float64Tensor) input, target);
        return Dtype.cast(input, grad);
    }

    /** Checks the arguments of forward and backward; errors name the given loss. */
    void check(String loss, FloatTensor input, Int64Tensor target) {
        Checks.minimumRank(loss, "input", input, 2);
        Checks.notNull(loss, "target", target);
        Shape expected = input.shape().without(1);
        if (!target.shape().equals(expected)) {
            throw Checks.failure(
                    loss, "target", "have shape " + expected, target.shape(), Checks.shape("input", input));
        }
        int classes = input.shape().size(1);
        int rank = input.shape().rank();
        if (classes == 0 && target.size() > 0 && rank != 2 && rank != 4) {
            // torch: an empty input of 3 or more than 4 axes is flattened to no positions, which the targets then do
            // not match.
            throw Checks.failure(loss, "input", "have classes", 0, Checks.shapes("input", input, "target", target));
        }
        if (weight != null) {
            Checks.sameDtype(loss, "input", input, "weight", weight);
            if (weight.size() != classes) {
                throw Checks.failure(
                        loss,
                        "weight",
                        "have " + classes + " elements",
                        weight.size(),
                        Checks.shapes("input", input, "weight", weight));
            }
        }
        long[] y = target.array(TRUSTED);
        for (int i = 0; i < y.length; i++) {
            if (y[i] != ignoreIndex && (y[i] < 0 || y[i] >= classes)) {
                throw Checks.failure(
                        loss,
                        "target",
                        "be in [0, " + classes + ") or equal ignoreIndex " + ignoreIndex,
                        y[i] + " at index " + Checks.index(target.shape(), i),
                        Checks.shape("input", input));
            }
        }
    }

    /** Returns the number of positions of each sample and class: d1 ... dK. */
    private static int positions(Shape input) {
        int positions = 1;
        for (int axis = 2; axis < input.rank(); axis++) {
            positions *= input.size(axis);
        }
        return positions;
    }

    /** Returns where the i-th target's log-probability stands in the input. */
    private static int position(int i, long target, int classes, int positions) {
        return (i / positions * classes + (int) target) * positions + i % positions;
    }

    // <float32>
    /** Returns the weight of each class, or null if there are none. */
    private static float[] array(Float32Tensor weight) {
        return weight == null ? null : weight.array(TRUSTED);
    }

    private static float weightOf(long target, float[] w) {
        return w == null ? 1f : w[(int) target];
    }

    private Float32Tensor losses(Float32Tensor input, Int64Tensor target) {
        float[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = input.shape().size(1);
        int positions = positions(input.shape());
        float[] w = array((Float32Tensor) weight);
        float[] loss = new float[y.length];
        for (int i = 0; i < loss.length; i++) {
            if (y[i] != ignoreIndex) {
                loss[i] = -x[position(i, y[i], classes, positions)] * weightOf(y[i], w);
            }
        }
        return Float32Tensor.wrap(target.shape(), loss, TRUSTED);
    }

    private Float32Tensor total(Float32Tensor input, Int64Tensor target) {
        float[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = input.shape().size(1);
        int positions = positions(input.shape());
        float[] w = array((Float32Tensor) weight);
        float sum = 0f; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < y.length; i++) {
            if (y[i] != ignoreIndex) {
                sum -= x[position(i, y[i], classes, positions)] * weightOf(y[i], w);
            }
        }
        float weightSum = weightSum(w, y);
        // torch: a weight sum of 0 does not divide, except for an empty input.
        boolean divides = reduction == Reduction.MEAN && (weightSum != 0f || x.length == 0);
        return Float32Tensor.scalar(divides ? sum / weightSum : sum);
    }

    private float weightSum(float[] w, long[] y) {
        float sum = 0f;
        for (long target : y) {
            if (target != ignoreIndex) {
                sum += weightOf(target, w);
            }
        }
        return sum;
    }

    private Float32Tensor gradient(Float32Tensor gradOutput, Float32Tensor input, Int64Tensor target) {
        float[] g = gradOutput.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = input.shape().size(1);
        int positions = positions(input.shape());
        float[] w = array((Float32Tensor) weight);
        float[] grad = new float[input.size()];
        boolean each = reduction == Reduction.NONE;
        float weightSum = weightSum(w, y);
        if (!each && weightSum <= 0f) {
            return Float32Tensor.wrap(input.shape(), grad, TRUSTED); // torch: sum too, and negative weights too
        }
        boolean plane = input.shape().rank() == 2;
        float divisor = reduction == Reduction.MEAN ? weightSum : 1f;
        for (int i = 0; i < y.length; i++) {
            if (y[i] != ignoreIndex) {
                float own = -weightOf(y[i], w);
                float incoming = g[each ? i : 0];
                // torch: 2-D input divides after, N-D input before it multiplies by the incoming gradient.
                grad[position(i, y[i], classes, positions)] =
                        plane ? own * incoming / divisor : own / divisor * incoming;
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

    private static double weightOf(long target, double[] w) {
        return w == null ? 1.0 : w[(int) target];
    }

    private Float64Tensor losses(Float64Tensor input, Int64Tensor target) {
        double[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = input.shape().size(1);
        int positions = positions(input.shape());
        double[] w = array((Float64Tensor) weight);
        double[] loss = new double[y.length];
        for (int i = 0; i < loss.length; i++) {
            if (y[i] != ignoreIndex) {
                loss[i] = -x[position(i, y[i], classes, positions)] * weightOf(y[i], w);
            }
        }
        return Float64Tensor.wrap(target.shape(), loss, TRUSTED);
    }

    private Float64Tensor total(Float64Tensor input, Int64Tensor target) {
        double[] x = input.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = input.shape().size(1);
        int positions = positions(input.shape());
        double[] w = array((Float64Tensor) weight);
        double sum = 0.0; // torch: one accumulator of the dtype, unlike the sums of other losses
        for (int i = 0; i < y.length; i++) {
            if (y[i] != ignoreIndex) {
                sum -= x[position(i, y[i], classes, positions)] * weightOf(y[i], w);
            }
        }
        double weightSum = weightSum(w, y);
        // torch: a weight sum of 0 does not divide, except for an empty input.
        boolean divides = reduction == Reduction.MEAN && (weightSum != 0.0 || x.length == 0);
        return Float64Tensor.scalar(divides ? sum / weightSum : sum);
    }

    private double weightSum(double[] w, long[] y) {
        double sum = 0.0;
        for (long target : y) {
            if (target != ignoreIndex) {
                sum += weightOf(target, w);
            }
        }
        return sum;
    }

    private Float64Tensor gradient(Float64Tensor gradOutput, Float64Tensor input, Int64Tensor target) {
        double[] g = gradOutput.array(TRUSTED);
        long[] y = target.array(TRUSTED);
        int classes = input.shape().size(1);
        int positions = positions(input.shape());
        double[] w = array((Float64Tensor) weight);
        double[] grad = new double[input.size()];
        boolean each = reduction == Reduction.NONE;
        double weightSum = weightSum(w, y);
        if (!each && weightSum <= 0.0) {
            return Float64Tensor.wrap(input.shape(), grad, TRUSTED); // torch: sum too, and negative weights too
        }
        boolean plane = input.shape().rank() == 2;
        double divisor = reduction == Reduction.MEAN ? weightSum : 1.0;
        for (int i = 0; i < y.length; i++) {
            if (y[i] != ignoreIndex) {
                double own = -weightOf(y[i], w);
                double incoming = g[each ? i : 0];
                // torch: 2-D input divides after, N-D input before it multiplies by the incoming gradient.
                grad[position(i, y[i], classes, positions)] =
                        plane ? own * incoming / divisor : own / divisor * incoming;
            }
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
