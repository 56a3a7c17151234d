package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Arithmetic;
import io.lossparity.internal.Broadcast;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.internal.PairwiseDistance;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The margin by which an anchor a is not nearer to a positive p than to a negative n.
 *
 * <pre>
 *   D(u, v) = (sum |u - v + eps|^p)^(1/p), the sum over axis 1
 *   forward    z = margin + D(a, p) - D(a, n)               with swap: - min(D(a, n), D(p, n))
 *              l = max(0, z)                                 L = mean(l) | sum(l) | l
 *   backward   dl/da = dD(a, p)/da - dD(a, n)/da if z &gt;= 0, otherwise 0, and so for p and n
 *              dD/du = sign(d) |d|^(p-1) / D^(p-1), dD/dv = -dD/du, with d = u - v + eps
 * </pre>
 *
 * <p>Shapes: anchor, positive and negative (N, D) or (N, D, d1, ..., dK), or any that broadcast with each other with
 * at least two axes, and so do their distances, which lack axis 1. The losses have the distances' common shape, the
 * output is 0-d unless the reduction is none. The mean divides by the number of losses; gradients are summed back to
 * the shape of their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no losses: the mean is NaN, the sum 0; vectors without elements are at distance 0;
 *   <li>p = 0 counts the differences that are not 0 and has no gradient; p = inf and -inf are the largest and the
 *       smallest difference, their gradient goes to every one of that size; NaN is passed over there;
 *   <li>eps is added to the difference with its sign, so that D(u, v) is not D(v, u), and D(u, u) not 0;
 *   <li>D = 0: no gradient, but NaN for p &lt; 1; z = 0: the loss is 0, but the gradient passes;
 *   <li>swap with D(a, n) = D(p, n): all of the gradient goes to D(p, n).
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, there are fewer than two
 * axes, gradOutput has not the output's shape, or p is finite but too large for a float and there are elements.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py triplet_margin_loss; aten/src/ATen/native/Loss.cpp
 * triplet_margin_loss.
 *
 * @param margin the difference of distances below which a triplet costs; 1 by default
 * @param p the exponent of the distance, any number; 2 by default
 * @param eps what is added to each difference; 1e-6 by default
 * @param swap whether the distance from positive to negative counts where it is the smaller one; false by default
 * @param reduction none, mean (the default) or sum
 */
