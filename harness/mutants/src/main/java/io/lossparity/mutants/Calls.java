package io.lossparity.mutants;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Mistakes that are another call: the right loss answers a question that was not asked. */
public final class Calls {
    private Calls() {}

    /** Asks the changed call; where the change leaves the call as it is, the answer is right. */
    public static Behaviour changed(UnaryOperator<LossCall> change) {
        return (call, reference) -> {
            LossCall other = change.apply(call);
            return other.equals(call) ? reference.right(call) : reference.ask(other);
        };
    }

    /** Drops parameters, so that PyTorch's defaults are used. */
    public static Behaviour without(String... names) {
        return changed(call -> {
            if (Arrays.stream(names).noneMatch(call.params()::containsKey)) {
                return call;
            }
            Map<String, Object> params = new LinkedHashMap<>(call.params());
            params.keySet().removeAll(Arrays.asList(names));
            return withParams(call, params);
        });
    }

    /** Sets a parameter, whatever the call says. */
    public static Behaviour with(String name, Object value) {
        return changed(call -> withParam(call, name, value));
    }

    /** Changes the call where the condition holds. */
    public static Behaviour when(Predicate<LossCall> condition, UnaryOperator<LossCall> change) {
        return changed(call -> condition.test(call) ? change.apply(call) : call);
    }

    /** Returns the call with a parameter set. */
    public static LossCall withParam(LossCall call, String name, Object value) {
        Map<String, Object> params = new LinkedHashMap<>(call.params());
        params.put(name, value);
        return withParams(call, params);
    }

    /** Returns the call with another reduction and without legacy flags. */
    public static LossCall withReduction(LossCall call, String reduction) {
        Map<String, Object> params = new LinkedHashMap<>(call.params());
        params.remove("sizeAverage");
        params.remove("reduce");
        params.put("reduction", reduction);
        return withParams(call, params);
    }

    /** Returns the call with those parameters. */
    public static LossCall withParams(LossCall call, Map<String, Object> params) {
        return new LossCall(call.loss(), call.dtype(), params, call.inputs(), call.requiresGrad(), call.gradOutput());
    }

    /** Returns the call of which only the output is asked. */
    public static LossCall withoutGradients(LossCall call) {
        return new LossCall(call.loss(), call.dtype(), call.params(), call.inputs(), Set.of(), Optional.empty());
    }

    /** Returns the call with an input replaced. */
    public static LossCall withInput(LossCall call, String name, Object value) {
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.put(name, value);
        return new LossCall(call.loss(), call.dtype(), call.params(), inputs, call.requiresGrad(), call.gradOutput());
    }

    /** Returns the call with another incoming gradient. */
    public static LossCall withGradOutput(LossCall call, TensorValue gradOutput) {
        return new LossCall(
                call.loss(),
                call.dtype(),
                call.params(),
                call.inputs(),
                call.requiresGrad(),
                Optional.ofNullable(gradOutput));
    }
}
