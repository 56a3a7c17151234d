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
import java.util.List;
import java.util.Optional;

/** Wrong versions of {@code TripletMarginLoss}. */
final class TripletMarginLossMutants {
    private TripletMarginLossMutants() {}

    private static final Constant ACTIVE =
            new Constant("active-slope", "the derivative of the hinge where it is active", 1, -1, 0.5);
    private static final Constant INACTIVE =
            new Constant("inactive-slope", "the derivative of the hinge where it is clamped", 0, 1);
    private static final Constant NORM_POWER = new Constant(
            "norm-power", "what is added to p in the power of the distance that divides its gradient", -1, 0, 1, -2);
    private static final Constant SIZE_POWER = new Constant(
            "size-power",
            "what is added to p, unless it is 2, in the power of the differences in the gradient",
            -1,
            0,
            -2);
    private static final Comparison BELOW = new Comparison(
                    "below-zero", "for what is clamped", "margin + d(a, p) - d(a, n)", Relation.LT, "0", Relation.GT)
            .moved(1, -1);

    private static final Comparison ZERO = new Comparison(
            "zero-distance", "for the gradient that is 0, unless p is 1", "distance", Relation.EQ, "0", Relation.NE);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return BroadcastMutants.addTo(
                        new Catalogue("TripletMarginLoss", TripletMarginLossMutants::losses, Wrong.values())
                                .varying(ACTIVE, INACTIVE, NORM_POWER, SIZE_POWER, BELOW, ZERO))
                .defaulting("margin", 0.0, 0.5, 2.0)
                .defaulting("p", 1.0)
                .defaulting("eps", 0.0, 1e-8, 1e-7, 1e-12)
                .defaulting("swap", true);
    }

    private static Terms losses(Question q) {
        int[] shape = Shapes.broadcast(Shapes.broadcast(q.shape("anchor"), q.shape("positive")), q.shape("negative"));
        List<Var> anchor = q.vars("anchor", shape);
        List<Var> positive = q.vars(q.has(Wrong.ROLES_EXCHANGED) ? "negative" : "positive", shape);
        List<Var> negative = q.vars(q.has(Wrong.ROLES_EXCHANGED) ? "positive" : "negative", shape);
        int inner = Shapes.sizeFrom(shape, 2);
        int[] rest = Shapes.without(shape, 1);
        List<Var> each = new ArrayList<>();
        for (int i = 0; i < Shapes.size(rest); i++) {
            each.add(loss(
                    q,
                    column(anchor, i, shape[1], inner),
                    column(positive, i, shape[1], inner),
                    column(negative, i, shape[1], inner)));
        }
        Terms terms = Terms.of(each, rest);
        return q.has(Wrong.BATCH_MEAN) ? q.dividedByBatch(terms) : terms;
    }

    private static List<Var> column(List<Var> elements, int i, int extent, int inner) {
        List<Var> column = new ArrayList<>();
        for (int k = 0; k < extent; k++) {
            column.add(elements.get((i / inner * extent + k) * inner + i % inner));
        }
        return column;
    }

    private static Var loss(Question q, List<Var> a, List<Var> p, List<Var> n) {
        double margin = q.has(Wrong.MARGIN_IGNORED) ? 1 : q.real("margin", 1);
        Var near = distance(q, a, p);
        List<Var> from = q.has(Wrong.ANCHOR_HALF)
                ? a.stream().map(v -> v.withGradientTimes(0)).toList()
                : a;
        Var far = distance(q, from, n);
        boolean swap = q.flag("swap", false) || q.has(Wrong.SWAP_ALWAYS);
        if (swap && !q.has(Wrong.SWAP_IGNORED)) {
            far = swapped(q, far, q.has(Wrong.SWAP_OTHER_DIRECTION) ? distance(q, n, p) : distance(q, p, n));
        }
        Var signed = q.has(Wrong.POSITIVE_SUBTRACTED) ? near.negated() : near;
        Var z = (q.has(Wrong.NEGATIVE_ADDED) ? signed.plus(far) : signed.minus(far))
                .plus(q.has(Wrong.MARGIN_SIGN) ? -margin : margin);
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
        if (q.has(Wrong.KINK_ZERO) && z.value() == 0) {
            return z.aboveZero();
        }
        boolean below = q.test(BELOW, compared(q, z.value(), margin, near.value(), far.value()), 0);
        return z.function(below ? 0 : z.value(), below ? q.of(INACTIVE) : q.of(ACTIVE));
    }

    /** Returns the smaller of the distances from the anchor and from the positive to the negative. */
    private static Var swapped(Question q, Var far, Var other) {
        if (q.has(Wrong.SWAP_ALWAYS_POSITIVE)) {
            return other;
        }
        if (q.has(Wrong.SWAP_GRADIENT_TO_ANCHOR) || q.has(Wrong.SWAP_GRADIENT_TO_POSITIVE)) {
            Var taken = q.has(Wrong.SWAP_GRADIENT_TO_ANCHOR) ? far : other;
            return taken.function(Math.min(far.value(), other.value()), 1);
        }
        if (far.value() == other.value()) {
            return q.has(Wrong.SWAP_TIE_BOTH)
                    ? far.function(far.value(), 1, other, 1)
                    : q.has(Wrong.SWAP_TIE_NEITHER)
                            ? far.function(far.value(), 0)
                            : q.has(Wrong.SWAP_TIE) ? far : other;
        }
        boolean smaller = q.has(Wrong.SWAP_TAKES_LARGER) ? other.value() > far.value() : other.value() < far.value();
        Var taken = smaller ? other : far;
        double larger = other.value() > far.value() ? other.value() : far.value();
        return q.has(Wrong.SWAP_VALUE_LARGER) ? taken.function(larger, 1) : taken;
    }

    /** What decides what is clamped: a port computes it once more in its backward pass, and may err there alone. */
    private static double compared(Question q, double z, double margin, double near, double far) {
        if (q.has(Wrong.COMPARED_MARGIN_SIGN)) {
            return z - 2 * margin;
        }
        if (q.has(Wrong.COMPARED_POSITIVE_SIGN)) {
            return z - 2 * near;
        }
        return q.has(Wrong.COMPARED_NEGATIVE_SIGN) ? z + 2 * far : z;
    }

    private static Var distance(Question q, List<Var> u, List<Var> v) {
        double eps = q.has(Wrong.EPS_FIXED) ? 1e-6 : q.real("eps", 1e-6);
        boolean inside = !(q.has(Wrong.EPS_OUTSIDE) || q.has(Wrong.EPS_MISSING) || q.has(Wrong.EPS_ON_MAGNITUDE));
        List<Var> d = new ArrayList<>();
        for (int k = 0; k < u.size(); k++) {
            Var difference = u.get(k).minus(v.get(k));
            Var moved = q.has(Wrong.EPS_ON_MAGNITUDE) ? difference.abs().plus(eps) : difference;
            d.add(inside ? difference.plus(eps) : moved);
        }
        Var norm = norm(q, d, q.has(Wrong.P_ALWAYS_TWO) ? 2 : q.has(Wrong.P_ALWAYS_ONE) ? 1 : q.real("p", 2));
        return q.has(Wrong.EPS_OUTSIDE) ? norm.plus(eps) : norm;
    }

    private static Var norm(Question q, List<Var> d, double p) {
        if (p == Double.POSITIVE_INFINITY) {
            return maximum(q, d);
        }
        if (p == 1) {
            return q.tape()
                    .sum(
                            q.has(Wrong.SIGNED_POWERS)
                                    ? d
                                    : d.stream().map(Var::abs).toList());
        }
        Var sum = q.tape()
                .sum(d.stream().map(v -> p == 2 ? v.squared() : power(q, v, p)).toList());
        if (q.has(Wrong.ROOT_MISSING)) {
            return sum;
        }
        if (q.test(ZERO, sum.value(), 0)) {
            return sum.function(sum.value() == 0 ? 0 : Math.pow(sum.value(), 1 / p), 0);
        }
        Var root = p == 2 ? sum.sqrt() : sum.pow(1 / p);
        double power = q.of(NORM_POWER);
        return power == -1 ? root : root.withGradientTimes(Math.pow(root.value(), -1 - power));
    }

    private static Var power(Question q, Var v, double p) {
        if (q.has(Wrong.SIGNED_POWERS)) {
            return v.function(Math.pow(v.value(), p), p * Math.pow(v.value(), p - 1));
        }
        double magnitude = Math.abs(v.value());
        double slope = magnitude == 0 ? 0 : p * Math.pow(magnitude, p + q.of(SIZE_POWER)) * Math.signum(v.value());
        return v.function(Math.pow(magnitude, p), slope);
    }

    private static Var maximum(Question q, List<Var> d) {
        double greatest = d.stream().mapToDouble(v -> Math.abs(v.value())).max().orElse(0);
        List<Var> tied = d.stream().filter(v -> Math.abs(v.value()) == greatest).toList();
        double share = q.has(Wrong.MAXIMUM_SHARED) ? 1.0 / tied.size() : 1;
        Var sum = q.tape().number(greatest);
        if (greatest != 0 && q.test(ZERO, greatest, 0)) {
            return sum;
        }
        for (Var v : d) {
            // torch multiplies by 0 what does not reach the maximum: beside an infinite gradient that is NaN
            boolean taken = tied.contains(v) && (v == tied.get(0) || !q.has(Wrong.MAXIMUM_FIRST));
            sum = sum.plus(v.function(0, taken ? share * Math.signum(v.value()) : 0));
        }
        return sum;
    }

    private enum Wrong implements Mistake {
        EPS_OUTSIDE("eps is added to the distance, not to the difference"),
        EPS_MISSING("eps is missing"),
        EPS_ON_MAGNITUDE("eps is added to the magnitude of each difference"),
        EPS_FIXED("eps is 1e-6 whatever is asked for"),
        SWAP_IGNORED("swap is ignored"),
        SWAP_ALWAYS("the distances are swapped without being asked to"),
        SWAP_TAKES_LARGER("swap takes the larger distance"),
        SWAP_VALUE_LARGER("swap takes the larger distance, whose gradient goes to the smaller"),
        SWAP_GRADIENT_TO_ANCHOR("with swap, the distance from the anchor has the gradient though the other is smaller"),
        SWAP_GRADIENT_TO_POSITIVE(
                "with swap, the distance from the positive has the gradient though the other is smaller"),
        SWAP_ALWAYS_POSITIVE("swap always takes the distance from the positive, not the smaller of the two"),
        SWAP_OTHER_DIRECTION("swap measures from negative to positive"),
        SWAP_TIE_BOTH("at a tie of swap, both distances have the gradient"),
        SWAP_TIE_NEITHER("at a tie of swap, neither distance has the gradient"),
        POSITIVE_SUBTRACTED("the distance of the positive is subtracted instead of added"),
        NEGATIVE_ADDED("the distance of the negative is added instead of subtracted"),
        SWAP_TIE("at a tie of swap, the gradient goes to the anchor"),
        P_ALWAYS_TWO("p=2 always"),
        P_ALWAYS_ONE("p=1 always"),
        SIGNED_POWERS("the differences, not their magnitudes, are raised to the power p"),
        ROOT_MISSING("the root of the distance is missing"),
        MARGIN_IGNORED("the margin is 1 whatever is asked for"),
        MARGIN_SIGN("the margin has the other sign"),
        COMPARED_MARGIN_SIGN("the margin has the other sign in what decides what is clamped"),
        COMPARED_POSITIVE_SIGN("the distance of the positive has the other sign in what decides what is clamped"),
        COMPARED_NEGATIVE_SIGN("the distance of the negative has the other sign in what decides what is clamped"),
        ROLES_EXCHANGED("positive and negative are exchanged"),
        NO_HINGE("negative values are not clamped"),
        KINK_ZERO("gradient at the kink is 0"),
        MAXIMUM_SHARED("for p=inf, tied maxima share the gradient"),
        MAXIMUM_FIRST("for p=inf, the first of tied maxima takes the gradient"),
        ANCHOR_HALF("the anchor's gradient lacks the negative's part"),
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
