package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the elements of a tensor were computed from, by name; what is known of none of its elements is left out. */
final class Quantities {
    private Quantities() {}

    /** Returns the values of each quantity at each element. */
    static Map<String, double[]> of(ElementView tensor) {
        Map<String, double[]> quantities = new LinkedHashMap<>();
        tensor.call()
                .inputs()
                .forEach((name, value) -> broadcast(tensor, value).ifPresent(values -> quantities.put(name, values)));
        List<String> names = List.copyOf(quantities.keySet());
        for (int a = 0; a < names.size(); a++) {
            for (int b = a; b < names.size(); b++) {
                double[] x = quantities.get(names.get(a));
                double[] y = quantities.get(names.get(b));
                if (a < b) {
                    quantities.put("(" + names.get(a) + " - " + names.get(b) + ")", each(x, y, (u, v) -> u - v));
                    quantities.put(names.get(a) + " * " + names.get(b), each(x, y, (u, v) -> u * v));
                }
            }
        }
        params(tensor, quantities);
        classes(tensor, quantities);
        return quantities;
    }

    /** A function of two numbers. */
    @FunctionalInterface
    private interface Function {
        double of(double x, double y);
    }

    private static double[] each(double[] x, double[] y, Function function) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> function.of(x[i], y[i]));
        return result;
    }

    /** An input or parameter that is a tensor is repeated along the axes in which it has one element. */
    private static Optional<double[]> broadcast(ElementView tensor, Object value) {
        if (!(value instanceof TensorValue own) || own.dtype() == DType.INT64) {
            return Optional.empty();
        }
        boolean fits = own.shape().length <= tensor.shape().length
                && Arrays.equals(Shapes.broadcast(own.shape(), tensor.shape()), tensor.shape());
        if (!fits) {
            return Optional.empty();
        }
        double[] values = Question.values(own);
        double[] repeated = new double[tensor.right().length];
        Arrays.setAll(repeated, i -> values[Shapes.broadcastIndex(i, tensor.shape(), own.shape())]);
        return Optional.of(repeated);
    }

    private static void params(ElementView tensor, Map<String, double[]> quantities) {
        Signatures.bundled()
                .of(tensor.call().loss())
                .ifPresent(signature -> signature.parameters().forEach(parameter -> {
                    String name = parameter.name();
                    Object value = tensor.call().params().getOrDefault(name, parameter.initial());
                    if (value instanceof Double number) {
                        double[] constant = new double[tensor.right().length];
                        Arrays.fill(constant, number);
                        quantities.put(name, constant);
                    } else {
                        broadcast(tensor, value).ifPresent(values -> quantities.putIfAbsent(name, values));
                    }
                }));
    }

    /** What belongs to the class of an element or to its row's target, with the classes on axis 1. */
    private static void classes(ElementView tensor, Map<String, double[]> quantities) {
        Object given = tensor.call().inputs().get("target");
        if (!(given instanceof TensorValue target)
                || target.dtype() != DType.INT64
                || !(tensor.call().inputs().get("input") instanceof TensorValue input)
                || input.shape().length < 2
                || target.size() * input.shape()[1] != input.size()) {
            return;
        }
        int classes = input.shape()[1];
        int inner = Shapes.sizeFrom(input.shape(), 2);
        boolean classified = Arrays.equals(tensor.shape(), input.shape());
        if (!classified && tensor.right().length != target.size()) {
            return;
        }
        double[] x = Question.values(input);
        long[] targets = target.longs();
        double[] weights =
                tensor.call().params().get("weight") instanceof TensorValue weight && weight.size() == classes
                        ? Question.values(weight)
                        : new double[0];
        int size = tensor.right().length;
        double[] ofTarget = new double[size];
        double[] weightOfTarget = new double[size];
        double[] weightOfClass = new double[size];
        for (int i = 0; i < size; i++) {
            int row = classified ? i / (classes * inner) * inner + i % inner : i;
            int c = classified ? i / inner % classes : 0;
            long y = targets[row];
            boolean known = y >= 0 && y < classes;
            ofTarget[i] = known ? x[(row / inner * classes + (int) y) * inner + row % inner] : Double.NaN;
            weightOfTarget[i] = known && weights.length > 0 ? weights[(int) y] : Double.NaN;
            weightOfClass[i] = classified && weights.length > 0 ? weights[c] : Double.NaN;
        }
        quantities.put("the input of the target", ofTarget);
        quantities.put("the weight of the target", weightOfTarget);
        quantities.put("the weight of the class", weightOfClass);
    }
}
