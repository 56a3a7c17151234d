package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Hinge;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Wrong versions of {@code MultiMarginLoss}. */
final class MultiMarginLossMutants {
    private MultiMarginLossMutants() {}

    private static final Constant TARGET_SLOPE =
            new Constant("target-slope", "the derivative with respect to the input of the target class", -1, 1, 0, -2);
    private static final Constant OTHER_SLOPE =
            new Constant("other-slope", "the derivative with respect to the input of another class", 1, -1, 0, 2);
    private static final Constant FACTOR =
            new Constant("gradient-factor", "the factor of the gradient of p=2, the exponent,", 2, 3, 4);
    private static final Constant TARGET_SHARE =
            new Constant("target-share", "the factor of x[target] in margin - x[target] + x[i]", -1, 1, 0);
    private static final Constant OTHER_SHARE =
            new Constant("other-share", "the factor of x[i] in margin - x[target] + x[i]", 1, -1, 0);
    private static final Comparison ACTIVE = new Comparison(
                    "active", "for the terms that count", "margin - x[target] + x[i]", Relation.GT, "0", Relation.LT)
            .moved(1, -1);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("MultiMarginLoss", MultiMarginLossMutants::losses, Wrong.values())
                .varying(TARGET_SLOPE, OTHER_SLOPE, TARGET_SHARE, OTHER_SHARE, FACTOR, ACTIVE)
                .defaulting("margin", 0.0, 0.5, 2.0)
                .defaulting("p", 2L);
    }

    private static Terms losses(Question q) {
        int[] shape = q.shape("input");
        int classes = shape.length == 0 ? 1 : shape[shape.length - 1];
        int rows = shape.length == 2 ? shape[0] : 1;
        List<Var> each = new ArrayList<>();
        double weights = 0;
        for (int n = 0; n < rows; n++) {
            int target = (int) q.integers("target")[n];
            each.add(row(q, q.vars("input").subList(n * classes, (n + 1) * classes), target));
            weights += weight(q, target);
        }
        boolean axis = shape.length == 2 || (shape.length == 1 && q.has(Wrong.ONE_ROW_KEEPS_AXIS));
        Terms terms = axis ? Terms.of(each, rows) : Terms.of(each);
        return q.has(Wrong.WEIGHT_SUM_MEAN) ? q.dividedBy(weights, terms) : terms;
    }

    private static double weight(Question q, int i) {
        return q.given("weight") ? q.vars("weight").get(i).value() : 1;
    }

    private static Var row(Question q, List<Var> x, int target) {
        boolean two = q.integer("p", 1) == (q.has(Wrong.P_EXCHANGED) ? 1 : 2);
        boolean squared = !q.has(Wrong.P_ALWAYS_ONE) && (two || q.has(Wrong.P_ALWAYS_TWO));
        List<Var> terms = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            boolean counted = q.has(Wrong.TARGET_COUNTED) || (i == target) == q.has(Wrong.TARGET_ALONE);
            if (!counted) {
                continue;
            }
            double w = weight(q, q.has(Wrong.WEIGHT_OF_OTHER) ? i : target);
            // Where the target alone counts, what is written as another class's gradient is overwritten.
            Var other = q.has(Wrong.TARGET_ALONE) ? x.get(i).withGradientTimes(0) : x.get(i);
            Var z = difference(q, other, x.get(target));
            Var hinge = hinge(q, q.has(Wrong.WEIGHT_INSIDE) ? z.times(w) : z);
            Var power = squared ? hinge.squared() : hinge;
            if (squared) {
                power = power.withGradientTimes((q.has(Wrong.GRADIENT_WITHOUT_P) ? 1 : q.of(FACTOR)) / 2);
            }
            boolean unweighted = q.has(Wrong.WEIGHT_IGNORED) || q.has(Wrong.WEIGHT_INSIDE);
            Var weighted = unweighted ? power : power.times(w);
            terms.add(q.has(Wrong.WEIGHT_NOT_IN_GRADIENT) ? power.function(weighted.value(), 1) : weighted);
        }
        if (q.has(Wrong.LARGEST_ONLY) && !terms.isEmpty()) {
            terms = List.of(Collections.max(terms, Comparator.comparingDouble(Var::value)));
        }
        int classes = x.size();
        int divisor =
                q.has(Wrong.NOT_DIVIDED) ? 1 : q.has(Wrong.DIVIDED_BY_OTHERS) ? Math.max(classes - 1, 1) : classes;
        return q.tape().sum(terms).over(divisor);
    }

    private static Var difference(Question q, Var other, Var ofTarget) {
        double margin = q.has(Wrong.MARGIN_IGNORED) ? 1 : q.real("margin", 1);
        double v = q.of(OTHER_SHARE) * other.value() + q.of(TARGET_SHARE) * ofTarget.value();
        Var right = other.function(v, q.of(OTHER_SLOPE), ofTarget, q.of(TARGET_SLOPE));
        Var difference = q.has(Wrong.SIGN) ? right.negated() : right;
        return difference.plus(q.has(Wrong.MARGIN_SIGN) ? -margin : margin);
    }

    private static Var hinge(Question q, Var z) {
        Optional<Hinge> other = q.mistake(Hinge.class);
        if (other.isPresent()) {
            return other.get().of(z);
        }
        if (Double.isNaN(z.value())) {
            return q.has(Wrong.NAN_KEPT) ? z : z.aboveZero();
        }
        if (q.has(Wrong.KINK_ONE)) {
            return z.clampedAtZero();
        }
        return q.test(ACTIVE, z.value(), 0) ? z : z.function(0, 0);
    }

    private enum Wrong implements Mistake {
        LARGEST_ONLY("only the largest term counts instead of the sum"),
        WEIGHT_INSIDE("the weight is multiplied inside the power"),
        WEIGHT_OF_OTHER("the weight of the other class instead of the target's"),
        WEIGHT_IGNORED("the weight is ignored"),
        WEIGHT_NOT_IN_GRADIENT("the weight is missing in the gradient"),
        WEIGHT_SUM_MEAN("mean divides by the sum of the target weights"),
        P_EXCHANGED("p=1 and p=2 are exchanged"),
        P_ALWAYS_ONE("p=1 always"),
        P_ALWAYS_TWO("p=2 always"),
        GRADIENT_WITHOUT_P("the gradient of p=2 lacks the factor 2"),
        TARGET_COUNTED("the target is compared with itself, too"),
        TARGET_ALONE("the target is compared only with itself"),
        MARGIN_IGNORED("the margin is 1 whatever is asked for"),
        MARGIN_SIGN("the margin has the other sign"),
        SIGN("the difference has the other sign"),
        KINK_ONE("gradient at the kink of p=1 is 1"),
        NAN_KEPT("NaN is not swallowed"),
        NOT_DIVIDED("the sum is not divided by the number of classes"),
        DIVIDED_BY_OTHERS("the sum is divided by the number of the other classes"),
        ONE_ROW_KEEPS_AXIS("reduction none of a 1-D input gives shape [1]");

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
