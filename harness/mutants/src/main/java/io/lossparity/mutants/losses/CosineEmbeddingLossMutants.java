package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.List;

/** Wrong versions of {@code CosineEmbeddingLoss}. */
final class CosineEmbeddingLossMutants {
    private CosineEmbeddingLossMutants() {}

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("CosineEmbeddingLoss", CosineEmbeddingLossMutants::losses, Wrong.values());
    }

    private static final double EPS = 1e-12;

    private static Terms losses(Question q) {
        int[] shape = Shapes.broadcast(q.shape("input1"), q.shape("input2"));
        int[] target = q.shape("target");
        int last = shape.length - 1;
        int axis = q.has(Wrong.LAST_AXIS) && Shapes.fit(Shapes.without(shape, last), target) ? last : 1;
        List<Var> cosines = cosines(q, shape, axis);
        int[] rest = Shapes.without(shape, axis);
        int[] output = Shapes.broadcast(rest, target);
        List<Var> each = new ArrayList<>();
        for (int i = 0; i < Shapes.size(output); i++) {
            Var cosine = cosines.get(Shapes.broadcastIndex(i, output, rest));
            double y = q.vars("target")
                    .get(Shapes.broadcastIndex(i, output, target))
                    .value();
            each.add(loss(q, cosine, q.has(Wrong.SIGN_OF_TARGET) ? Math.signum(y) : y));
        }
        Terms terms = Terms.of(each, output);
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static List<Var> cosines(Question q, int[] shape, int axis) {
        List<Var> a = q.vars("input1", shape);
        List<Var> b = q.vars("input2", shape);
        int inner = Shapes.sizeFrom(shape, axis + 1);
        int rows = Shapes.size(Shapes.without(shape, axis));
        List<Var> cosines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            List<Var> ab = new ArrayList<>();
            List<Var> aa = new ArrayList<>();
            List<Var> bb = new ArrayList<>();
            for (int k = 0; k < shape[axis]; k++) {
                int place = (i / inner * shape[axis] + k) * inner + i % inner;
                Var u = a.get(place);
                Var v = q.has(Wrong.INPUT2_DETACHED) ? b.get(place).withGradientTimes(0) : b.get(place);
                ab.add(u.times(v));
                aa.add(u.squared());
                bb.add(v.squared());
            }
            cosines.add(cosine(q, q.tape().sum(ab), q.tape().sum(aa), q.tape().sum(bb)));
        }
        return cosines;
    }

    private static Var cosine(Question q, Var ab, Var aa, Var bb) {
        if (q.has(Wrong.NOT_NORMALISED)) {
            return ab;
        }
        double eps = q.has(Wrong.EPS_MISSING) || q.has(Wrong.EPS_AS_FLOOR) ? 0 : EPS;
        Var norm = q.has(Wrong.NORMS_SEPARATE)
                ? aa.plus(eps).sqrt().times(bb.plus(eps).sqrt())
                : aa.plus(eps).times(bb.plus(eps)).sqrt();
        if (q.has(Wrong.EPS_AS_FLOOR) && norm.value() < 1e-8) {
            norm = norm.function(1e-8, 0);
        }
        return ab.over(q.has(Wrong.NORM_DETACHED) ? norm.withGradientTimes(0) : norm);
    }

    private static Var loss(Question q, Var cosine, double y) {
        double margin = q.has(Wrong.MARGIN_IGNORED) ? 0 : q.real("margin", 0);
        if (y == 1) {
            Var distance = q.has(Wrong.SIMILARITY_FOR_ONE) ? cosine : cosine.subtractedFrom(1);
            return q.has(Wrong.MARGIN_FOR_ONE) ? distance.plus(-margin).clampedAtZero() : distance;
        }
        if (y != -1 && !q.has(Wrong.OTHER_TARGET_AS_MINUS_ONE)) {
            return cosine.function(0, 0);
        }
        Var z = cosine.plus(q.has(Wrong.MARGIN_SIGN) ? margin : -margin);
        if (q.has(Wrong.NO_HINGE)) {
            return z;
        }
        return q.has(Wrong.KINK_ZERO) && !Double.isNaN(z.value()) ? z.aboveZero() : z.clampedAtZero();
    }

    private enum Wrong implements Mistake {
        EPS_MISSING("the squared norms lack 1e-12"),
        EPS_AS_FLOOR("the product of the norms is at least 1e-8, as in cosine_similarity"),
        NORMS_SEPARATE("the norms are computed one by one, which does not overflow"),
        NOT_NORMALISED("the dot product is not divided by the norms"),
        NORM_DETACHED("the gradient treats the norms as constants"),
        SIMILARITY_FOR_ONE("target 1 gives cos instead of 1 - cos"),
        MARGIN_IGNORED("the margin is ignored"),
        MARGIN_SIGN("margin sign flipped"),
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
