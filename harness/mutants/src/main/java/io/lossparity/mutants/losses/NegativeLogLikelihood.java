package io.lossparity.mutants.losses;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.formula.Comparison;
import io.lossparity.mutants.formula.Comparison.Relation;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongBinaryOperator;

/** The formula and the mistakes that NLLLoss and CrossEntropyLoss share. */
final class NegativeLogLikelihood {
    private static final long IGNORED = Signatures.bundled().ignoreIndex();

    private NegativeLogLikelihood() {}

    private static final Constant UNWEIGHTED =
            new Constant("weight-of-none", "the weight of a class where no weights are given", 1, 0, 0.5, 2);
    private static final Constant SMOOTHING = new Constant("label-smoothing", "the label smoothing", 0, 0.1);
    private static final Comparison COUNTED = new Comparison(
            "counted", "for the rows that are not ignored", "target", Relation.NE, "ignoreIndex", Relation.EQ);
    private static final Comparison ZEROED = new Comparison(
                    "zeroed",
                    "for the gradient that is zeroed",
                    "sum of weights",
                    Relation.LE,
                    "0",
                    Relation.LT,
                    Relation.GE)
            .moved(1);

    private static final Comparison DIVIDED = new Comparison(
            "divided", "for the mean that divides by it", "sum of weights", Relation.NE, "0", Relation.GT, Relation.LT);

    /** Another index is ignored where none is given; the right one is then out of range like any other. */
    private static Behaviour ignoring(long other) {
        return (call, reference) -> {
            LossOutcome right = reference.right(call);
            if (call.params().containsKey("ignoreIndex") || !fits(call)) {
                return right;
            }
            int classes = call.tensor("input").shape()[1];
            boolean outside =
                    Arrays.stream(call.tensor("target").longs()).anyMatch(y -> y != other && (y < 0 || y >= classes));
            if (outside) {
                return right instanceof Computed
                        ? new Rejected(Stage.FORWARD, call.loss() + ": a target is out of range")
                        : right;
            }
            LossCall asked = Calls.withParam(call, "ignoreIndex", other);
            return Arrays.stream(call.tensor("target").longs()).anyMatch(y -> y == other)
                    ? reference.ask(asked)
                    : right;
        };
    }

    /** Adds the mistakes about targets, which are other calls. */
    static Catalogue addTo(Catalogue catalogue) {
        return catalogue
                .varying(UNWEIGHTED, SMOOTHING, COUNTED, ZEROED, DIVIDED)
                .with(
                        "default-ignore-index-other",
                        "ignoreIndex is another than " + IGNORED + " where it is not given",
                        ignoring(Long.MIN_VALUE))
                .with(
                        WrongDefaults.slug("ignoreIndex", 0L),
                        WrongDefaults.words("ignoreIndex", IGNORED, 0L),
                        ignoring(0))
                .with(
                        "ignore-index-ignored",
                        "ignoreIndex is " + IGNORED + " whatever is asked for",
                        Calls.without("ignoreIndex"))
                .with(
                        "negative-ignore-index-wraps",
                        "a negative ignoreIndex ignores, too, the class that it counts from the last",
                        Calls.changed(call -> withTargets(
                                call, (y, c) -> ignoreIndex(call) < 0 && y - c == ignoreIndex(call) ? y - c : y)))
                .with(
                        "out-of-range-is-ignored",
                        "a target out of range is ignored instead of rejected",
                        Calls.changed(call -> withTargets(call, (y, c) -> y >= 0 && y < c ? y : ignoreIndex(call))))
                .with(
                        "negative-target-wraps",
                        "a negative target counts from the last class",
                        Calls.changed(call ->
                                withTargets(call, (y, c) -> y < 0 && y != ignoreIndex(call) ? Math.floorMod(y, c) : y)))
                .with(
                        "ignore-index-after-range",
                        "an ignoreIndex outside the classes is rejected as out of range",
                        Calls.changed(call -> withTargets(call, (y, c) -> y < 0 || y >= c ? c : y)));
    }

    /** Returns the losses, given the logarithms of the probabilities with the classes on axis 1. */
    static Terms losses(Question q, List<Var> logProbs) {
        return losses(q, logProbs, first -> q.tape().number(0));
    }

    /**
     * Returns the losses.
     *
     * @param ofIgnored gives the loss of an ignored row, which is 0, from the place of its first class
     */
    static Terms losses(Question q, List<Var> logProbs, IntFunction<Var> ofIgnored) {
        int[] shape = q.shape("input");
        int classes = shape[1];
        int inner = Shapes.sizeFrom(shape, 2);
        long[] targets = q.integers("target");
        long ignored = q.integer("ignoreIndex", IGNORED);
        List<Var> each = new ArrayList<>();
        double total = 0;
        double[] weights = new double[targets.length];
        for (int i = 0; i < targets.length; i++) {
            int y = (int) targets[i];
            boolean counted = q.test(COUNTED, (double) targets[i], (double) ignored);
            boolean inRange = y >= 0 && y < classes;
            double weight = inRange ? weight(q, y, i, classes) : 1;
            boolean weighed = q.has(Wrong.IGNORED_WEIGHED) ? !counted : counted || q.has(Wrong.IGNORED_COUNTED);
            weights[i] = weighed ? weight : 0;
            total += weights[i];
            int place = q.has(Wrong.CLASSES_LAST) ? i * classes + y : place(i, y, classes, inner);
            each.add(
                    counted && inRange
                            ? smoothed(q, loss(q, logProbs.get(place), weight), logProbs, i)
                            : ofIgnored.apply(place(i, 0, classes, inner)));
        }
        boolean zeroed = q.test(ZEROED, total, 0) && !q.has(Wrong.GRADIENT_AT_NO_WEIGHT);
        if (zeroed && !q.reduction().equals("none")) {
            each.replaceAll(loss -> loss.withGradientTimes(0));
        }
        return Terms.of(each, q.shape("target")).withMean(mean(q, each, weights, total));
    }

