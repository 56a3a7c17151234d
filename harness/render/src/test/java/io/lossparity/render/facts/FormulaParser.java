package io.lossparity.render.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the expressions of a formula. */
final class FormulaParser {
    private final Tokens tokens;

    FormulaParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Expression condition() {
        Expression first = comparison();
        if (!tokens.takeIf("and")) {
            return first;
        }
        Expression second = condition();
        return scope -> first.tensor(scope).with(second.tensor(scope), (a, b) -> a != 0 && b != 0 ? 1 : 0);
    }

    private Expression comparison() {
        Expression left = sum();
        String sign = tokens.peek();
        if (!List.of("=", "!=", "<", ">", "<=", ">=").contains(sign)) {
            return left;
        }
        tokens.take();
        if (tokens.takeIf("None")) {
            return scope -> FactTensor.scalar((left.value(scope) == null) == sign.equals("=") ? 1 : 0);
        }
        Expression right = sum();
        return scope -> left.tensor(scope).with(right.tensor(scope), (a, b) -> holds(a, sign, b) ? 1 : 0);
    }

    static boolean holds(double a, String sign, double b) {
        return switch (sign) {
            case "=" -> a == b;
            case "!=" -> a != b;
            case "<" -> a < b;
            case ">" -> a > b;
            case "<=" -> a <= b;
            default -> a >= b;
        };
    }

    Expression sum() {
        Expression left = product();
        while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
            boolean plus = tokens.take().equals("+");
            Expression one = left;
            Expression other = product();
            left = scope -> one.tensor(scope).with(other.tensor(scope), (a, b) -> plus ? a + b : a - b);
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (tokens.peek().equals("*") || tokens.peek().equals("/")) {
            boolean times = tokens.take().equals("*");
            Expression one = left;
            Expression other = signed();
            left = scope -> one.tensor(scope).with(other.tensor(scope), (a, b) -> times ? a * b : a / b);
        }
        return left;
    }

    private Expression signed() {
        if (tokens.takeIf("-")) {
            Expression negative = signed();
            return scope -> negative.tensor(scope).map(a -> -a);
        }
        Expression base = primary();
        if (!tokens.takeIf("^")) {
            return base;
        }
        Expression exponent = signed();
        return scope -> base.tensor(scope).with(exponent.tensor(scope), Math::pow);
    }

    private Expression primary() {
        if (tokens.takeIf("|")) {
            Expression inside = sum();
            tokens.expect("|");
            return scope -> inside.tensor(scope).map(Math::abs);
        }
        if (tokens.takeIf("(")) {
            Expression inside = sum();
            tokens.expect(")");
            return inside;
        }
        String word = tokens.take();
        if (Character.isDigit(word.charAt(0))) {
            return constant(Double.parseDouble(word));
        }
        if (!Character.isLetter(word.charAt(0))) {
            throw new Scope.FormulaException("'" + word + "' is not the start of anything");
        }
        return switch (word) {
            case "pi" -> constant(Math.PI);
            case "inf" -> constant(Double.POSITIVE_INFINITY);
            case "NaN" -> constant(Double.NaN);
            case "entries" -> entries();
            default -> named(word);
        };
    }

    private static Expression constant(double value) {
        return scope -> FactTensor.scalar(value);
    }

    /** {@code entries of y before -1}: as a set of numbers. */
    private Expression entries() {
        tokens.expect("of");
        Expression all = sumless();
        tokens.expect("before");
        Expression end = signed();
        return scope -> {
            List<FactTensor> before = new ArrayList<>();
            for (double entry : all.tensor(scope).data()) {
                if (entry == end.tensor(scope).item()) {
                    break;
                }
                before.add(FactTensor.scalar(entry));
            }
            return before;
        };
    }

    private Expression sumless() {
        String name = tokens.take();
        return scope -> scope.get(name);
    }

    private Expression named(String name) {
        if (tokens.takeIf("[")) {
            List<Expression> indices = list("]");
            return scope -> element(scope.tensor(name), indices, scope);
        }
        if (!tokens.takeIf("(")) {
            return scope -> scope.get(name);
        }
        if (tokens.colonAhead()) {
            return new Fold(name, tokens, this).parse();
        }
        List<Expression> arguments = list(")");
        return scope -> Functions.call(name, arguments, scope);
    }

    List<Expression> list(String end) {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(sum());
        } while (tokens.takeIf(","));
        tokens.expect(end);
        return list;
    }

    /** An index that is axis 1 as a whole leaves the tensor as it is; so does any of a number, which is all alike. */
    private static Object element(FactTensor tensor, List<Expression> indices, Scope scope) {
        FactTensor element = tensor;
        for (Expression index : indices) {
            Object value = index.value(scope);
            if (value != Scope.AXIS && !element.isScalar()) {
                int at = (int) ((FactTensor) value).item();
                if (at < 0 || at >= element.shape()[0]) {
                    throw new Scope.FormulaException("no index " + at + " in " + Arrays.toString(element.shape()));
                }
                element = element.row(at);
            }
        }
        return element;
    }
}
