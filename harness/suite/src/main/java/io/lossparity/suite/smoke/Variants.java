package io.lossparity.suite.smoke;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Calls that differ from a golden one in one thing. */
final class Variants {
    private Variants() {}

    static LossCall withLoss(LossCall call, String loss) {
        return new LossCall(loss, call.dtype(), call.params(), call.inputs(), call.requiresGrad(), call.gradOutput());
    }

    static LossCall withGradOutput(LossCall call, Optional<TensorValue> gradOutput) {
        return new LossCall(call.loss(), call.dtype(), call.params(), call.inputs(), call.requiresGrad(), gradOutput);
    }

    /** Without any gradient, backward is not run, and the call has no incoming gradient. */
    static LossCall withRequiresGrad(LossCall call, Set<String> requiresGrad) {
        return new LossCall(
                call.loss(),
                call.dtype(),
                call.params(),
                call.inputs(),
                new LinkedHashSet<>(requiresGrad),
                requiresGrad.isEmpty() ? Optional.empty() : call.gradOutput());
    }

    static LossCall withParam(LossCall call, String name, Object value) {
        Map<String, Object> params = new LinkedHashMap<>(call.params());
        params.put(name, value);
        return withParams(call, params);
    }

    private static LossCall withParams(LossCall call, Map<String, Object> params) {
        return new LossCall(call.loss(), call.dtype(), params, call.inputs(), call.requiresGrad(), call.gradOutput());
    }

    static LossCall withExchanged(LossCall call, String first, String second) {
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.put(first, call.inputs().get(second));
        inputs.put(second, call.inputs().get(first));
        return withInputs(call, inputs);
    }

    static LossCall withInput(LossCall call, String name, TensorValue value) {
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.put(name, value);
        return withInputs(call, inputs);
    }

    /** Changes every tensor with at least two axes. */
    static LossCall withMatrices(LossCall call, UnaryOperator<TensorValue> change) {
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.replaceAll((name, value) ->
                value instanceof TensorValue tensor && tensor.shape().length > 1 ? change.apply(tensor) : value);
        return withInputs(call, inputs);
    }

    /** Halves every floating-point input; the new values need not be sensible. */
    static LossCall withFloatsHalved(LossCall call) {
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.replaceAll((name, value) -> value instanceof TensorValue tensor ? halved(tensor) : value);
        return withInputs(call, inputs);
    }

    private static TensorValue halved(TensorValue tensor) {
        TensorValue halved = tensor.copy();
        switch (tensor.dtype()) {
            case FLOAT32, FLOAT16 -> {
                for (int i = 0; i < halved.size(); i++) {
                    halved.floats()[i] /= 2;
                }
            }
            case FLOAT64 -> Arrays.setAll(halved.doubles(), i -> tensor.doubles()[i] / 2);
            case INT64, INT32, UINT8, BOOL -> {}
        }
        return halved;
    }

    private static LossCall withInputs(LossCall call, Map<String, Object> inputs) {
        return new LossCall(call.loss(), call.dtype(), call.params(), inputs, call.requiresGrad(), call.gradOutput());
    }
}
