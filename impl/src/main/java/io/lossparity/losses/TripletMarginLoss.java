package io.lossparity.losses;

import io.lossparity.kernel.PairwiseDistance;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * How much an anchor a lacks to be nearer, by a margin, to a positive p than to a negative n.
 *
 * <pre>
 *   D(u, v) = (sum |u - v + eps|^p)^(1/p), the sum over axis 1
 *   forward    z = margin + D(a, p) - D(a, n)               with swap: - min(D(a, n), D(p, n))
 *              l = max(0, z)                                 L = mean(l) | sum(l) | l
 *   backward   dl/da = dD(a, p)/da - dD(a, n)/da if z &gt;= 0, otherwise 0, and so for p and n
 *              dD/du = sign(d) |d|^(p-1) / D^(p-1), dD/dv = -dD/du, with d = u - v + eps
 * </pre>
 *
 * <p>Shapes: anchor, positive and negative are (N, D) or (N, D, d1, ..., dK), or any shapes of at least two axes that
 * broadcast with each other, with axis 1 and without it. The losses have the common shape of the distances, which lack
 * axis 1; the output is 0-d unless the reduction is none. The mean divides by the number of losses; gradients are
 * summed back to the shape of their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no losses: the mean is NaN, the sum 0; vectors without elements are at distance 0;
 *   <li>p = 0 counts the differences that are not 0 and has no gradient; p = inf and -inf take the largest and the
 *       smallest difference: all differences of that size get the gradient, and NaN is skipped;
 *   <li>eps is added to the signed difference, so D(u, v) differs from D(v, u), and D(u, u) is not 0;
 *   <li>D = 0: the gradient is 0, but NaN for p &lt; 1; z = 0: the loss is 0, but the gradient is not;
 *   <li>swap with D(a, n) = D(p, n): all of the gradient goes to D(p, n).
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, shapes do not broadcast, there are fewer than two axes,
 * gradOutput does not have the output's shape, or p is finite but too large for a float and there are elements.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py triplet_margin_loss; aten/src/ATen/native/Loss.cpp
 * triplet_margin_loss.
 *
 * @param margin the difference of distances below which a triplet has a loss; 1 by default
 * @param p the exponent of the distance, any number; 2 by default
 * @param eps the number added to each difference; 1e-6 by default
 * @param swap whether the distance from positive to negative counts if it is smaller; false by default
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
    public record Gradients<T extends FloatTensor>(T anchor, T positive, T negative) {
        static <T extends FloatTensor> Gradients<T> of(List<T> gradients) {
            return new Gradients<>(gradients.get(0), gradients.get(1), gradients.get(2));
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

    @Override
    public List<String> arguments() {
        return List.of("anchor", "positive", "negative");
    }

    @Override
    public List<String> trained() {
        return arguments();
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T anchor, T positive, T negative) {
        return call(anchor, positive, negative).value();
    }

    /** Returns the gradients of the arguments; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backward(T anchor, T positive, T negative) {
        return Gradients.of(call(anchor, positive, negative).backward());
    }

    /** Returns the gradients of the arguments. */
    public <T extends FloatTensor> Gradients<T> backward(FloatTensor gradOutput, T anchor, T positive, T negative) {
        return Gradients.of(call(anchor, positive, negative).backward(gradOutput));
    }

    /** Returns the loss and the gradients of the arguments; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, Gradients<T>> valueAndGradient(
            T anchor, T positive, T negative) {
        return call(anchor, positive, negative).valueAndGradients().with(Gradients::of);
    }

    /** Returns the loss and the gradients of the arguments. */
    public <T extends FloatTensor> ValueAndGradient<T, Gradients<T>> valueAndGradient(
            FloatTensor gradOutput, T anchor, T positive, T negative) {
        return call(anchor, positive, negative).valueAndGradients(gradOutput).with(Gradients::of);
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.floats(1), a.floats(2)));
    }

    private <T extends FloatTensor> Call<T> call(T anchor, T positive, T negative) {
        Shape shape = check(anchor, positive, negative);
        return new Call<>(this, anchor, shape) {
            private TripletDistances<T> distances;

            @Override
            T value() {
                return reduction.apply(distances().losses(margin, shape));
            }

            @Override
            List<T> gradients(T gradOutput) {
                return distances().gradients(reduction.spread(gradOutput, shape), margin);
            }

            private TripletDistances<T> distances() {
                if (distances == null) {
                    PairwiseDistance norm = new PairwiseDistance(p, eps);
                    distances = TripletDistances.of(norm, swap, anchor, positive, negative);
                }
                return distances;
            }
        };
    }

    /** Checks the arguments and returns the shape of the losses. */
    private <T extends FloatTensor> Shape check(T anchor, T positive, T negative) {
        Shape near = distanceShape("anchor", anchor, "positive", positive);
        Shape far = distanceShape("anchor", anchor, "negative", negative);
        if (swap) {
            Shape swapped = distanceShape("positive", positive, "negative", negative);
            far = Checks.broadcastShape(NAME, "D(anchor, negative)", far, "D(positive, negative)", swapped);
        }
        return Checks.broadcastShape(NAME, "D(anchor, positive)", near, "the distances to negative", far);
    }

    private Shape distanceShape(String firstName, FloatTensor first, String secondName, FloatTensor second) {
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
}
