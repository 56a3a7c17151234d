package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Slips of the pen that any code may have, whatever it computes: a result that is left at 0, an argument with the other
 * sign, an index that is one too high. They are told from what is right alone, not from a loss's formula, and stand in
 * where no mutant of the library explains much.
 */
final class Slips {
    private static final Set<String> REDUCING = Set.of("sizeAverage", "reduce");
    private static final Set<String> WEIGHTS = Set.of("weight", "posWeight");

    private final String loss;
    private final List<Mutant> slips = new ArrayList<>();

    private Slips(String loss) {
        this.loss = loss;
    }

    /** Returns the slips that may have been made in answering such calls. */
    static List<Mutant> of(String loss, Collection<LossCall> calls) {
        Slips made = new Slips(loss);
        made.addResults();
        made.addIncoming();
        Set<String> tensors = new LinkedHashSet<>();
        Set<String> numbers = new LinkedHashSet<>();
        Set<String> settings = new LinkedHashSet<>();
        for (LossCall call : calls) {
            call.inputs().forEach((name, value) -> addIf(value instanceof TensorValue, name, tensors));
            call.params().forEach((name, value) -> {
                addIf(value instanceof TensorValue, name, tensors);
                addIf(value instanceof Double, name, numbers);
                addIf(!(value instanceof String), name, settings);
            });
        }
        settings.removeAll(REDUCING);
        settings.forEach(made::addSetting);
        tensors.forEach(made::addTensor);
        tensors.stream().filter(WEIGHTS::contains).forEach(made::addScaled);
        numbers.forEach(made::addNumber);
        made.addExchanges(List.copyOf(tensors));
        made.slips.addAll(Layouts.of(loss, tensors));
        made.slips.addAll(Returned.of(loss, calls));
        made.slips.addAll(Denominators.of(loss));
        boolean ignoring = Signatures.bundled()
                .of(loss)
                .flatMap(signature -> signature.parameter("ignoreIndex"))
                .isPresent();
        if (ignoring) {
            made.slips.addAll(Classes.of(loss));
        }
        return List.copyOf(made.slips);
    }

    private static void addIf(boolean is, String name, Set<String> names) {
        if (is) {
            names.add(name);
        }
    }

    private void add(String slug, String words, Behaviour behaviour) {
        slips.add(new Mutant(loss + "/" + slug, loss, words, behaviour));
    }

    private void addResults() {
        for (ElementChange change : ElementChange.ofResults()) {
            add("result-" + change.slug(), "the result " + change.words(), Outcomes.tensors(change::apply));
        }
        add("mean-multiplies", "the mean multiplies by what it should divide by", (call, reference) -> {
            LossOutcome right = reference.right(call);
            boolean mean = Reductions.of(call).equals("mean");
            return mean ? product(right, reference.ask(Calls.withReduction(call, "sum"))) : right;
        });
    }

    /** The mean is the sum over n; so the sum times n is the square of the sum over the mean. */
    private static LossOutcome product(LossOutcome mean, LossOutcome sum) {
        if (!(mean instanceof Computed one) || !(sum instanceof Computed other)) {
            return mean;
        }
        double n = Question.values(other.output())[0] / Question.values(one.output())[0];
        return Outcomes.changed(one, tensor -> Outcomes.map(tensor, v -> v * n * n));
    }

    private void addIncoming() {
        for (ElementChange change : ElementChange.ofIncoming()) {
            add(
                    "grad-output-" + change.slug(),
                    "the incoming gradient " + change.words(),
                    Calls.changed(call -> call.gradOutput()
                            .map(incoming -> Calls.withGradOutput(call, change.apply(incoming)))
                            .orElse(call)));
        }
    }

    private void addTensor(String name) {
        for (ElementChange change : ElementChange.ofArguments()) {
            add(name + "-" + change.slug(), name + " " + change.words(), Calls.changed(tensor(name, change::apply)));
        }
    }

    /** A weight that is scaled before it is used. */
    private void addScaled(String name) {
        add(
                name + "-over-sum",
                "the " + name + " is divided by its sum",
                Calls.changed(tensor(name, weight -> scaled(weight, 1))));
        add(
                name + "-over-mean",
                "the " + name + " is scaled to a mean of 1",
                Calls.changed(tensor(name, weight -> scaled(weight, weight.size()))));
    }

    private static TensorValue scaled(TensorValue weight, double sum) {
        double own = Arrays.stream(Question.values(weight)).sum();
        return Outcomes.map(weight, v -> v * sum / own);
    }

    private static UnaryOperator<LossCall> tensor(String name, UnaryOperator<TensorValue> change) {
        return call -> {
            if (call.inputs().get(name) instanceof TensorValue input) {
                return Calls.withInput(call, name, change.apply(input));
            }
            return call.params().get(name) instanceof TensorValue param
                    ? Calls.withParam(call, name, change.apply(param))
                    : call;
        };
    }

    private void addNumber(String name) {
        Object byDefault = byDefault(name);
        for (ElementChange change : ElementChange.ofNumbers()) {
            add(
                    name + "-" + change.slug(),
                    name + " " + change.words(),
                    Calls.changed(call -> call.params().getOrDefault(name, byDefault) instanceof Double value
                            ? Calls.withParam(call, name, change.of(value))
                            : call));
        }
    }

    private Object byDefault(String name) {
        return Signatures.bundled()
                .of(loss)
                .flatMap(signature -> signature.parameter(name))
                .map(LossSignature.Parameter::initial)
                .orElse(null);
    }

    private void addSetting(String name) {
        Object value = byDefault(name);
        String text = value instanceof Double number ? Constant.text(number) : String.valueOf(value);
        add(
                name + "-ignored",
                value == null
                        ? "the " + name + " is ignored"
                        : name + " is ignored: " + name + " is " + text + " whatever is asked for",
                Calls.without(name));
    }

    private void addExchanges(List<String> tensors) {
        for (int a = 0; a < tensors.size(); a++) {
            for (int b = a + 1; b < tensors.size(); b++) {
                String one = tensors.get(a);
                String other = tensors.get(b);
                add(
                        one + "-" + other + "-exchanged",
                        one + " and " + other + " are exchanged",
                        Calls.changed(call -> exchanged(call, one, other)));
            }
        }
    }

    private static LossCall exchanged(LossCall call, String one, String other) {
        if (!(call.inputs().get(one) instanceof TensorValue first)
                || !(call.inputs().get(other) instanceof TensorValue second)
                || first.dtype() != second.dtype()) {
            return call;
        }
        return Calls.withInput(Calls.withInput(call, one, second), other, first);
    }
}
