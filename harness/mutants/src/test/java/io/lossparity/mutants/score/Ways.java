package io.lossparity.mutants.score;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Ways to write a bug down: what it does not touch is answered as our own losses answer. */
final class Ways {
    private Ways() {}

    private enum Made implements Mistake {
        BUG;

        @Override
        public String words() {
            return "the bug";
        }
    }

    /** What becomes of an element of a gradient. */
    @FunctionalInterface
    interface GradientChange {
        /** Returns the new element at that place. */
        double at(int place, double gradient);
    }

    /** One formula where another is right. */
    static Behaviour formula(Formula right, Formula wrong) {
        return new FormulaBehaviour(q -> (q.has(Made.BUG) ? wrong : right).evaluate(q), Made.BUG);
    }

    /** A bug that shows in some calls only. */
    static Behaviour where(Predicate<LossCall> condition, Behaviour bug) {
        return (call, reference) -> reference.right(call) instanceof Computed && condition.test(call)
                ? bug.answer(call, reference)
                : reference.right(call);
    }

    /** Changes an answer. */
    static Behaviour answer(BiFunction<LossCall, Computed, LossOutcome> change) {
        return (call, reference) ->
                reference.right(call) instanceof Computed right ? change.apply(call, right) : reference.right(call);
    }

    /** Multiplies the answer by a number that depends on the call. */
    static Behaviour times(ToDoubleFunction<LossCall> factor) {
        return answer((call, right) -> {
            double by = factor.applyAsDouble(call);
            return by == 1 ? right : Outcomes.changed(right, tensor -> Outcomes.map(tensor, x -> x * by));
        });
    }

    /** Changes the elements of a gradient. */
    static Behaviour gradient(String name, BiFunction<LossCall, Integer, GradientChange> change) {
        return answer((call, right) -> {
            TensorValue grad = right.grads().get(name);
            if (grad == null) {
                return right;
            }
            GradientChange each = change.apply(call, grad.size());
            double[] values = Question.values(grad).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = each.at(i, values[i]);
            }
            return withGradient(right, name, tensor(grad.dtype(), grad.shape(), values));
        });
    }

    /** Takes the output from the right answer, and the gradients from that to another call. */
    static Behaviour gradientsOf(UnaryOperator<LossCall> other) {
        return (call, reference) -> Outcomes.joined(reference.right(call), reference.ask(other.apply(call)));
    }

    /** Takes the gradients from the right answer, and the output from that to another call. */
    static Behaviour outputOf(UnaryOperator<LossCall> other) {
        return (call, reference) -> Outcomes.joined(reference.ask(other.apply(call)), reference.right(call));
    }

    /** Answers another call; where that is refused, the one that was asked. */
    static Behaviour asking(UnaryOperator<LossCall> other) {
        return (call, reference) -> {
            LossOutcome right = reference.right(call);
            return right instanceof Computed && reference.ask(other.apply(call)) instanceof Computed answer
                    ? answer
                    : right;
        };
    }

    /** Several bugs at once; the last one is made first. */
    static Behaviour together(Behaviour... bugs) {
        Behaviour all = (call, reference) -> reference.right(call);
        for (int i = bugs.length - 1; i >= 0; i--) {
            Behaviour outer = bugs[i];
            Behaviour inner = all;
            all = (call, reference) -> outer.answer(call, new Reference(port(inner, reference)));
        }
        return all;
    }

    /** Returns a port with that bug. */
    static LossPort port(Behaviour bug, Reference reference) {
        return new LossPort() {
            @Override
            public String name() {
                return "bug";
            }

            @Override
            public LossOutcome evaluate(LossCall call) {
                return bug.answer(call, reference);
            }
        };
    }

    static boolean reduces(LossCall call, String how) {
        return Reductions.of(call).equals(how);
    }

    static boolean has(LossCall call, String name) {
        return call.inputs().get(name) instanceof TensorValue || call.params().get(name) instanceof TensorValue;
    }

    /** Returns the elements of an input or of a parameter. */
    static double[] values(LossCall call, String name) {
        return Question.values(tensor(call, name));
    }

    static TensorValue tensor(LossCall call, String name) {
        return call.params().get(name) instanceof TensorValue param ? param : call.tensor(name);
    }

    static int[] shape(LossCall call, String name) {
        return tensor(call, name).shape();
    }

    static double real(LossCall call, String name, double standard) {
        return call.params().get(name) instanceof Number number ? number.doubleValue() : standard;
    }

    static boolean flag(LossCall call, String name) {
        return Boolean.TRUE.equals(call.params().get(name));
    }

    /** Returns the incoming gradient at a place; that of a reduced loss, divided by a number if it is the mean. */
    static double incoming(LossCall call, int place, double divisor) {
        double[] given = call.gradOutput().map(Question::values).orElse(new double[] {1});
        double own = given[given.length == 1 ? 0 : place];
        return reduces(call, "mean") ? own / divisor : own;
    }

    /** Returns a call with a constant incoming gradient. */
    static LossCall incomingAll(LossCall call, double value) {
        return Calls.withGradOutput(call, Outcomes.map(call.gradOutput().orElseThrow(), ignored -> value));
    }

    static Computed withGradient(Computed right, String name, TensorValue grad) {
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        grads.put(name, grad);
        return new Computed(right.output(), grads);
    }

    static TensorValue tensor(DType dtype, int[] shape, double... values) {
        if (dtype == DType.FLOAT64) {
            return TensorValue.ofDoubles(shape, values);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return TensorValue.ofFloats(shape, floats);
    }
}
