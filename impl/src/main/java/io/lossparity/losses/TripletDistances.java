package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.PairwiseDistance;
import io.lossparity.kernel.float32.TripletMarginLossFloat32;
import io.lossparity.kernel.float64.TripletMarginLossFloat64;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.List;

/**
 * The distances of triplets, from which TripletMarginLoss computes its losses, and their gradients.
 *
 * @param norm the norm that measures the distances
 * @param near from the anchor to the positive
 * @param far from the anchor to the negative
 * @param swapped from the positive to the negative; null without the swap
 */
record TripletDistances<T extends FloatTensor>(PairwiseDistance norm, Pair<T> near, Pair<T> far, Pair<T> swapped) {

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

        /** Returns the gradient of u, given that of the difference. */
        T toFirst(T ofDifference) {
            return Broadcast.sumTo(ofDifference, u.shape());
        }

        /** Returns the gradient of v, given that of the difference. */
        T toSecond(T ofDifference) {
            return Broadcast.sumTo(Elementwise.negated(ofDifference), v.shape());
        }
    }

    static <T extends FloatTensor> TripletDistances<T> of(
            PairwiseDistance norm, boolean swap, T anchor, T positive, T negative) {
        return new TripletDistances<>(
                norm,
                Pair.of(norm, anchor, positive),
                Pair.of(norm, anchor, negative),
                swap ? Pair.of(norm, positive, negative) : null);
    }

    /** Returns the losses, in the given shape. */
    T losses(double margin, Shape shape) {
        return Kernels.map(
                shape,
                Broadcast.expand(near.distance, shape),
                Broadcast.expand(farthest(), shape),
                (loss, a, b) -> TripletMarginLossFloat32.losses(loss, a, b, margin),
                (loss, a, b) -> TripletMarginLossFloat64.losses(loss, a, b, margin));
    }

    /** Returns the gradients of the arguments, given that of each loss. */
    List<T> gradients(T each, double margin) {
        T farthest = farthest();
        T active = Kernels.map(
                each.shape(),
                each,
                Broadcast.expand(near.distance, each.shape()),
                Broadcast.expand(farthest, each.shape()),
                (grad, g, a, b) -> TripletMarginLossFloat32.active(grad, g, a, b, margin),
                (grad, g, a, b) -> TripletMarginLossFloat64.active(grad, g, a, b, margin));
        T ofNear = gradient(near, Broadcast.sumTo(active, near.distance.shape()));
        T ofFarthest = Broadcast.sumTo(Elementwise.negated(active), farthest.shape());
        if (swapped == null) {
            T ofFar = gradient(far, ofFarthest);
            return List.of(
                    Elementwise.sum(near.toFirst(ofNear), far.toFirst(ofFar)),
                    near.toSecond(ofNear),
                    far.toSecond(ofFar));
        }
        T ofFar = gradient(far, chosen(ofFarthest, false));
        T ofSwapped = gradient(swapped, chosen(ofFarthest, true));
        return List.of(
                Elementwise.sum(near.toFirst(ofNear), far.toFirst(ofFar)),
                Elementwise.sum(near.toSecond(ofNear), swapped.toFirst(ofSwapped)),
                Elementwise.sum(far.toSecond(ofFar), swapped.toSecond(ofSwapped)));
    }

    /** Returns the gradient of a pair's difference, given that of its distance. */
    private T gradient(Pair<T> pair, T ofDistance) {
        return norm.gradient(ofDistance, pair.difference, pair.distance);
    }

    /** Returns the distances to the negative: with the swap, the smaller ones. */
    private T farthest() {
        if (swapped == null) {
            return far.distance;
        }
        Shape shape = far.distance.shape().broadcast(swapped.distance.shape()).orElseThrow();
        return Kernels.map(
                shape,
                Broadcast.expand(far.distance, shape),
                Broadcast.expand(swapped.distance, shape),
                TripletMarginLossFloat32::smaller,
                TripletMarginLossFloat64::smaller);
    }

    /** Returns the gradient of the distance from the anchor, or of the swapped one, given that of the smaller one. */
    private T chosen(T grad, boolean second) {
        T chosen = Kernels.map(
                grad.shape(),
                grad,
                Broadcast.expand(far.distance, grad.shape()),
                Broadcast.expand(swapped.distance, grad.shape()),
                (half, g, a, b) -> TripletMarginLossFloat32.chosen(half, g, a, b, second),
                (half, g, a, b) -> TripletMarginLossFloat64.chosen(half, g, a, b, second));
        return Broadcast.sumTo(chosen, (second ? swapped : far).distance.shape());
    }
}