    /** Returns where a class of a row is. */
    private static int place(int row, int c, int classes, int inner) {
        return (row / inner * classes + c) * inner + row % inner;
    }

    /** Spreads a part of the target over all classes, as newer versions of PyTorch can be asked to. */
    private static Var smoothed(Question q, Var loss, List<Var> logProbs, int row) {
        double spread = q.of(SMOOTHING);
        if (spread == 0) {
            return loss;
        }
        int classes = q.shape("input")[1];
        int inner = Shapes.sizeFrom(q.shape("input"), 2);
        List<Var> all = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            Var logProb = logProbs.get(place(row, c, classes, inner));
            all.add(loss(q, logProb, weight(q, c, row, classes)));
        }
        return loss.times(1 - spread).plus(q.tape().sum(all).times(spread / classes));
    }

    private static Var mean(Question q, List<Var> each, double[] weights, double total) {
        Var sum = q.tape().sum(each);
        long[] targets = q.integers("target");
        if (targets.length == 0) {
            return q.tape().number(Double.NaN);
        }
        if (q.has(Wrong.DIVIDED_BY_N)) {
            return sum.over(targets.length);
        }
        if (q.has(Wrong.DIVIDED_BY_COUNT)) {
            long ignored = q.integer("ignoreIndex", IGNORED);
            double count = Arrays.stream(targets).filter(y -> y != ignored).count();
            return count == 0 ? sum : sum.over(count);
        }
        if (q.has(Wrong.MEAN_OF_SAMPLES)) {
            return meanOfSamples(q, each, weights);
        }
        if (q.has(Wrong.DIVIDED_BY_BATCH)) {
            return sum.over(q.shape("target")[0]);
        }
        boolean undivided = !q.test(DIVIDED, total, 0) && !q.has(Wrong.NO_WEIGHT_IS_NAN);
        return undivided ? sum.withGradientTimes(q.test(ZEROED, total, 0) ? 1 : 1 / total) : sum.over(total);
    }

    private static Var meanOfSamples(Question q, List<Var> each, double[] weights) {
        int samples = q.shape("target")[0];
        int size = weights.length / samples;
        List<Var> means = new ArrayList<>();
        for (int n = 0; n < samples; n++) {
            double total = Arrays.stream(weights, n * size, (n + 1) * size).sum();
            Var sum = q.tape().sum(each.subList(n * size, (n + 1) * size));
            means.add(total == 0 ? sum : sum.over(total));
        }
        return q.tape().sum(means).over(samples);
    }

    private static double weight(Question q, int y, int position, int classes) {
        if (!q.given("weight")) {
            return q.of(UNWEIGHTED);
        }
        if (q.has(Wrong.WEIGHT_IGNORED)) {
            return 1;
        }
        return q.vars("weight")
                .get(q.has(Wrong.WEIGHT_BY_POSITION) ? position % classes : y)
                .value();
    }

    private static Var loss(Question q, Var logProb, double weight) {
        Var weighted = logProb.times(q.has(Wrong.SIGN) ? weight : -weight);
        return q.has(Wrong.WEIGHT_NOT_IN_GRADIENT) ? logProb.function(weighted.value(), -1) : weighted;
    }

    private static long ignoreIndex(LossCall call) {
        return call.params().get("ignoreIndex") instanceof Long index ? index : IGNORED;
    }

    private static boolean fits(LossCall call) {
        return call.inputs().get("target") instanceof TensorValue target
                && target.dtype() == DType.INT64
                && call.inputs().get("input") instanceof TensorValue input
                && input.shape().length > 1;
    }

    private static LossCall withTargets(LossCall call, LongBinaryOperator change) {
        if (!fits(call)) {
            return call;
        }
        TensorValue target = call.tensor("target");
        int classes = call.tensor("input").shape()[1];
        long[] changed = Arrays.stream(target.longs())
                .map(y -> change.applyAsLong(y, classes))
                .toArray();
        return Arrays.equals(changed, target.longs())
                ? call
                : Calls.withInput(call, "target", TensorValue.ofLongs(target.shape(), changed));
    }

    /** The mistakes. */
    enum Wrong implements Mistake {
        DIVIDED_BY_N("mean divides by N instead of the sum of target weights"),
        DIVIDED_BY_COUNT("mean divides by the number of rows that are not ignored"),
        DIVIDED_BY_BATCH("mean divides by the size of the first axis"),
        IGNORED_COUNTED("the ignored rows count in the mean's denominator"),
        IGNORED_WEIGHED("the weights of the ignored rows are summed instead of those of the others"),
        NO_WEIGHT_IS_NAN("mean is NaN where the weights sum to 0"),
        GRADIENT_AT_NO_WEIGHT("the gradient is not zeroed where the weights sum to 0 or less"),
        WEIGHT_IGNORED("the weight is ignored"),
        WEIGHT_NOT_IN_GRADIENT("the weight is missing in the gradient"),
        WEIGHT_BY_POSITION("the weight is read by row instead of by class"),
        SIGN("the loss has the other sign"),
        CLASSES_LAST("the classes are read from the last axis"),
        MEAN_OF_SAMPLES("mean is the mean of the samples' own means");

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
