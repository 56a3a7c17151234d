package io.lossparity.mutants.losses;

import io.lossparity.kit.compare.Allowance;
import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Mistakes in the numbers that any loss may have: what is small is lost, or digits are. */
final class PrecisionMutants {
    private static final double[] FLUSHED_BELOW = {1e-2, 1e-3, 1e-5, 1e-7, 1e-12, 1e-20, 1e-30};
    private static final double OFF = 1e-5;
    private static final double LEAST_GRADIENT = 1e-8;
    private static final int BITS_AFTER_FIRST = 10;
    private static final int LEAST_EXPONENT_OF_HALF = -14;
    private static final double LARGEST_HALF = 65504;

    private final String loss;
    private final List<Mutant> mutants = new ArrayList<>();

    private PrecisionMutants(String loss) {
        this.loss = loss;
    }

    /** Returns them for a loss. */
    static List<Mutant> of(String loss) {
        PrecisionMutants precision = new PrecisionMutants(loss);
        precision.addFlushed();
        precision.addOff();
        precision.addNarrowed();
        return precision.mutants;
    }

    private void addFlushed() {
        for (double threshold : FLUSHED_BELOW) {
            String text = Constant.text(threshold);
            add(
                    "flushed-below-" + Constant.slug(threshold),
                    "gradient elements below " + text + " of the largest are 0",
                    Outcomes.gradientTensors(gradient -> flushed(gradient, threshold)));
        }
        add(
                "subnormals-flushed",
                "a result below the smallest normal number is 0",
                Outcomes.tensors(tensor ->
                        Outcomes.map(tensor, v -> Math.abs(v) < Allowance.leastNormal(tensor.dtype()) ? 0 : v)));
        add(
                "gradient-at-least-1e-8",
                "a gradient that is not 0 is at least 1e-8 in size",
                Outcomes.gradients(
                        name -> true,
                        g -> g != 0 && Math.abs(g) < LEAST_GRADIENT ? Math.copySign(LEAST_GRADIENT, g) : g));
    }

    private void addOff() {
        add("output-off-by-1e-5", "the loss has a relative error of 1e-5", (call, reference) -> {
            LossOutcome right = reference.right(call);
            return right instanceof Computed computed
                    ? new Computed(Outcomes.map(computed.output(), v -> v * (1 + OFF)), computed.grads())
                    : right;
        });
        add(
                "gradient-off-by-1e-5",
                "the gradient has a relative error of 1e-5",
                Outcomes.gradients(name -> true, g -> g * (1 + OFF)));
    }

    private void addNarrowed() {
        add(
                "float32-in-float16",
                "float32 is computed in float16",
                (call, reference) -> call.dtype() == DType.FLOAT32
                        ? Outcomes.elements(PrecisionMutants::half).answer(call, reference)
                        : reference.right(call));
        add(
                "losses-added-in-float16",
                "the losses of float32 are added up in float16",
                adding(DType.FLOAT32, PrecisionMutants::half));
        add("losses-added-in-float32", "the losses of float64 are added up in float32", adding(DType.FLOAT64, value ->
                (float) value));
        add(
                "float64-arguments-in-float32",
                "arguments of float64 are rounded to float32 first",
                Calls.when(call -> call.dtype() == DType.FLOAT64, PrecisionMutants::narrowed));
    }

    private void add(String slug, String words, Behaviour behaviour) {
        mutants.add(new Mutant(loss + "/" + slug, loss, words, behaviour));
    }

    private static TensorValue flushed(TensorValue gradient, double threshold) {
        double largest = Arrays.stream(Question.values(gradient))
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        return Outcomes.map(gradient, v -> Math.abs(v) < threshold * largest ? 0 : v);
    }

    /** Rounds to float16: 11 bits, at most 65504. */
    private static double half(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), LEAST_EXPONENT_OF_HALF) - BITS_AFTER_FIRST);
        double rounded = Math.rint(value / unit) * unit;
        return Math.abs(rounded) > LARGEST_HALF ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
    }

    /** Adds the losses up one by one, each partial sum narrowed; a mean is divided as the right one is. */
    private static Behaviour adding(DType dtype, DoubleUnaryOperator narrowing) {
        return (call, reference) -> {
            LossOutcome right = reference.right(call);
            if (call.dtype() != dtype || Reductions.of(call).equals("none") || !(right instanceof Computed computed)) {
                return right;
            }
            LossCall each = Calls.withGradOutput(Calls.withReduction(call, "none"), null);
            double[] losses = losses(reference, each);
            double sum = Arrays.stream(losses).sum();
            double narrow = 0;
            for (double loss : losses) {
                narrow = narrowing.applyAsDouble(narrow + narrowing.applyAsDouble(loss));
            }
            double share = narrow / sum;
            return Double.isFinite(share) && share != 1
                    ? new Computed(Outcomes.map(computed.output(), v -> v * share), computed.grads())
                    : right;
        };
    }

    private static double[] losses(Reference reference, LossCall each) {
        LossCall forward = Calls.withoutGradients(each);
        return reference.ask(forward) instanceof Computed computed ? Question.values(computed.output()) : new double[0];
    }

    private static LossCall narrowed(LossCall call) {
        LossCall changed = call;
        for (Map.Entry<String, Object> input : call.inputs().entrySet()) {
            if (input.getValue() instanceof TensorValue tensor && tensor.dtype() == DType.FLOAT64) {
                changed = Calls.withInput(changed, input.getKey(), Outcomes.map(tensor, v -> (float) v));
            }
        }
        return changed;
    }
}
