package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Functions that are made of a right loss afterwards, before or after it is reduced; the gradient flows through them. */
final class Afterwards {
    /**
     * A function.
     *
     * @param slug the function in an id
     * @param words the function in words, of a loss
     * @param of its value
     * @param slope its derivative
     */
    private record Function(String slug, String words, DoubleUnaryOperator of, DoubleUnaryOperator slope) {}

    private static final List<Function> FUNCTIONS = List.of(
            new Function("root", "the root of the loss", Math::sqrt, x -> 0.5 / Math.sqrt(x)),
            new Function("square", "the square of the loss", x -> x * x, x -> 2 * x),
            new Function("exponential", "e^loss", Math::exp, Math::exp),
            new Function("likelihood", "e^-loss", x -> Math.exp(-x), x -> -Math.exp(-x)),
            new Function("complement", "1 - e^-loss", x -> -Math.expm1(-x), x -> Math.exp(-x)),
            new Function("logarithm", "log(loss)", Math::log, x -> 1 / x),
            new Function("logarithm-of-one-more", "log(1 + loss)", Math::log1p, x -> 1 / (1 + x)),
            new Function("tanh", "tanh(loss)", Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x)),
            new Function("from-zero", "max(loss, 0)", x -> x < 0 ? 0 : x, x -> x < 0 ? 0 : 1),
            new Function("up-to-one", "min(loss, 1)", x -> x > 1 ? 1 : x, x -> x > 1 ? 0 : 1));

    private final Function function;

    private Afterwards(Function function) {
        this.function = function;
    }

    /** Returns the mistakes of a loss. */
    static List<Mutant> of(String loss) {
        List<Mutant> all = new ArrayList<>();
        for (Function function : FUNCTIONS) {
            Afterwards made = new Afterwards(function);
            Behaviour whole = (call, reference) -> made.ofResult(call, reference, reference.right(call));
            all.add(new Mutant(
                    loss + "/returned-" + function.slug(),
                    loss,
                    "returns " + function.words() + " instead of it",
                    whole));
            // The mean of CTCLoss is not one of the losses themselves.
            if (!loss.equals("CTCLoss")) {
                all.add(new Mutant(
                        loss + "/reduced-" + function.slug(),
                        loss,
                        function.words() + " is reduced instead of it",
                        made::reduced));
            }
        }
        return all;
    }

    private LossOutcome ofResult(LossCall call, Reference reference, LossOutcome right) {
        return right instanceof Computed computed ? through(call, reference, computed, 1) : right;
    }

    /** The function of a result, and the gradients with the incoming one times its slope. */
    private Computed through(LossCall call, Reference reference, Computed right, double times) {
        TensorValue output = Outcomes.map(right.output(), function.of());
        if (call.requiresGrad().isEmpty() || right.grads().isEmpty()) {
            return new Computed(output, right.grads());
        }
        double[] incoming = call.gradOutput().map(Question::values).orElse(new double[] {1});
        double[] losses = Question.values(right.output());
        double[] slopes = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            slopes[i] = times
                    * incoming[incoming.length == losses.length ? i : 0]
                    * function.slope().applyAsDouble(losses[i]);
        }
        TensorValue flowing =
                TensorValue.of(right.output().dtype(), right.output().shape(), slopes);
        return reference.ask(Calls.withGradOutput(call, flowing)) instanceof Computed computed
                ? new Computed(output, computed.grads())
                : new Computed(output, right.grads());
    }

    private LossOutcome reduced(LossCall call, Reference reference) {
        LossOutcome right = reference.right(call);
        String reduction = Reductions.of(call);
        if (!(right instanceof Computed computed) || reduction.equals("none")) {
            return ofResult(call, reference, right);
        }
        LossCall none = Calls.withReduction(call, "none");
        LossCall forward =
                new LossCall(none.loss(), none.dtype(), none.params(), none.inputs(), Set.of(), Optional.empty());
        LossCall sum = Calls.withReduction(forward, "sum");
        if (!(reference.ask(forward) instanceof Computed each) || !(reference.ask(sum) instanceof Computed total)) {
            return right;
        }
        double share = reduction.equals("sum") ? 1 : first(computed.output()) / first(total.output());
        Computed flown = through(none, reference, new Computed(each.output(), computed.grads()), share);
        double result = 0;
        for (double loss : Question.values(flown.output())) {
            result += loss;
        }
        double reduced = result * share;
        return new Computed(Outcomes.map(computed.output(), old -> reduced), flown.grads());
    }

    private static double first(TensorValue tensor) {
        return Question.values(tensor)[0];
    }
}
