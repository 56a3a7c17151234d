package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** Wrong versions of {@code CrossEntropyLoss}. */
final class CrossEntropyLossMutants {
    private CrossEntropyLossMutants() {}

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        List<Mistake> mistakes = new ArrayList<>(Arrays.asList(NegativeLogLikelihood.Wrong.values()));
        mistakes.addAll(Arrays.asList(Wrong.values()));
        return NegativeLogLikelihood.addTo(new Catalogue(
                        "CrossEntropyLoss", CrossEntropyLossMutants::losses, mistakes.toArray(Mistake[]::new)))
                .inexact(Inexact.values())
                .varying(SUM_START, SOFTMAX_FACTOR, EPS_IN_LOG);
    }

    private static final Constant SUM_START =
            new Constant("sum-start", "what the sum of the exponentials begins with", 0, 1, -1);

    private static final Constant SOFTMAX_FACTOR =
            new Constant("softmax-factor", "the factor of the softmax in the gradient", 1, -1, 0.5, 2);

    private static final Constant EPS_IN_LOG =
            new Constant("eps-in-log", "what is added to the probability before the logarithm", 0, 1e-8);

    private static Terms losses(Question q) {
        int axis = q.has(Wrong.SOFTMAX_OVER_BATCH)
                ? 0
                : q.has(Wrong.SOFTMAX_OVER_LAST_AXIS) ? q.shape("input").length - 1 : 1;
        List<Var> logProbs = logSoftmax(q, axis);
        // The logarithm of the sum of the exponentials, whose gradient is the softmax.
        return q.has(Wrong.SOFTMAX_WHERE_IGNORED) && !logProbs.isEmpty()
                ? NegativeLogLikelihood.losses(
                        q,
                        logProbs,
                        first -> q.vars("input")
                                .get(first)
                                .minus(logProbs.get(first))
                                .function(0, 1))
                : NegativeLogLikelihood.losses(q, logProbs);
    }

    private static List<Var> logSoftmax(Question q, int axis) {
        List<Var> x = q.vars("input");
        if (q.has(Wrong.NO_SOFTMAX)) {
            return x;
        }
        if (q.has(Wrong.PROBABILITIES)) {
            return x.stream().map(Var::log).toList();
        }
        int[] shape = q.shape("input");
        int inner = Shapes.sizeFrom(shape, axis + 1);
        List<Var> result = new ArrayList<>(x);
        for (int row = 0; row < Shapes.size(Shapes.without(shape, axis)); row++) {
            List<Integer> places = new ArrayList<>();
            for (int c = 0; c < shape[axis]; c++) {
                places.add((row / inner * shape[axis] + c) * inner + row % inner);
            }
            int start = places.isEmpty() ? 0 : places.get(0);
            List<Var> summed = q.has(Wrong.NEIGHBOURS_SUMMED) ? x.subList(start, start + places.size()) : null;
            List<Var> logs = row(q, places.stream().map(x::get).toList(), summed);
            for (int c = 0; c < shape[axis]; c++) {
                result.set(places.get(c), logs.get(c));
            }
        }
        return result;
    }

    private static List<Var> row(Question q, List<Var> x, List<Var> neighbours) {
        double max = q.has(Wrong.MAX_NOT_SUBTRACTED)
                ? 0
                : x.stream().mapToDouble(Var::value).max().orElse(0);
        if (neighbours != null) {
            return fromOutput(q, x, neighbours);
        }
        if (q.has(Wrong.LOG_ADDED) || q.has(Wrong.MAX_ADDED) || q.has(Wrong.MINIMUM_SUBTRACTED)) {
            return fromOutput(q, x, x);
        }
        if (q.tape().stable() && !x.isEmpty() && !q.has(Wrong.MAX_NOT_ADDED)) {
            return stable(q, x);
        }
        List<Var> shifted = x.stream().map(v -> v.plus(-max)).toList();
        Var sum = q.tape().sum(shifted.stream().map(Var::exp).toList()).plus(q.of(SUM_START));
        if (q.has(Wrong.LOG_MISSING)) {
            return shifted.stream().map(v -> v.exp().over(sum)).toList();
        }
        if (q.has(Wrong.LOG_OF_SOFTMAX)) {
            return shifted.stream().map(v -> v.exp().over(sum).log()).toList();
        }
        double eps = q.of(EPS_IN_LOG);
        if (eps != 0) {
            return shifted.stream().map(v -> v.exp().over(sum).plus(eps).log()).toList();
        }
        if (q.has(Wrong.GRADIENT_WITHOUT_SOFTMAX)) {
            return shifted.stream().map(v -> v.plus(-Math.log(sum.value()))).toList();
        }
        if (q.has(Wrong.SOFTMAX_TWICE)) {
            List<Var> probabilities =
                    shifted.stream().map(v -> v.exp().over(sum)).toList();
            Var again =
                    q.tape().sum(probabilities.stream().map(Var::exp).toList()).log();
            return probabilities.stream().map(v -> v.minus(again)).toList();
        }
        Var log = sum.log().withGradientTimes(q.of(SOFTMAX_FACTOR));
        double lost = q.has(Wrong.MAX_NOT_ADDED) ? max : 0;
        return shifted.stream().map(v -> v.minus(log).plus(lost)).toList();
    }

    /** The exponential of the greatest is 1, and its own gradient is the sum of the others' shares. */
    private static List<Var> stable(Question q, List<Var> x) {
        Var max = Collections.max(x, Comparator.comparingDouble(Var::value));
        List<Var> others = x.stream()
                .filter(v -> v != max)
                .map(v -> v.plus(-max.value()).exp())
                .toList();
        Var sum = q.tape().sum(others);
        double log = q.tape().log1p(sum.value());
        double share = 1 / (1 + sum.value());
        Var logSum = sum.function(log, share, max, share);
        Var ofMax = sum.function(-log, -share, max, sum.value() * share);
        return x.stream()
                .map(v -> v == max ? ofMax : v.plus(-max.value()).minus(logSum))
                .toList();
    }

    /** With the gradient that follows from the output, as in a backward pass that is given no more than that. */
    private static List<Var> fromOutput(Question q, List<Var> x, List<Var> summed) {
        boolean minimum = q.has(Wrong.MINIMUM_SUBTRACTED);
        DoubleStream values = x.stream().mapToDouble(Var::value);
        double shift = (minimum ? values.min() : values.max()).orElse(0);
        double sum = 0;
        for (Var v : summed) {
            sum = q.tape().round(sum + q.tape().round(Math.exp(q.tape().round(v.value() - shift))));
        }
        double log = q.sign(Wrong.LOG_ADDED) * Math.log(sum);
        double moved = q.sign(Wrong.MAX_ADDED) * shift;
        List<Double> logs =
                x.stream().map(v -> q.tape().round(v.value() - moved - log)).toList();
        List<Var> zeros = new ArrayList<>();
        for (int c = 0; c < logs.size(); c++) {
            zeros.add(x.get(c).function(0, -Math.exp(logs.get(c))));
        }
        Var zero = q.tape().sum(zeros);
        List<Var> result = new ArrayList<>();
        for (int c = 0; c < logs.size(); c++) {
            result.add(x.get(c).function(logs.get(c), 1, zero, 1));
        }
        return result;
    }

    private enum Wrong implements Mistake {
        LOG_ADDED("the logarithm of the sum is added instead of subtracted"),
        MAX_NOT_ADDED("the maximum is not added to the logarithm of the sum, so that it is left in the loss"),
        MAX_ADDED("the maximum is added instead of subtracted"),
        MINIMUM_SUBTRACTED("the minimum stands for the maximum, so that exp overflows"),
        NO_SOFTMAX("the input is taken as log-probabilities"),
        PROBABILITIES("the input is taken as probabilities"),
        SOFTMAX_TWICE("softmax is applied before log-softmax"),
        LOG_MISSING("the probability instead of its logarithm is summed"),
        LOG_OF_SOFTMAX("log after softmax, which is minus infinity for small probabilities"),
        MAX_NOT_SUBTRACTED("the maximum is not subtracted, so that exp overflows"),
        NEIGHBOURS_SUMMED("the exponentials of neighbouring elements are summed instead of those along axis 1"),
        SOFTMAX_OVER_BATCH("the softmax is over axis 0"),
        SOFTMAX_OVER_LAST_AXIS("the softmax is over the last axis"),
        SOFTMAX_WHERE_IGNORED("the gradient of an ignored row is its softmax instead of 0"),
        GRADIENT_WITHOUT_SOFTMAX("the gradient is that of NLLLoss, without the softmax");

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