public record TripletMarginLoss(double margin, double p, double eps, boolean swap, Reduction reduction)
        implements Loss, LegacyFlags<TripletMarginLoss> {
    private static final String NAME = "TripletMarginLoss";

    /**
     * The gradients of the arguments.
     *
     * @param anchor the gradient of the anchor, in its shape
     * @param positive the gradient of the positive, in its shape
     * @param negative the gradient of the negative, in its shape
     */
    public record Gradients<T extends FloatTensor>(T anchor, T positive, T negative) {}

    /**
     * Two vectors, or tensors of them, and how far they are apart.
     *
     * @param difference u - v + eps
     * @param distance its norm
     */
    private record Pair<T extends FloatTensor>(T u, T v, T difference, T distance) {

        static <T extends FloatTensor> Pair<T> of(PairwiseDistance norm, T u, T v) {
            T difference = norm.differences(u, v);
            return new Pair<>(u, v, difference, norm.norms(difference));
        }
    }

    /** Checks the reduction. */
    public TripletMarginLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: margin 1, p = 2, eps 1e-6, no swap, the mean. */
    public TripletMarginLoss() {
        this(1, 2, 1e-6, false, Reduction.MEAN);
    }

    /** Returns this loss with another margin. */
    public TripletMarginLoss withMargin(double newMargin) {
        return new TripletMarginLoss(newMargin, p, eps, swap, reduction);
    }

    /** Returns this loss with another exponent. */
    public TripletMarginLoss withP(double newP) {
        return new TripletMarginLoss(margin, newP, eps, swap, reduction);
    }

    /** Returns this loss with another eps. */
    public TripletMarginLoss withEps(double newEps) {
        return new TripletMarginLoss(margin, p, newEps, swap, reduction);
    }

    /** Returns this loss with or without the swap. */
    public TripletMarginLoss withSwap(boolean newSwap) {
        return new TripletMarginLoss(margin, p, eps, newSwap, reduction);
    }

    @Override
    public TripletMarginLoss withReduction(Reduction newReduction) {
        return new TripletMarginLoss(margin, p, eps, swap, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T anchor, T positive, T negative) {
        Shape shape = check(anchor, positive, negative);
        PairwiseDistance norm = new PairwiseDistance(p, eps);
        T near = Pair.of(norm, anchor, positive).distance;
        T far = Pair.of(norm, anchor, negative).distance;
        if (swap) {
            far = smaller(far, Pair.of(norm, positive, negative).distance);
        }
        return reduction.apply(losses(Broadcast.expand(near, shape), Broadcast.expand(far, shape)));
    }

    /** Returns the gradients of the arguments; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backward(T anchor, T positive, T negative) {
        Shape output = reduction.outputShape(check(anchor, positive, negative));
        return backward(Checks.implicitGradOutput(NAME, anchor, output), anchor, positive, negative);
    }

    /** Returns the gradients of the arguments. */
    public <T extends FloatTensor> Gradients<T> backward(FloatTensor gradOutput, T anchor, T positive, T negative) {
        Shape shape = check(anchor, positive, negative);
        T incoming = Checks.gradOutput(NAME, gradOutput, "anchor", anchor, reduction.outputShape(shape));
        PairwiseDistance norm = new PairwiseDistance(p, eps);
        Pair<T> near = Pair.of(norm, anchor, positive);
        Pair<T> far = Pair.of(norm, anchor, negative);
        Pair<T> swapped = swap ? Pair.of(norm, positive, negative) : null;
        T farthest = swap ? smaller(far.distance, swapped.distance) : far.distance;
        T each = Broadcast.expand(incoming, shape);
        if (reduction == Reduction.MEAN) {
            each = Arithmetic.quotient(each, shape.elements());
        }
        T active = active(each, Broadcast.expand(near.distance, shape), Broadcast.expand(farthest, shape));
        T ofNear = gradient(norm, near, Broadcast.sumTo(active, near.distance.shape()));
        T ofFarthest = Broadcast.sumTo(Arithmetic.negated(active), farthest.shape());
        if (!swap) {
            T ofFar = gradient(norm, far, ofFarthest);
            return new Gradients<>(
                    Arithmetic.sum(toFirst(near, ofNear), toFirst(far, ofFar)),
                    toSecond(near, ofNear),
                    toSecond(far, ofFar));
        }
        T ofFar = gradient(norm, far, chosen(ofFarthest, far, swapped, false));
        T ofSwapped = gradient(norm, swapped, chosen(ofFarthest, far, swapped, true));
        return new Gradients<>(
                Arithmetic.sum(toFirst(near, ofNear), toFirst(far, ofFar)),
                Arithmetic.sum(toSecond(near, ofNear), toFirst(swapped, ofSwapped)),
                Arithmetic.sum(toSecond(far, ofFar), toSecond(swapped, ofSwapped)));
    }

    private static <T extends FloatTensor> T gradient(PairwiseDistance norm, Pair<T> pair, T ofDistance) {
        return norm.gradient(ofDistance, pair.difference, pair.distance);
    }

    private static <T extends FloatTensor> T toFirst(Pair<T> pair, T ofDifference) {
        return Broadcast.sumTo(ofDifference, pair.u.shape());
    }

    private static <T extends FloatTensor> T toSecond(Pair<T> pair, T ofDifference) {
        return Broadcast.sumTo(Arithmetic.negated(ofDifference), pair.v.shape());
    }

    /** Checks the arguments and returns the shape of the losses. */
    private <T extends FloatTensor> Shape check(T anchor, T positive, T negative) {
        Shape near = distances("anchor", anchor, "positive", positive);
        Shape far = distances("anchor", anchor, "negative", negative);
        if (swap) {
            Shape swapped = distances("positive", positive, "negative", negative);
            far = Checks.broadcastShape(NAME, "D(anchor, negative)", far, "D(positive, negative)", swapped);
        }
        return Checks.broadcastShape(NAME, "D(anchor, positive)", near, "the distances to negative", far);
    }

    private Shape distances(String firstName, FloatTensor first, String secondName, FloatTensor second) {
        Shape shape = Checks.broadcast(NAME, firstName, first, secondName, second);
        if (shape.rank() < 2) {
            String context = Checks.shapes(firstName, first, secondName, second);
            throw Checks.failure(
                    NAME, firstName, "have at least 2 axes", first.shape().rank(), context);
        }
        if (shape.elements() > 0 && Math.abs(p) > Float.MAX_VALUE && !Double.isInfinite(p)) {
            // torch: the norm takes its exponent as a float, whatever the dtype.
            throw Checks.failure(NAME, "p", "be infinite or fit into a float", p, "");
        }
        return shape.without(1);
    }

    private <T extends FloatTensor> T losses(T near, T far) {
        return Dtype.cast(
                near,
                near instanceof Float32Tensor d
                        ? lossesOf(d, (Float32Tensor) far)
                        : lossesOf((Float64Tensor) near, (Float64Tensor) far));
    }

    private <T extends FloatTensor> T active(T each, T near, T far) {
        return Dtype.cast(
                each,
                each instanceof Float32Tensor g
                        ? activeOf(g, (Float32Tensor) near, (Float32Tensor) far)
                        : activeOf((Float64Tensor) each, (Float64Tensor) near, (Float64Tensor) far));
    }

    /** Returns the smaller of each two distances. */
    private static <T extends FloatTensor> T smaller(T first, T second) {
        Shape shape = first.shape().broadcast(second.shape()).orElseThrow();
        T a = Broadcast.expand(first, shape);
        T b = Broadcast.expand(second, shape);
        return Dtype.cast(
                first,
                a instanceof Float32Tensor x
                        ? smallerOf(x, (Float32Tensor) b)
                        : smallerOf((Float64Tensor) a, (Float64Tensor) b));
    }

    /** Returns the gradient of the distance from the anchor, or of the swapped one, given that of the smaller one. */
    private static <T extends FloatTensor> T chosen(T grad, Pair<T> far, Pair<T> swapped, boolean second) {
        T a = Broadcast.expand(far.distance, grad.shape());
        T b = Broadcast.expand(swapped.distance, grad.shape());
        FloatTensor chosen = grad instanceof Float32Tensor g
                ? chosenOf(g, (Float32Tensor) a, (Float32Tensor) b, second)
                : chosenOf((Float64Tensor) grad, (Float64Tensor) a, (Float64Tensor) b, second);
        return Broadcast.sumTo(Dtype.cast(grad, chosen), (second ? swapped : far).distance.shape());
    }

    // <float32>
    private Float32Tensor lossesOf(Float32Tensor near, Float32Tensor far) {
        float[] a = near.array(TRUSTED);
        float[] b = far.array(TRUSTED);
        float[] loss = new float[a.length];
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            float z = m + a[i] - b[i];
            loss[i] = z < 0f ? 0f : z; // torch: NaN stays NaN
        }
        return Float32Tensor.wrap(near.shape(), loss, TRUSTED);
    }

    private Float32Tensor activeOf(Float32Tensor each, Float32Tensor near, Float32Tensor far) {
        float[] g = each.array(TRUSTED);
        float[] a = near.array(TRUSTED);
        float[] b = far.array(TRUSTED);
        float[] grad = new float[g.length];
        float m = (float) margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i] * (m + a[i] - b[i] >= 0f ? 1f : 0f);
        }
        return Float32Tensor.wrap(near.shape(), grad, TRUSTED);
    }

    private static Float32Tensor smallerOf(Float32Tensor first, Float32Tensor second) {
        float[] a = first.array(TRUSTED);
        float[] b = second.array(TRUSTED);
        float[] smaller = new float[a.length];
        for (int i = 0; i < smaller.length; i++) {
            smaller[i] = a[i] < b[i] ? a[i] : b[i]; // torch: NaN only if it is the second, or both
        }
        return Float32Tensor.wrap(first.shape(), smaller, TRUSTED);
    }

    private static Float32Tensor chosenOf(
            Float32Tensor grad, Float32Tensor first, Float32Tensor second, boolean other) {
        float[] g = grad.array(TRUSTED);
        float[] a = first.array(TRUSTED);
        float[] b = second.array(TRUSTED);
        float[] chosen = new float[g.length];
        for (int i = 0; i < chosen.length; i++) {
            // torch: at a tie the second alone has it, with NaN both.
            chosen[i] = (other ? a[i] < b[i] : a[i] >= b[i]) ? 0f : g[i];
        }
        return Float32Tensor.wrap(grad.shape(), chosen, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private Float64Tensor lossesOf(Float64Tensor near, Float64Tensor far) {
        double[] a = near.array(TRUSTED);
        double[] b = far.array(TRUSTED);
        double[] loss = new double[a.length];
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            double z = m + a[i] - b[i];
            loss[i] = z < 0.0 ? 0.0 : z; // torch: NaN stays NaN
        }
        return Float64Tensor.wrap(near.shape(), loss, TRUSTED);
    }

    private Float64Tensor activeOf(Float64Tensor each, Float64Tensor near, Float64Tensor far) {
        double[] g = each.array(TRUSTED);
        double[] a = near.array(TRUSTED);
        double[] b = far.array(TRUSTED);
        double[] grad = new double[g.length];
        double m = margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = g[i] * (m + a[i] - b[i] >= 0.0 ? 1.0 : 0.0);
        }
        return Float64Tensor.wrap(near.shape(), grad, TRUSTED);
    }

    private static Float64Tensor smallerOf(Float64Tensor first, Float64Tensor second) {
        double[] a = first.array(TRUSTED);
        double[] b = second.array(TRUSTED);
        double[] smaller = new double[a.length];
        for (int i = 0; i < smaller.length; i++) {
            smaller[i] = a[i] < b[i] ? a[i] : b[i]; // torch: NaN only if it is the second, or both
        }
        return Float64Tensor.wrap(first.shape(), smaller, TRUSTED);
    }

    private static Float64Tensor chosenOf(
            Float64Tensor grad, Float64Tensor first, Float64Tensor second, boolean other) {
        double[] g = grad.array(TRUSTED);
        double[] a = first.array(TRUSTED);
        double[] b = second.array(TRUSTED);
        double[] chosen = new double[g.length];
        for (int i = 0; i < chosen.length; i++) {
            // torch: at a tie the second alone has it, with NaN both.
            chosen[i] = (other ? a[i] < b[i] : a[i] >= b[i]) ? 0.0 : g[i];
        }
        return Float64Tensor.wrap(grad.shape(), chosen, TRUSTED);
    }
    // </float64>
    // spotless:on
}
