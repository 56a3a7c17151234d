package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Hinge;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Wrong versions of {@code CosineEmbeddingLoss}. */
final class CosineEmbeddingLossMutants {
    private CosineEmbeddingLossMutants() {}

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("CosineEmbeddingLoss", CosineEmbeddingLossMutants::losses, Wrong.values())
                .varying(ONE, SIMILAR, DISSIMILAR, EPS, NORM_SLOPE, PRODUCT_SLOPE, ACTIVE, BELOW)
                .defaulting("margin", 0.5, 1.0);
    }

    private static final Constant EPS =
            new Constant("eps", "what is added to the squared norms", 1e-12, 1e-8, 1e-7, 1e-6);
    private static final Constant ONE = new Constant("one-minus-cos", "the 1 in 1 - cos", 1, -1, 0.5, 2);
    private static final Constant SIMILAR = new Constant("similar-target", "the target of similar inputs", 1, 0, 2);
    private static final Constant DISSIMILAR =
            new Constant("dissimilar-target", "the target of dissimilar inputs", -1, 0, -2);
    private static final Constant NORM_SLOPE =
            new Constant("norm-slope", "the factor of the gradient that flows through the norms", 1, -1, 0.5, 2);
    private static final Constant PRODUCT_SLOPE = new Constant(
            "product-slope", "the factor of the gradient that flows through the dot product", 1, -1, 0, 0.5, 2);
    private static final Constant ACTIVE =
            new Constant("active-slope", "the derivative of cos - margin where it is active", 1, -1, 0, 0.5, 2);
    private static final Comparison BELOW = new Comparison(
                    "below-zero", "for what is clamped", "cos - margin", Relation.LT, "0", Relation.GT)
            .moved(1, -1);

    private static Terms losses(Question q) {
        boolean stable = q.tape().stable() && Arrays.equals(q.shape("input1"), q.shape("input2"));
        Sums cosines = cosines(q);
        Sums distances = stable ? distances(q) : cosines;
        int[] target = q.shape("target");
        int[] output = Shapes.broadcast(cosines.extents(), target);
        List<Var> each = new ArrayList<>();
        for (int i = 0; i < Shapes.size(output); i++) {
            double y = q.vars("target")
                    .get(Shapes.broadcastIndex(i, output, target))
                    .value();
            each.add(
                    stable
                            ? stableLoss(q, cosines.at(i, output), distances.at(i, output), y)
                            : loss(q, cosines.at(i, output), q.has(Wrong.SIGN_OF_TARGET) ? Math.signum(y) : y));
        }
        Terms terms = Terms.of(each, output);
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    /**
     * Returns 1 - cos for tensors of one shape, without a difference of nearly equal numbers: half the squared distance
     * of the vectors over their norms, and what eps adds to both squared norms.
     */
    private static Sums distances(Question q) {
        int[] shape = q.shape("input1");
        int inner = Shapes.sizeFrom(shape, 2);
        List<Var> input1 = q.vars("input1");
        List<Var> input2 = q.vars("input2");
        Sums aa = Sums.of(q, input1.stream().map(Var::squared).toList(), shape, 1);
        Sums bb = Sums.of(q, input2.stream().map(Var::squared).toList(), shape, 1);
        List<Var> squares = new ArrayList<>();
        for (int i = 0; i < input1.size(); i++) {
            int vector = i / (inner * shape[1]) * inner + i % inner;
            Var one = input1.get(i).over(aa.elements.get(vector).plus(1e-12).sqrt());
            Var two = input2.get(i).over(bb.elements.get(vector).plus(1e-12).sqrt());
            squares.add(one.minus(two).squared());
        }
        Sums distances = Sums.of(q, squares, shape, 1);
        List<Var> sums = new ArrayList<>();
        for (int i = 0; i < distances.elements.size(); i++) {
            Var one = aa.elements.get(i).plus(1e-12).pow(-1).times(1e-12);
            Var two = bb.elements.get(i).plus(1e-12).pow(-1).times(1e-12);
            sums.add(distances.elements.get(i).plus(one.plus(two)).times(0.5));
        }
        return new Sums(sums, distances.extents);
    }

    /** Takes the distance of vectors that are alike; of others, the cosine has more digits. */
    private static Var stableLoss(Question q, Var cosine, Var distance, double y) {
        if (!(cosine.value() > 0.5)) {
            return loss(q, cosine, y);
        }
        return y == 1 ? distance : loss(q, distance.subtractedFrom(1), y);
    }

    private static Sums cosines(Question q) {
        int[] one = q.shape("input1");
        int[] two = q.shape("input2");
        int last = one.length - 1;
        boolean lastFits = Arrays.equals(one, two) && Shapes.fit(Shapes.without(one, last), q.shape("target"));
        int axis = q.has(Wrong.LAST_AXIS) && lastFits ? last : 1;
        List<Var> input1 = q.vars("input1");
        List<Var> input2 = q.has(Wrong.INPUT2_DETACHED)
                ? q.vars("input2").stream().map(v -> v.withGradientTimes(0)).toList()
                : q.vars("input2");
        int[] common = Shapes.broadcast(one, two);
        List<Var> products = new ArrayList<>();
        for (int i = 0; i < Shapes.size(common); i++) {
            Var v = input2.get(Shapes.broadcastIndex(i, common, two));
            products.add(input1.get(Shapes.broadcastIndex(i, common, one)).times(v));
        }
        Sums ab = Sums.of(q, products, common, axis);
        Sums aa = Sums.of(q, input1.stream().map(Var::squared).toList(), one, axis);
        Sums bb = Sums.of(q, input2.stream().map(Var::squared).toList(), two, axis);
        if (q.has(Wrong.NORMS_OF_BATCH)) {
            aa = aa.together(q);
            bb = bb.together(q);
        }
        int[] shape = Shapes.broadcast(Shapes.broadcast(ab.extents, aa.extents), bb.extents);
        List<Var> cosines = new ArrayList<>();
        for (int i = 0; i < Shapes.size(shape); i++) {
            cosines.add(cosine(q, ab.at(i, shape), aa.at(i, shape), bb.at(i, shape)));
        }
        return new Sums(cosines, shape);
    }

    /** Sums over one axis; each tensor is summed before the sums are broadcast. */
    private record Sums(List<Var> elements, int[] extents) {
        static Sums of(Question q, List<Var> elements, int[] shape, int axis) {
            int[] rest = Shapes.without(shape, axis);
            int inner = Shapes.sizeFrom(shape, axis + 1);
            List<Var> sums = new ArrayList<>();
            for (int i = 0; i < Shapes.size(rest); i++) {
                List<Var> terms = new ArrayList<>();
                for (int k = 0; k < shape[axis]; k++) {
                    terms.add(elements.get((i / inner * shape[axis] + k) * inner + i % inner));
                }
                sums.add(q.tape().sum(terms));
            }
            return new Sums(sums, rest);
        }

        /** The sum of all stands for each. */
        Sums together(Question q) {
            return new Sums(Collections.nCopies(elements.size(), q.tape().sum(elements)), extents);
        }

        Var at(int place, int[] larger) {
            return elements.get(Shapes.broadcastIndex(place, larger, extents));
        }
    }

    private static Var cosine(Question q, Var ab, Var aa, Var bb) {
        if (q.has(Wrong.NOT_NORMALISED)) {
            return ab;
        }
        double eps = q.has(Wrong.EPS_MISSING) || q.has(Wrong.EPS_AS_FLOOR) ? 0 : q.of(EPS);
        Var norm = q.has(Wrong.NORMS_SEPARATE)
                ? aa.plus(eps).sqrt().times(bb.plus(eps).sqrt())
                : aa.plus(eps).times(bb.plus(eps)).sqrt();
        if (q.has(Wrong.EPS_AS_FLOOR) && norm.value() < 1e-8) {
            norm = norm.function(1e-8, 0);
        }
        double slope = q.has(Wrong.NORM_DETACHED) ? 0 : q.of(NORM_SLOPE);
        double product = q.of(PRODUCT_SLOPE);
        Var dot = product == 1 ? ab : ab.withGradientTimes(product);
        return dot.over(slope == 1 ? norm : norm.withGradientTimes(slope));
    }

    private static Var loss(Question q, Var cosine, double y) {
        double margin = q.has(Wrong.MARGIN_IGNORED) ? 0 : q.real("margin", 0);
        if (y == q.of(SIMILAR)) {
            Var minus = q.has(Wrong.COS_ADDED) ? cosine.plus(1) : cosine.subtractedFrom(q.of(ONE));
            Var distance = q.has(Wrong.SIMILARITY_FOR_ONE) ? cosine : minus;
            return q.has(Wrong.MARGIN_FOR_ONE) ? distance.plus(-margin).clampedAtZero() : distance;
        }
        if (y != q.of(DISSIMILAR) && !q.has(Wrong.OTHER_TARGET_AS_MINUS_ONE)) {
            return cosine.function(0, 0);
        }
        if (q.has(Wrong.COS_ABSOLUTE)) {
            return cosine.abs().plus(-margin).clampedAtZero();
        }
        if (q.has(Wrong.MARGIN_OUTSIDE)) {
            return cosine.clampedAtZero().plus(-margin);
        }
        Var z = cosine.plus(q.has(Wrong.MARGIN_SIGN) ? margin : -margin);
        if (q.has(Wrong.NO_HINGE)) {
            return z;
        }
        Optional<Hinge> other = q.mistake(Hinge.class);
        if (other.isPresent()) {
            return other.get().of(z);
        }
        if (Double.isNaN(z.value())) {
            return z.clampedAtZero();
        }
        if (q.has(Wrong.KINK_ZERO)) {
            return z.aboveZero();
        }
        // A port compares once more in its backward pass, and may do so wrongly there alone.
        double cos = q.has(Wrong.COMPARED_COS_SIGN) ? -cosine.value() : cosine.value();
        double compared = q.has(Wrong.COMPARED_COS_SIGN)
                ? cos - margin
                : q.has(Wrong.COMPARED_MARGIN_SIGN) ? cos + margin : z.value();
        double active = q.of(ACTIVE);
        Var kept = active == 1 ? z : z.withGradientTimes(active);
        return q.test(BELOW, compared, 0) ? z.function(0, 0) : kept;
    }

    private enum Wrong implements Mistake {
        NORMS_OF_BATCH("the norms are those of the whole tensors instead of each sample"),
        EPS_MISSING("the squared norms lack 1e-12"),
        EPS_AS_FLOOR("the product of the norms is at least 1e-8, as in cosine_similarity"),
        NORMS_SEPARATE("the norms are computed one by one, which does not overflow"),
        NOT_NORMALISED("the dot product is not divided by the norms"),
        NORM_DETACHED("the gradient treats the norms as constants"),
        SIMILARITY_FOR_ONE("target 1 gives cos instead of 1 - cos"),
        COS_ABSOLUTE("for target -1, |cos| stands for cos"),
        COS_ADDED("target 1 gives 1 + cos instead of 1 - cos"),
        MARGIN_IGNORED("the margin is ignored"),
        MARGIN_SIGN("the margin has the other sign"),
        MARGIN_OUTSIDE("the margin is subtracted outside of max(0, cos)"),
        COMPARED_MARGIN_SIGN("cos + margin instead of cos - margin decides what is clamped"),
        COMPARED_COS_SIGN("-cos - margin instead of cos - margin decides what is clamped"),
        MARGIN_FOR_ONE("the margin is used for target 1, too"),
        NO_HINGE("cos - margin is not clamped"),
        KINK_ZERO("gradient at the kink is 0"),
        OTHER_TARGET_AS_MINUS_ONE("any target but 1 is taken as -1"),
        SIGN_OF_TARGET("only the sign of the target is used"),
        LAST_AXIS("the similarity is taken over the last axis"),
        INPUT2_DETACHED("input2's gradient is zero"),
        BATCH_MEAN("mean divides by the size of the first axis");

        private final String words;

        Wrong(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
