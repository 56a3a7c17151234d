package io.lossparity.render.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A sum, greatest value, logarithm of a sum of exponentials or norm over an index: {@code sum(i != y: ...)}, {@code sum(t < T: ...)}. */
final class Fold {
    private final String name;
    private final Tokens tokens;
    private final FormulaParser parser;
    private final List<Index> indices = new ArrayList<>();

    /** An index and which values it takes: all, those before, all but one, those of a set, or all but these. */
    private record Index(String name, String which, Expression bound) {
        List<Object> values(Scope scope) {
            if (!scope.rows()) {
                if (!which.equals("all")) {
                    throw new Scope.FormulaException("an index of axis 1 takes all values, but not so " + name);
                }
                return List.of(Scope.AXIS);
            }
            if (which.equals("in")) {
                return List.copyOf((List<?>) bound.value(scope));
            }
            int end = which.equals("<")
                    ? (int) bound.tensor(scope).item()
                    : (int) scope.tensor("classes").item();
            return IntStream.range(0, end)
                    .mapToObj(i -> (Object) FactTensor.scalar(i))
                    .filter(i -> takes(((FactTensor) i).item(), scope))
                    .toList();
        }

        private boolean takes(double value, Scope scope) {
            return switch (which) {
                case "!=" -> value != bound.tensor(scope).item();
                case "not in" ->
                    ((List<?>) bound.value(scope)).stream().noneMatch(member -> ((FactTensor) member).item() == value);
                default -> true;
            };
        }
    }

    Fold(String name, Tokens tokens, FormulaParser parser) {
        this.name = name;
        this.tokens = tokens;
        this.parser = parser;
    }

    Expression parse() {
        do {
            indices.add(index());
        } while (tokens.takeIf(","));
        tokens.expect(":");
        Expression body = parser.sum();
        Expression degree = tokens.takeIf(",") ? parser.sum() : scope -> FactTensor.scalar(Double.NaN);
        tokens.expect(")");
        return scope -> {
            FactTensor.Reducer reducer = reducer(degree.tensor(scope).item());
            if (!scope.rows()) {
                Scope inner = scope.inner();
                indices.forEach(
                        index -> inner.set(index.name(), index.values(scope).get(0)));
                return body.tensor(inner).reduce(reducer);
            }
            List<Double> values = new ArrayList<>();
            collect(0, scope, body, values);
            return FactTensor.scalar(reducer.reduce(
                    values.stream().mapToDouble(Double::doubleValue).toArray()));
        };
    }

    private Index index() {
        String index = tokens.take();
        if (tokens.takeIf("in")) {
            return new Index(index, "in", parser.sum());
        }
        if (tokens.takeIf("not")) {
            tokens.expect("in");
            return new Index(index, "not in", parser.sum());
        }
        if (tokens.peek().equals("!=") || tokens.peek().equals("<")) {
            return new Index(index, tokens.take(), parser.sum());
        }
        return new Index(index, "all", null);
    }

    private void collect(int depth, Scope scope, Expression body, List<Double> values) {
        if (depth == indices.size()) {
            values.add(body.tensor(scope).item());
            return;
        }
        Index index = indices.get(depth);
        for (Object value : index.values(scope)) {
            collect(depth + 1, scope.inner().set(index.name(), value), body, values);
        }
    }

    private FactTensor.Reducer reducer(double degree) {
        return switch (name) {
            case "sum" -> values -> Arrays.stream(values).sum();
            case "logsumexp" -> Fold::logSumExp;
            case "max" -> values -> Arrays.stream(values).reduce(Double.NEGATIVE_INFINITY, Math::max);
            case "norm" -> values -> norm(values, degree);
            default -> throw new Scope.FormulaException(name + " has no index");
        };
    }

    private static double logSumExp(double[] values) {
        double greatest = Arrays.stream(values).reduce(Double.NEGATIVE_INFINITY, Math::max);
        return greatest == Double.NEGATIVE_INFINITY
                ? greatest
                : greatest
                        + Math.log(Arrays.stream(values)
                                .map(value -> Math.exp(value - greatest))
                                .sum());
    }

    private static double norm(double[] values, double degree) {
        double[] sizes = Arrays.stream(values).map(Math::abs).toArray();
        if (sizes.length == 0 && Double.isInfinite(degree)) {
            return 0;
        }
        if (degree == 0) {
            return Arrays.stream(sizes).filter(size -> size != 0).count();
        }
        if (Double.isInfinite(degree)) { // torch: a comparison, which NaN never wins
            return Arrays.stream(sizes)
                    .reduce(degree > 0 ? 0 : Double.POSITIVE_INFINITY, (a, b) -> (degree > 0 ? b > a : b < a) ? b : a);
        }
        return Math.pow(Arrays.stream(sizes).map(size -> Math.pow(size, degree)).sum(), 1 / degree);
    }
}
