package io.lossparity.mutants.sketch;

import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A loss that is computed element by element, as an expression.
 *
 * @param arguments the tensors whose elements it takes
 * @param params the numbers that it takes, with their defaults
 * @param element the expression, which may depend on flags
 * @param forms all expressions that this may give
 * @param overClasses whether the mean over the second axis is a loss
 */
record Sketch(
        List<String> arguments,
        Map<String, Double> params,
        Function<Question, Expr> element,
        List<Expr> forms,
        boolean overClasses)
        implements Formula {
    /** A change of an expression. */
    record Change(String words, UnaryOperator<Expr> change) implements Mistake {
        @Override
        public String name() {
            return words;
        }

        @Override
        public boolean handsZerosOn() {
            return true;
        }

        @Override
        public boolean roundsAlike() {
            return true;
        }

        @Override
        public String slug() {
            return Family.slug(words);
        }
    }

    @Override
    public Terms evaluate(Question question) {
        Expr right = element.apply(question);
        Expr expr = question.mistake(Change.class)
                .map(change -> change.change().apply(right))
                .orElse(right);
        List<String> names = new ArrayList<>(arguments);
        for (String weight : List.of("weight", "posWeight")) {
            if (question.given(weight)) {
                names.add(weight);
            }
        }
        Terms terms = question.elementwise(vars -> value(question, expr, names, vars), names.toArray(String[]::new));
        return overClasses ? meanOverClasses(question, terms) : terms;
    }

    private Var value(Question question, Expr expr, List<String> names, Var[] vars) {
        Map<String, Var> leaves = new LinkedHashMap<>();
        for (int i = 0; i < vars.length; i++) {
            leaves.put(names.get(i), vars[i]);
        }
        params.forEach((name, byDefault) -> leaves.put(name, question.tape().number(question.real(name, byDefault))));
        Var value = expr.value(question.tape(), leaves);
        return leaves.containsKey("weight") ? leaves.get("weight").times(value) : value;
    }

    private static Terms meanOverClasses(Question question, Terms terms) {
        int[] shape = terms.shape();
        int inner = Shapes.sizeFrom(shape, 2);
        int[] rest = Shapes.without(shape, 1);
        List<Var> each = new ArrayList<>();
        for (int i = 0; i < Shapes.size(rest); i++) {
            List<Var> row = new ArrayList<>();
            for (int c = 0; c < shape[1]; c++) {
                row.add(terms.each().get((i / inner * shape[1] + c) * inner + i % inner));
            }
            each.add(question.tape().sum(row).over(shape[1]));
        }
        return Terms.of(each, rest);
    }

    /** Returns all parts of all its forms. */
    Set<Expr> parts() {
        Set<Expr> parts = new LinkedHashSet<>();
        forms.forEach(form -> parts.addAll(form.parts()));
        return parts;
    }

    FormulaBehaviour behaviour(Change change) {
        return new FormulaBehaviour(this, change);
    }
}
