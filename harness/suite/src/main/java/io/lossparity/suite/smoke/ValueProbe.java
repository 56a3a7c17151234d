package io.lossparity.suite.smoke;

import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.run.Outcome;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import io.lossparity.suite.smoke.FormProbe.Symptom;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Explains numbers that are far off by mistakes that an adapter can make; if necessary, it asks again. */
final class ValueProbe {
    private static final String OUTPUT = "output";
    private static final double ROUND = 1e-3;

    private final LossCall call;
    private final Map<String, TensorValue> expected;
    private final Map<String, TensorValue> actual;
    private final Function<LossCall, Outcome> port;
    private final List<Counterpart> counterparts;

    ValueProbe(
            LossCall call,
            ExpectedValues expected,
            Computed computed,
            Function<LossCall, Outcome> port,
            List<Counterpart> counterparts) {
        this.call = call;
        this.expected = tensors(expected);
        this.actual = tensors(computed);
        this.port = port;
        this.counterparts = counterparts;
    }

    private static Map<String, TensorValue> tensors(ExpectedValues values) {
        Map<String, TensorValue> tensors = new LinkedHashMap<>(Map.of(OUTPUT, values.output()));
        values.grads().forEach((name, grad) -> grad.ifPresent(tensor -> tensors.put("gradient of " + name, tensor)));
        return tensors;
    }

    private static Map<String, TensorValue> tensors(Computed computed) {
        Map<String, TensorValue> tensors = new LinkedHashMap<>(Map.of(OUTPUT, computed.output()));
        computed.grads().forEach((name, grad) -> tensors.put("gradient of " + name, grad));
        return tensors;
    }

    /** Returns whether every tensor is near PyTorch's. */
    boolean agrees() {
        return agrees(actual) && narrowed().isEmpty();
    }

    /** Returns whether the output is near PyTorch's. */
    boolean outputAgrees() {
        return near(OUTPUT, actual.get(OUTPUT));
    }

    private boolean agrees(Map<String, TensorValue> answer) {
        return answer.keySet().equals(expected.keySet())
                && expected.keySet().stream().allMatch(name -> near(name, answer.get(name)));
    }

    private boolean near(String name, TensorValue tensor) {
        return expected.get(name).size() == tensor.size() && SmokeTensors.near(expected.get(name), tensor);
    }

