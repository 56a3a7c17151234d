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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Wrong versions of {@code MultiLabelMarginLoss}. */
final class MultiLabelMarginLossMutants {
    private MultiLabelMarginLossMutants() {}

    private static final Constant MARGIN = new Constant("margin", "the margin", 1, -1, 0.5, 2);
    private static final Constant TARGET_SLOPE =
            new Constant("target-slope", "the derivative with respect to the input of a target class", -1, 1, 0, -2);
    private static final Constant OTHER_SLOPE =
            new Constant("other-slope", "the derivative with respect to the input of another class", 1, -1, 0, 2);
    private static final Constant TARGET_SHARE =
            new Constant("target-share", "the factor of x[target] in 1 - x[target] + x[i]", -1, 1, 0);
    private static final Constant OTHER_SHARE =
            new Constant("other-share", "the factor of x[i] in 1 - x[target] + x[i]", 1, -1, 0);
    private static final Comparison ACTIVE = new Comparison(
                    "active", "for the terms that count", "1 - x[target] + x[i]", Relation.GT, "0", Relation.LT)
            .moved(1, -1);
    private static final Comparison LISTED =
            new Comparison("listed", "for the targets that are read", "target", Relation.GE, "0", Relation.GT);

    private static final Comparison SUMMED =
            new Comparison("summed", "for the targets whose terms are summed", "target", Relation.GE, "0", Relation.GT);
    private static final Comparison EXCLUDED = new Comparison(
            "excluded", "for the targets that are left out of the sum", "target", Relation.GE, "0", Relation.GT);

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("MultiLabelMarginLoss", MultiLabelMarginLossMutants::losses, Wrong.values())
                .varying(MARGIN, TARGET_SLOPE, OTHER_SLOPE, TARGET_SHARE, OTHER_SHARE, ACTIVE, LISTED, SUMMED, EXCLUDED)
                .equivalent("nan-as-zero", "the comparison with zero swallows NaN, so that no result is NaN");
    }

    private static Terms losses(Question q) {
        int[] shape = q.shape("input");
        int classes = shape.length == 0 ? 1 : shape[shape.length - 1];
        int rows = shape.length == 2 ? shape[0] : 1;
        List<Var> each = new ArrayList<>();
        for (int n = 0; n < rows; n++) {
            long[] targets = Arrays.copyOfRange(q.integers("target"), n * classes, (n + 1) * classes);
            each.add(row(q, q.vars("input").subList(n * classes, (n + 1) * classes), targets));
        }
        boolean scalar = shape.length == 0 || (shape.length == 1 && q.has(Wrong.SCALAR_FOR_ONE_ROW));
        Terms terms = scalar ? Terms.of(each) : Terms.of(each, rows);
        return q.has(Wrong.MEAN_NOT_BY_BATCH) ? q.dividedBy(1, terms) : terms;
    }

    private static Var row(Question q, List<Var> x, long[] entries) {
        List<Integer> targets = targets(q, entries);
        List<Var> terms = new ArrayList<>();
        Set<Integer> assigned = new HashSet<>();
        // Which classes are targets is often found in a loop of its own, which may end elsewhere.
        List<Integer> left = new ArrayList<>(firstOf(targets, target -> q.test(EXCLUDED, target, 0)));
        if (q.has(Wrong.CLASS_0_NOT_COMPARED)) {
            left.add(0);
        }
        for (int target : firstOf(targets, target -> q.test(SUMMED, target, 0))) {
            for (int i = 0; i < x.size(); i++) {
                boolean excluded = q.has(Wrong.OTHER_TARGETS_COUNTED) ? i == target : left.contains(i);
                if (!excluded || (q.has(Wrong.TARGET_ITSELF_COUNTED) && i == target)) {
                    Var own = x.get(target);
                    Var other = x.get(i).withGradientTimes(q.of(OTHER_SLOPE));
                    double value = q.of(OTHER_SHARE) * other.value() + q.of(TARGET_SHARE) * own.value();
                    boolean active = value + q.of(MARGIN) > 0;
                    boolean lost = q.has(Wrong.TARGET_GRADIENT_ASSIGNED) && active && !assigned.add(target);
                    terms.add(hinge(q, other.function(value, 1, own, lost ? 0 : q.of(TARGET_SLOPE))));
                }
            }
        }
        int divisor =
                q.has(Wrong.NOT_DIVIDED) ? 1 : q.has(Wrong.DIVIDED_BY_TARGETS) ? Math.max(targets.size(), 1) : x.size();
        return q.tape().sum(terms).over(divisor);
    }

    /** Without a mistake these are all that are no less than 0; those beyond, in the data or by mistake, stay. */
    private static List<Integer> firstOf(List<Integer> targets, IntPredicate counted) {
        return targets.stream()
                .takeWhile(target -> target < 0 || counted.test(target))
                .toList();
    }

    private static List<Integer> targets(Question q, long[] entries) {
        List<Integer> targets = new ArrayList<>();
        for (long given : entries) {
            long entry = padding(q, given, entries.length);
            if (entry == 0 && q.has(Wrong.TARGET_0_LEFT_OUT)) {
                continue;
            }
            boolean more = q.test(LISTED, (double) entry, 0)
                    && !(q.has(Wrong.REPEATED_TARGET_ONCE) && targets.contains((int) entry));
            if (more) {
                targets.add((int) entry);
            }
            if (q.has(Wrong.FIRST_TARGET_ONLY)
                    || (!q.test(LISTED, (double) entry, 0) && !q.has(Wrong.READS_BEYOND_MINUS_ONE))) {
                break;
            }
        }
        return targets;
    }

    /** A -1 may be read as a class, as Python reads it or as what it is clamped to. */
    private static long padding(Question q, long entry, int classes) {
        return entry >= 0 ? entry : q.has(Wrong.PADDING_IS_LAST) ? classes - 1 : q.has(Wrong.PADDING_IS_0) ? 0 : entry;
    }

    private static Var hinge(Question q, Var difference) {
        Var d = q.has(Wrong.SIGN) ? difference.negated() : difference;
        Var z = q.has(Wrong.MARGIN_MISSING) ? d : d.plus(q.of(MARGIN));
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
        OTHER_TARGETS_COUNTED("the sum leaves out only the target itself, not all targets"),
        TARGET_ITSELF_COUNTED("the target is compared with itself, too"),
        FIRST_TARGET_ONLY("only the first target is read"),
        READS_BEYOND_MINUS_ONE("targets after the first -1 are read"),
        PADDING_IS_LAST("the padding -1 counts as the last class"),
        PADDING_IS_0("the padding -1 counts as class 0"),
        TARGET_0_LEFT_OUT("a target of class 0 is left out"),
        CLASS_0_NOT_COMPARED("the sum over the other classes leaves out class 0"),
        REPEATED_TARGET_ONCE("a repeated target counts once"),
        TARGET_GRADIENT_ASSIGNED("the gradient of a target is that of a single term instead of their sum"),
        KINK_ONE("gradient at the kink is 1"),
        NAN_KEPT("NaN is not swallowed"),
        MARGIN_MISSING("the margin 1 is missing"),
        SIGN("the difference has the other sign"),
        NOT_DIVIDED("the sum is not divided by the number of classes"),
        DIVIDED_BY_TARGETS("the sum is divided by the number of targets"),
        MEAN_NOT_BY_BATCH("mean is not divided by the number of rows"),
        SCALAR_FOR_ONE_ROW("reduction none of a 1-D input gives shape []");

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
