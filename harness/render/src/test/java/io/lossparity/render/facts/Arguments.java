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
record Arguments(Map<String, Object> values) {
    static Arguments of(LossCall call, LossText text) {
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
        return new Arguments(values);
    }

    /** A value as the formula sees it: a tensor; text and None stay what they are. */
    private static Object value(Object value) {
        if (value instanceof TensorValue tensor) {
            return tensor(tensor);
        }
        if (value instanceof long[] tuple) {
            return Tensor.vector(Arrays.stream(tuple).asDoubleStream().toArray());
        }
        if (value instanceof Boolean truth) {
            return Tensor.scalar(truth ? 1 : 0);
        }
        return value instanceof Number number ? Tensor.scalar(number.doubleValue()) : value;
    }

    static Tensor tensor(TensorValue tensor) {
        if (tensor.dtype() == DType.UINT8) { // torch: an unsigned target is compared with -1 in its own dtype
            return new Tensor(
                    tensor.shape(),
                    Arrays.stream(tensor.longs())
                            .mapToDouble(value -> (byte) value)
                            .toArray());
        }
        if (!tensor.dtype().isFloating()) {
            return new Tensor(
                    tensor.shape(),
                    Arrays.stream(tensor.longs()).asDoubleStream().toArray());
        }
        if (tensor.dtype() == DType.FLOAT64) {
            return new Tensor(tensor.shape(), tensor.doubles());
        }
        double[] wide = new double[tensor.size()];
        Arrays.setAll(wide, i -> tensor.floats()[i]);
        return new Tensor(tensor.shape(), wide);
    }

    /** Reads a default as Python spells it. */
    static Object initial(String text) {
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        return switch (text) {
            case "None" -> null;
            case "True" -> Tensor.scalar(1);
            case "False" -> Tensor.scalar(0);
            default -> Tensor.scalar(Double.parseDouble(text));
        };
    }

    Optional<Tensor> tensor(String name) {
        return values.get(name) instanceof Tensor tensor ? Optional.of(tensor) : Optional.empty();
    }

    Tensor required(String name) {
        return tensor(name).orElseThrow(() -> new Scope.FormulaException("no argument " + name));
    }

    /** Returns the reduction that counts: the older flags win, where the loss has them. */
    String reduction(LossText text) {
        Optional<Tensor> average = flag("sizeAverage", text);
        Optional<Tensor> reduce = flag("reduce", text);
        if (average.isEmpty() && reduce.isEmpty()) {
            String reduction = String.valueOf(values.get("reduction"));
            return reduction.equals("elementwise_mean") ? "mean" : reduction;
        }
        if (reduce.isPresent() && reduce.get().item() == 0) {
            return "none";
        }
        return average.isPresent() && average.get().item() == 0 ? "sum" : "mean";
    }

    private Optional<Tensor> flag(String name, LossText text) {
        return text.parameters().stream().anyMatch(parameter -> parameter.name().equals(name))
                ? tensor(name)
                : Optional.empty();
    }
}
