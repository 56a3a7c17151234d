package io.lossparity.render.facts;

import io.lossparity.render.html.model.LossText;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The arguments of a golden case under their names: those that are passed, and a page's defaults for the others. */
record FactArguments(Map<String, Object> values) {
    static FactArguments of(LossCall call, LossText text) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (LossText.Parameter parameter : text.parameters()) {
            values.put(
                    parameter.name(),
                    call.params().containsKey(parameter.name())
                            ? value(call.params().get(parameter.name()))
                            : initial(parameter.initial()));
        }
        call.params().forEach((name, value) -> values.putIfAbsent(name, value(value)));
        call.inputs().forEach((name, value) -> values.put(name, value(value)));
        return new FactArguments(values);
    }

    /** A value as the formula sees it: a tensor; text and None stay what they are. */
    private static Object value(Object value) {
        if (value instanceof TensorValue tensor) {
            return tensor(tensor);
        }
        if (value instanceof long[] tuple) {
            return FactTensor.vector(Arrays.stream(tuple).asDoubleStream().toArray());
        }
        if (value instanceof Boolean truth) {
            return FactTensor.scalar(truth ? 1 : 0);
        }
        return value instanceof Number number ? FactTensor.scalar(number.doubleValue()) : value;
    }

    static FactTensor tensor(TensorValue tensor) {
        if (tensor.dtype() == DType.UINT8) { // torch: an unsigned target is compared with -1 in its own dtype
            return new FactTensor(
                    tensor.shape(),
                    Arrays.stream(tensor.longs())
                            .mapToDouble(value -> (byte) value)
                            .toArray());
        }
        if (!tensor.dtype().isFloating()) {
            return new FactTensor(
                    tensor.shape(),
                    Arrays.stream(tensor.longs()).asDoubleStream().toArray());
        }
        if (tensor.dtype() == DType.FLOAT64) {
            return new FactTensor(tensor.shape(), tensor.doubles());
        }
        double[] wide = new double[tensor.size()];
        Arrays.setAll(wide, i -> tensor.floats()[i]);
        return new FactTensor(tensor.shape(), wide);
    }

    /** Reads a default as Python spells it. */
    static Object initial(String text) {
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        return switch (text) {
            case "None" -> null;
            case "True" -> FactTensor.scalar(1);
            case "False" -> FactTensor.scalar(0);
            default -> FactTensor.scalar(Double.parseDouble(text));
        };
    }

    Optional<FactTensor> tensor(String name) {
        return values.get(name) instanceof FactTensor tensor ? Optional.of(tensor) : Optional.empty();
    }

    FactTensor required(String name) {
        return tensor(name).orElseThrow(() -> new Scope.FormulaException("no argument " + name));
    }

    /** Returns the reduction that counts: the older flags win, where the loss has them. */
    String reduction(LossText text) {
        Optional<FactTensor> average = flag("sizeAverage", text);
        Optional<FactTensor> reduce = flag("reduce", text);
        if (average.isEmpty() && reduce.isEmpty()) {
            String reduction = String.valueOf(values.get("reduction"));
            return reduction.equals("elementwise_mean") ? "mean" : reduction;
        }
        if (reduce.isPresent() && reduce.get().item() == 0) {
            return "none";
        }
        return average.isPresent() && average.get().item() == 0 ? "sum" : "mean";
    }

    private Optional<FactTensor> flag(String name, LossText text) {
        return text.parameters().stream().anyMatch(parameter -> parameter.name().equals(name))
                ? tensor(name)
                : Optional.empty();
    }
}