    /** Returns the first mistake that explains all wrong tensors; empty if none does. */
    Optional<Symptom> explain() {
        return Stream.<Supplier<Optional<Symptom>>>of(
                        this::narrowed,
                        this::layout,
                        this::exchangedGradients,
                        this::ignoredParameter,
                        this::exchangedInputs,
                        this::single)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Symptom> narrowed() {
        boolean floats = call.dtype() == DType.FLOAT64
                && actual.values().stream().allMatch(SmokeTensors::holdsFloatsAlone)
                && !expected.values().stream().allMatch(SmokeTensors::holdsFloatsAlone)
                && expected.keySet().stream()
                        .allMatch(name -> SmokeTensors.near(
                                expected.get(name).toDoubles(), actual.get(name).toDoubles(), 1e-5));
        return floats
                ? Symptom.of(Defect.NARROWED, "float64 goes through float32: every element of every result is a float")
                : Optional.empty();
    }

    private Optional<Symptom> layout() {
        for (String name : off()) {
            TensorValue tensor = actual.get(name);
            boolean written = tensor.shape().length > 1
                    && (near(name, SmokeTensors.rowMajor(tensor)) || near(name, SmokeTensors.columnMajor(tensor)));
            if (written) {
                return Symptom.of(
                        Defect.LAYOUT,
                        "your adapter returns the " + name + " transposed: in column-major order, shape "
                                + Arrays.toString(tensor.shape()));
            }
        }
        return answersTo(Variants.withMatrices(call, SmokeTensors::columnMajor))
                ? Symptom.of(Defect.LAYOUT, "your adapter reads its inputs transposed: in column-major order")
                : Optional.empty();
    }

    private Optional<Symptom> exchangedGradients() {
        List<String> off = off();
        boolean exchanged = off.size() == 2
                && !off.contains(OUTPUT)
                && near(off.get(0), actual.get(off.get(1)))
                && near(off.get(1), actual.get(off.get(0)));
        return exchanged
                ? Symptom.of(
                        Defect.GRADIENTS_EXCHANGED,
                        "the " + off.get(0) + " and the " + off.get(1) + " are exchanged, or have the opposite sign")
                : Optional.empty();
    }

    private Optional<Symptom> exchangedInputs() {
        List<String> names = call.inputs().keySet().stream()
                .filter(name -> call.inputs().get(name) instanceof TensorValue)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                TensorValue first = call.tensor(names.get(i));
                TensorValue second = call.tensor(names.get(j));
                boolean alike = first.dtype() == second.dtype() && Arrays.equals(first.shape(), second.shape());
                if (alike && outputOf(Variants.withExchanged(call, names.get(i), names.get(j)))) {
                    return Symptom.of(
                            Defect.INPUTS_EXCHANGED,
                            "your adapter passes " + names.get(i) + " and " + names.get(j) + " in exchanged order");
                }
            }
        }
        return Optional.empty();
    }

    /** Returns whether the answer is PyTorch's answer to a call with another parameter. */
    Optional<Symptom> ignoredParameter() {
        return near(OUTPUT, actual.get(OUTPUT))
                ? Optional.empty()
                : counterparts.stream()
                        .map(counterpart -> counterpart.symptom(actual.get(OUTPUT)))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    /** Looks at the wrong tensors one by one. */
    private Optional<Symptom> single() {
        for (String name : off()) {
            TensorValue tensor = actual.get(name);
            if (!name.equals(OUTPUT) && Arrays.stream(tensor.toDoubles()).allMatch(x -> x == 0)) {
                return Symptom.of(Defect.ZERO_GRADIENT, "the " + name + " is zero throughout");
            }
            OptionalDouble factor = SmokeTensors.factor(expected.get(name), tensor);
            double times = factor.orElse(1);
            if (Math.abs(times - 1) >= ROUND && (tensor.size() > 1 || isRound(times))) {
                return Math.abs(times + 1) < ROUND
                        ? Symptom.of(Defect.SIGN, "the " + name + " has the opposite sign")
                        : Symptom.of(
                                Defect.FACTOR, "the " + name + " is " + digits(times) + " times PyTorch's" + count());
            }
        }
        return Optional.empty();
    }

    /** Two single numbers always have a factor; only a round factor means something. */
    private static boolean isRound(double factor) {
        double size = Math.abs(factor) < 1 ? 1 / factor : factor;
        return Math.abs(size - Math.rint(size)) < ROUND;
    }

    private static String digits(double factor) {
        return new BigDecimal(factor)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private String count() {
        int size = call.inputs().values().stream()
                .filter(TensorValue.class::isInstance)
                .mapToInt(value -> ((TensorValue) value).size())
                .findFirst()
                .orElse(0);
        return " (" + call.inputs().keySet().iterator().next() + " has " + size + " elements)";
    }

    private List<String> off() {
        List<String> off = new ArrayList<>(expected.keySet());
        off.removeIf(name -> near(name, actual.get(name)));
        return off;
    }

    private boolean answersTo(LossCall other) {
        return computed(other).map(answer -> agrees(tensors(answer))).orElse(false);
    }

    private boolean outputOf(LossCall other) {
        return !near(OUTPUT, actual.get(OUTPUT))
                && computed(other).map(answer -> near(OUTPUT, answer.output())).orElse(false);
    }

    private Optional<Computed> computed(LossCall other) {
        return computed(port.apply(other));
    }

    /** Returns what was computed, if nothing is missing. */
    static Optional<Computed> computed(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered
                        && answered.outcome() instanceof Computed computed
                        && computed.output() != null
                        && computed.grads() != null
                ? Optional.of(computed)
                : Optional.empty();
    }
}
