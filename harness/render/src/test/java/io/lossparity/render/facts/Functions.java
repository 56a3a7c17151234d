package io.lossparity.render.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The functions of a formula: its own, and those that need no definition. */
final class Functions {
    private static final int MOST_ALIGNMENTS = 20_000;

    private Functions() {}

    static Object call(String name, List<Expression> arguments, Scope scope) {
        if (scope.has(name) && scope.get(name) instanceof Scope.Function function) {
            if (function.parameters().size() != arguments.size()) {
                throw new Scope.FormulaException(name + " takes " + function.parameters());
            }
            Scope inner = scope.inner();
            for (int i = 0; i < arguments.size(); i++) {
                inner.set(function.parameters().get(i), arguments.get(i).value(scope));
            }
            return function.body().value(inner);
        }
        if (name.equals("alignments")) {
            return alignments(
                    arguments.get(0).tensor(scope),
                    (int) arguments.get(1).tensor(scope).item(),
                    arguments.get(2).tensor(scope).item(),
                    (int) scope.tensor("classes").item());
        }
        List<FactTensor> values =
                arguments.stream().map(argument -> argument.tensor(scope)).toList();
        return values.size() == 2 ? binary(name, values.get(0), values.get(1)) : unary(name, values.get(0));
    }

    private static FactTensor binary(String name, FactTensor one, FactTensor other) {
        return switch (name) {
            case "max" -> one.with(other, Math::max);
            case "min" -> one.with(other, Math::min);
            default -> throw new Scope.FormulaException("there is no function " + name + " of two arguments");
        };
    }

    private static FactTensor unary(String name, FactTensor value) {
        double sum = Arrays.stream(value.data()).sum();
        return switch (name) {
            case "exp" -> value.map(Math::exp);
            case "log" -> value.map(Math::log);
            case "float32" -> value.map(a -> (float) a);
            case "sqrt" -> value.map(Math::sqrt);
            case "sum" -> FactTensor.scalar(sum);
            case "count" -> FactTensor.scalar(value.data().length);
            case "mean" -> FactTensor.scalar(sum / value.data().length);
            default -> throw new Scope.FormulaException("there is no function " + name);
        };
    }

    /** Returns the series of so many classes that become the labels when repeats are merged and blanks dropped. */
    private static List<FactTensor> alignments(FactTensor labels, int steps, double blank, int classes) {
        double all = Math.pow(classes, steps);
        if (all > MOST_ALIGNMENTS) {
            throw new TooManyException(all + " alignments are too many to count");
        }
        List<FactTensor> alignments = new ArrayList<>();
        for (int number = 0; number < all; number++) {
            int digits = number;
            double[] series = new double[steps];
            for (int t = 0; t < steps; t++) {
                series[t] = digits % classes;
                digits /= classes;
            }
            double[] merged = IntStream.range(0, steps)
                    .filter(t -> (t == 0 || series[t] != series[t - 1]) && series[t] != blank)
                    .mapToDouble(t -> series[t])
                    .toArray();
            if (Arrays.equals(merged, labels.data())) {
                alignments.add(FactTensor.vector(series));
            }
        }
        return alignments;
    }

    /** What would take too long to count. */
    static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyException(String message) {
            super(message);
        }
    }
}
