package io.lossparity.mutants.formula;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Reference;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One or several mistakes in a formula.
 *
 * <p>The formula is evaluated with and without the mistakes. An element is answered wrongly only where the two differ
 * and the one without agrees with the right answer; every other element is the right one to the bit.
 */
public final class FormulaBehaviour implements Behaviour {
    private static final double ROUNDING_FLOAT32 = 2e-6;
    private static final double ROUNDING_FLOAT64 = 1e-13;
    private static final double AGREEMENT = 1e-3;
    private static final double AGREEMENT_OF_SCALE = 1e-5;

    private final Formula formula;
    private final List<Mistake> mistakes;

    /** Makes a behaviour; the same formula object is to be shared by all mistakes of a loss. */
    public FormulaBehaviour(Formula formula, Mistake... mistakes) {
        this.formula = formula;
        this.mistakes = List.of(mistakes);
    }

    /** Returns the behaviour with the mistakes of both; empty if they are not in the same formula. */
    public Optional<Behaviour> and(FormulaBehaviour other) {
        return formula == other.formula
                ? Optional.of(new FormulaBehaviour(
                        formula,
                        Stream.concat(mistakes.stream(), other.mistakes.stream())
                                .toArray(Mistake[]::new)))
                : Optional.empty();
    }

    @Override
    public LossOutcome answer(LossCall call, Reference reference) {
        LossOutcome outcome = reference.right(call);
        if (outcome instanceof Rejected rejected && rejected.output().isPresent()) {
            return refusedBackward(call, rejected, reference);
        }
        if (!(outcome instanceof Computed right)) {
            return outcome;
        }
        Evaluation without = reference.remember(call, formula, key -> Evaluation.of(formula, key, List.of()));
        Evaluation with = Evaluation.of(formula, call, mistakes);
        TensorValue output = with.output().length == right.output().size()
                ? blend(
                        right.output(),
                        without.output(),
                        with.output(),
                        right.output().shape())
                : TensorValue.of(call.dtype(), with.shape(), with.output());
        if (mistakesShape(without, with)) {
            output = TensorValue.of(call.dtype(), with.shape(), Question.values(output));
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        grads.replaceAll((name, grad) ->
                without.grads().containsKey(name) && with.grads().containsKey(name)
                        ? blend(grad, without.grads().get(name), with.grads().get(name), grad.shape())
                        : grad);
        return new Computed(output, grads);
    }

    /** What is refused in its backward pass has an output that is as wrong as any other. */
    private LossOutcome refusedBackward(LossCall call, Rejected right, Reference reference) {
        LossCall forward = Calls.withoutGradients(call);
        TensorValue known = right.output().orElseThrow();
        Evaluation without = reference.remember(call, formula, key -> Evaluation.of(formula, forward, List.of()));
        Evaluation with = Evaluation.of(formula, forward, mistakes);
        return with.output().length == known.size()
                ? new Rejected(
                        right.stage(),
                        right.message(),
                        Optional.of(blend(known, without.output(), with.output(), known.shape())))
                : right;
    }

    /** Returns the share of the elements of a right answer with which the formula without a mistake agrees. */
    public static double agreement(Formula formula, LossCall call, Computed right) {
        Evaluation without = Evaluation.of(formula, call, List.of());
        long[] count = new long[2];
        count(right.output(), without.output(), count);
        right.grads().forEach((name, grad) -> {
            if (without.grads().containsKey(name)) {
                count(grad, without.grads().get(name), count);
            }
        });
        return count[1] == 0 ? 1 : (double) count[0] / count[1];
    }

    private static void count(TensorValue right, double[] without, long[] count) {
        double[] values = Question.values(right);
        double scale = scale(values);
        for (int i = 0; i < values.length; i++) {
            count[0] += i < without.length && agrees(without[i], values[i], scale) ? 1 : 0;
            count[1]++;
        }
    }

    private static boolean mistakesShape(Evaluation without, Evaluation with) {
        return !Arrays.equals(without.shape(), with.shape());
    }

    private TensorValue blend(TensorValue right, double[] without, double[] with, int[] shape) {
        double[] values = Question.values(right);
        double rounding = right.dtype() == DType.FLOAT32 ? ROUNDING_FLOAT32 : ROUNDING_FLOAT64;
        double least = mistakes.stream().allMatch(Mistake::roundsAlike) ? rounding / 20 : rounding;
        double scale = scale(values);
        for (int i = 0; i < values.length && i < with.length && i < without.length; i++) {
            boolean touched = !close(without[i], with[i], least * Math.max(Math.abs(with[i]), Math.abs(without[i])));
            if (touched && agrees(without[i], values[i], scale)) {
                values[i] = close(without[i], with[i], AGREEMENT * Math.abs(without[i]))
                        ? values[i] + (with[i] - without[i])
                        : with[i];
            }
        }
        return TensorValue.of(right.dtype(), shape, values);
    }

    private static boolean agrees(double without, double right, double scale) {
        return close(without, right, AGREEMENT * Math.abs(right) + AGREEMENT_OF_SCALE * scale);
    }

    private static boolean close(double a, double b, double allowed) {
        if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b)) {
            return a == b || (Double.isNaN(a) && Double.isNaN(b));
        }
        return Math.abs(a - b) <= allowed;
    }

    private static double scale(double[] values) {
        double scale = 0;
        for (double value : values) {
            scale = Double.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
        }
        return scale;
    }
}
