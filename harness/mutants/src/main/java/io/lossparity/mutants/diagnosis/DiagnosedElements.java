package io.lossparity.mutants.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which elements are wrong, as in {@code where input < target}, by what they were computed from. */
final class DiagnosedElements {
    /** Begins what is true of all wrong elements, and of right ones, too. */
    static final String ONLY = "only";

    private static final double MOST = 0.95;
    private static final double FEW = 0.05;
    private static final double HALF = 0.5;
    private static final int LEAST = 3;
    private static final int NEAR = 1;

    private DiagnosedElements() {}

    /**
     * An element.
     *
     * @param said what is true of it
     * @param wrong whether it is wrong
     */
    private record Element(Set<String> said, boolean wrong) {}

    /** Whether some wrong elements are finite and others are not, of which {@link #of} then says nothing. */
    static boolean areMixed(List<ElementView> tensors) {
        return tensors.stream().anyMatch(DiagnosedElements::isFinitelyWrong)
                && tensors.stream().anyMatch(tensor -> tensor.wrong().stream().anyMatch(i -> !tensor.isFinite(i)));
    }

    /** Returns what holds where elements are wrong and not where they are right; empty if nothing simple does. */
    static Optional<String> of(List<ElementView> tensors) {
        List<Element> elements = elements(tensors);
        long wrong = elements.stream().filter(Element::wrong).count();
        long right = elements.size() - wrong;
        if (wrong < LEAST || right < LEAST) {
            return Optional.empty();
        }
        List<Set<String>> always = common(elements, (double) wrong);
        List<Set<String>> mostly = common(elements, MOST * wrong);
        return nearest(always, elements, 0)
                .or(() -> nearest(pairs(always), elements, 0))
                .map(statement -> "where " + statement)
                .or(() -> nearest(mostly, elements, FEW * right)
                        .or(() -> nearest(pairs(mostly), elements, FEW * right))
                        .map(statement -> "mostly where " + statement))
                .or(() -> nearest(always, elements, HALF * right)
                        .filter(statement -> remoteness(Set.of(statement)) <= NEAR)
                        .map(statement -> ONLY + " where " + statement));
    }

    private static List<Element> elements(List<ElementView> tensors) {
        boolean finite = tensors.stream().anyMatch(DiagnosedElements::isFinitelyWrong);
        List<Element> elements = new ArrayList<>();
        for (ElementView tensor : tensors) {
            List<Set<String>> said = said(tensor);
            for (int i = 0; i < said.size(); i++) {
                boolean wrong = tensor.wrong().get(i);
                // What is not finite may be wrong for another reason.
                boolean known = !finite || tensor.isFinite(i);
                // A right 0 may be 0 by chance: a factor or sign that is wrong leaves it as it is.
                if (known && (wrong || tensor.right()[i] != 0)) {
                    elements.add(new Element(said.get(i), wrong));
                }
            }
        }
        return elements;
    }

    /** Returns what is true of so many wrong elements at least. */
    private static List<Set<String>> common(List<Element> elements, double least) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        elements.stream()
                .filter(Element::wrong)
                .forEach(element -> element.said().forEach(statement -> counts.merge(statement, 1, Integer::sum)));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .map(entry -> Set.of(entry.getKey()))
                .toList();
    }

    private static List<Set<String>> pairs(List<Set<String>> single) {
        List<Set<String>> pairs = new ArrayList<>();
        for (int a = 0; a < single.size(); a++) {
            for (int b = a + 1; b < single.size(); b++) {
                Set<String> pair = new LinkedHashSet<>(single.get(a));
                pair.addAll(single.get(b));
                pairs.add(pair);
            }
        }
        return pairs;
    }

    /** Of statements that are true of few right elements and of most wrong ones, returns the nearest to a cause. */
    private static Optional<String> nearest(List<Set<String>> statements, List<Element> elements, double most) {
        long wrong = elements.stream().filter(Element::wrong).count();
        return statements.stream()
                .filter(statement ->
                        count(statement, elements, false) <= most && count(statement, elements, true) >= MOST * wrong)
                .min(Comparator.comparingInt(DiagnosedElements::remoteness))
                .map(statement -> String.join(" and ", statement));
    }

    private static long count(Set<String> statement, List<Element> elements, boolean wrong) {
        return elements.stream()
                .filter(element -> element.wrong() == wrong && element.said().containsAll(statement))
                .count();
    }

    private static boolean isFinitelyWrong(ElementView tensor) {
        return tensor.wrong().stream().anyMatch(tensor::isFinite);
    }

    /** A value is nearer to a cause than a sign, a sign nearer than a range. */
    private static int remoteness(Set<String> statements) {
        return statements.stream().mapToInt(DiagnosedElements::remoteness).sum();
    }

    private static int remoteness(String statement) {
        if (statement.contains(" == ")) {
            return 0;
        }
        boolean range = statement.contains("between") || statement.contains("beyond") || statement.contains("|");
        return range ? 3 : statement.contains(" != ") ? 2 : 1;
    }

    /** What is true of each element; empty if its inputs are not known. */
    static List<Set<String>> said(ElementView tensor) {
        List<Set<String>> said = new ArrayList<>();
        for (int i = 0; i < tensor.right().length; i++) {
            said.add(new LinkedHashSet<>());
        }
        Map<String, double[]> inputs = new LinkedHashMap<>();
        tensor.call().inputs().keySet().forEach(name -> tensor.aligned(name).ifPresent(x -> inputs.put(name, x)));
        List<String> names = List.copyOf(inputs.keySet());
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                compare(names.get(a), names.get(b), inputs, said);
            }
        }
        inputs.forEach((name, x) -> alone(name, x, said));
        RowStatements.of(tensor, said);
        boolean known = said.stream().anyMatch(statements -> !statements.isEmpty());
        return known ? said : List.of();
    }

    private static void compare(String one, String other, Map<String, double[]> inputs, List<Set<String>> said) {
        double[] x = inputs.get(one);
        double[] y = inputs.get(other);
        for (int i = 0; i < x.length; i++) {
            Collection<String> statements = said.get(i);
            statements.add(one + relation(x[i], y[i]) + other);
            double distance = Math.abs(x[i] - y[i]);
            statements.add("|" + one + " - " + other + "|" + (distance < 1 ? " < 1" : " >= 1"));
        }
    }

    private static String relation(double x, double y) {
        return x < y ? " < " : x > y ? " > " : x == y ? " == " : " is not comparable with ";
    }

    private static void alone(String name, double[] x, List<Set<String>> said) {
        for (int i = 0; i < x.length; i++) {
            Collection<String> statements = said.get(i);
            statements.add(name + relation(x[i], 0) + "0");
            statements.add(name
                    + relation(Math.abs(x[i]), 1).replace(" >", " beyond").replace(" <", " between")
                    + (Math.abs(x[i]) == 1 ? "-1 or 1" : "-1 and 1"));
            for (double value : new double[] {1, -1}) {
                statements.add(name + (x[i] == value ? " == " : " != ") + (int) value);
            }
        }
    }
}
