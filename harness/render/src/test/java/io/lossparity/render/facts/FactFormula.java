package io.lossparity.render.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The formula of a page, which can be evaluated. */
final class FactFormula {
    private final List<Statement> statements = new ArrayList<>();
    private final Map<String, Statement> reductions = new LinkedHashMap<>();

    /** A name and what it is. */
    private record Statement(String name, List<String> parameters, List<Case> cases) {
        void run(Scope scope) {
            if (!parameters.isEmpty()) {
                scope.set(name, new Scope.Function(parameters, inner -> value(inner, 0)));
                return;
            }
            scope.set(name, value(scope, 0));
        }

        private Object value(Scope scope, int index) {
            if (index == cases.size()) {
                throw new Scope.FormulaException("no case of " + name + " counts");
            }
            Case each = cases.get(index);
            if (each.condition() == null) {
                return each.value().value(scope);
            }
            FactTensor holds = each.condition().tensor(scope);
            if (holds.isScalar()) {
                return holds.item() != 0 ? each.value().value(scope) : value(scope, index + 1);
            }
            return each.value().tensor(scope).where(holds, (FactTensor) value(scope, index + 1));
        }
    }

    /** A value and when it counts; without a condition, otherwise. */
    private record Case(Expression value, Expression condition) {}

    FactFormula(List<String> lines) {
        Statement last = null;
        for (String line : lines) {
            Tokens tokens = new Tokens(line);
            if (line.startsWith(" ")) {
                if (last == null || last.cases().get(last.cases().size() - 1).condition() == null) {
                    throw new Scope.FormulaException("nothing is left for " + line.strip());
                }
                last.cases().add(readCase(tokens));
                continue;
            }
            String first = tokens.take();
            boolean reduction = tokens.takeIf(":");
            last = readStatement(reduction ? tokens.take() : first, tokens);
            if (reduction && reductions.put(first, last) != null) {
                throw new Scope.FormulaException("two lines for " + first);
            }
            if (!reduction) {
                statements.add(last);
            }
        }
    }

    private static Statement readStatement(String name, Tokens tokens) {
        List<String> parameters = new ArrayList<>();
        if (tokens.takeIf("(")) {
            do {
                parameters.add(tokens.take());
            } while (tokens.takeIf(","));
            tokens.expect(")");
        }
        tokens.expect("=");
        return new Statement(name, parameters, new ArrayList<>(List.of(readCase(tokens))));
    }

    private static Case readCase(Tokens tokens) {
        FormulaParser parser = new FormulaParser(tokens);
        Expression value = parser.sum();
        Expression condition = null;
        if (tokens.takeIf("if")) {
            condition = parser.condition();
        } else {
            tokens.takeIf("otherwise");
        }
        if (!tokens.atEnd()) {
            throw new Scope.FormulaException("'" + tokens.peek() + "' is too much");
        }
        return new Case(value, condition);
    }

    /** Runs the statements that no reduction is in front of. */
    void run(Scope scope) {
        statements.forEach(statement -> statement.run(scope));
    }

    /** Returns what a reduction makes of the elements. */
    FactTensor reduce(String reduction, Scope scope) {
        Statement statement = reductions.get(reduction);
        if (statement == null) {
            throw new Scope.FormulaException("there is no line for " + reduction);
        }
        statement.run(scope);
        return scope.tensor(statement.name());
    }
}
