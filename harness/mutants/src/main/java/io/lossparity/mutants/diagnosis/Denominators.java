package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a mean may be divided by, and a sum or single losses that should not be divided. */
final class Denominators {
    private static final long IGNORED = Signatures.bundled().ignoreIndex();

    /**
     * What something may be divided by.
     *
     * @param slug the last part of the mutant's id
     * @param words it in words
     * @param of its value; NaN where there is none
     */
    private record Divisor(String slug, String words, ToDoubleFunction<LossCall> of) {}

    private static final List<Divisor> DIVISORS = List.of(
            new Divisor(
                    "elements", "the number of elements", call -> first(call).size()),
            new Divisor("first-axis", "the size of the first axis", call -> axis(call, 0)),
            new Divisor("classes", "the number of classes, the size of the second axis,", call -> axis(call, 1)),
            new Divisor(
                    "last-axis",
                    "the size of the last axis",
                    call -> axis(call, first(call).shape().length - 1)),
            new Divisor(
                    "rows",
                    "the number of rows, which lie along the last axis,",
                    call -> first(call).size() / axis(call, first(call).shape().length - 1)),
            new Divisor("targets", "the number of targets", Denominators::targets),
            new Divisor("kept", "the number of targets that are not ignored", call -> kept(call, w -> 1)),
            new Divisor("target-weights", "the sum of the targets' weights", call -> weighed(call, w -> w)),
            new Divisor(
                    "ignored-as-class-0",
                    "the sum of the targets' weights, where an ignored target counts as class 0,",
                    Denominators::withIgnored),
            new Divisor(
                    "reciprocal-weights", "the sum of 1 / weight of the targets", call -> weighed(call, w -> 1 / w)),
            new Divisor(
                    "squared-weights",
                    "the sum of the squares of the targets' weights",
                    call -> weighed(call, w -> w * w)),
            new Divisor("weights", "the sum of all weights", call -> weights(call, v -> v)),
            new Divisor(
                    "weights-not-zero",
                    "the number of weights that are not 0",
                    call -> weights(call, v -> v == 0 ? 0 : 1)),
            new Divisor(
                    "one-less",
                    "the number of elements less 1",
                    call -> first(call).size() - 1));

    private Denominators() {}

    /** Returns the mistakes about what a loss divides by. */
    static List<Mutant> of(String loss) {
        Mutant notZero = new Mutant(
                loss + "/mean-over-active",
                loss,
                "mean divides by the number of losses that are not 0",
                (call, reference) -> over(asked -> active(asked, reference, each -> each != 0), call, reference));
        Mutant aboveZero = new Mutant(
                loss + "/mean-over-positive",
                loss,
                "mean divides by the number of losses above 0, or by 1 if there are none",
                (call, reference) ->
                        over(asked -> Math.max(1, active(asked, reference, each -> each > 0)), call, reference));
        return Stream.concat(Stream.of(notZero, aboveZero), ofDivisors(loss)).toList();
    }

    private static LossOutcome over(ToDoubleFunction<LossCall> count, LossCall call, Reference reference) {
        return dividing(new Divisor("", "", count), "mean", "sum", call, reference);
    }

    private static double active(LossCall call, Reference reference, DoublePredicate counts) {
        LossCall each = Calls.withoutGradients(Calls.withReduction(call, "none"));
        return reference.ask(each) instanceof Computed losses
                ? Arrays.stream(Question.values(losses.output())).filter(counts).count()
                : Double.NaN;
    }

    private static Stream<Mutant> ofDivisors(String loss) {
        return DIVISORS.stream()
                .flatMap(divisor -> Stream.of(
                        new Mutant(
                                loss + "/mean-over-" + divisor.slug(),
                                loss,
                                "mean divides by " + divisor.words() + " instead of PyTorch's denominator",
                                (call, reference) -> dividing(divisor, "mean", "sum", call, reference)),
                        new Mutant(
                                loss + "/mean-once-more-over-" + divisor.slug(),
                                loss,
                                "mean divides by " + divisor.words() + " once more",
                                (call, reference) -> dividing(divisor, "mean", "mean", call, reference)),
                        new Mutant(
                                loss + "/sum-over-" + divisor.slug(),
                                loss,
                                "sum is divided by " + divisor.words(),
                                (call, reference) -> dividing(divisor, "sum", "sum", call, reference)),
                        new Mutant(
                                loss + "/batchmean-over-" + divisor.slug(),
                                loss,
                                "batchmean divides by " + divisor.words() + " instead of the size of the first axis",
                                (call, reference) -> dividing(divisor, "batchmean", "sum", call, reference)),
                        new Mutant(
                                loss + "/none-over-" + divisor.slug(),
                                loss,
                                "the unreduced loss is divided by " + divisor.words(),
                                (call, reference) -> dividing(divisor, "none", "none", call, reference))));
    }

    private static LossOutcome dividing(
            Divisor divisor, String asked, String divided, LossCall call, Reference reference) {
        LossOutcome right = reference.right(call);
        if (!Reductions.of(call).equals(asked) || !(right instanceof Computed)) {
            return right;
        }
        double by = divisor.of().applyAsDouble(call);
        LossOutcome whole = asked.equals(divided) ? right : reference.ask(Calls.withReduction(call, divided));
        return Double.isNaN(by) || !(whole instanceof Computed computed)
                ? right
                : Outcomes.changed(computed, tensor -> Outcomes.map(tensor, v -> v / by));
    }

    private static TensorValue first(LossCall call) {
        return call.inputs().values().stream()
                .filter(TensorValue.class::isInstance)
                .map(TensorValue.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static double axis(LossCall call, int axis) {
        int[] shape = first(call).shape();
        return axis >= 0 && axis < shape.length ? shape[axis] : Double.NaN;
    }

    private static double targets(LossCall call) {
        return call.inputs().get("target") instanceof TensorValue target ? target.size() : Double.NaN;
    }

    private static double weighed(LossCall call, DoubleUnaryOperator of) {
        return call.params().get("weight") instanceof TensorValue ? kept(call, of) : Double.NaN;
    }

    /** Sums over the targets that are classes and not ignored. */
    private static double kept(LossCall call, DoubleUnaryOperator of) {
        if (!(call.inputs().get("target") instanceof TensorValue target) || target.dtype() != DType.INT64) {
            return Double.NaN;
        }
        long ignored = call.params().get("ignoreIndex") instanceof Long index ? index : IGNORED;
        double[] weights =
                call.params().get("weight") instanceof TensorValue weight ? Question.values(weight) : new double[0];
        return Arrays.stream(target.longs())
                .filter(y -> y != ignored && y >= 0)
                .mapToDouble(y -> of.applyAsDouble(y < weights.length ? weights[(int) y] : 1))
                .sum();
    }

    private static double withIgnored(LossCall call) {
        if (!(call.params().get("weight") instanceof TensorValue weight) || weight.size() == 0) {
            return Double.NaN;
        }
        return kept(call, w -> w) + (targets(call) - kept(call, w -> 1)) * Question.values(weight)[0];
    }

    private static double weights(LossCall call, DoubleUnaryOperator of) {
        if (!(call.params().get("weight") instanceof TensorValue weight)) {
            return Double.NaN;
        }
        double[] values = Question.values(weight);
        return IntStream.range(0, values.length)
                .mapToDouble(i -> of.applyAsDouble(values[i]))
                .sum();
    }
}
