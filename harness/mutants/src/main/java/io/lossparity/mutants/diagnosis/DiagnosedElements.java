package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final double MOST = 0.95;
    private static final double FEW = 0.05;
    private static final int LEAST = 3;

    private DiagnosedElements() {}

    /** How often a statement is true of wrong and of right elements. */
    private static final class Count {
        private int wrong;
        private int right;
    }

    /** Returns what holds where elements are wrong and not where they are right; empty if nothing simple does. */
    static Optional<String> of(List<ElementView> tensors) {
        Map<String, Count> counts = new LinkedHashMap<>();
        Count all = new Count();
        boolean finite = tensors.stream().anyMatch(DiagnosedElements::isFinitelyWrong);
        for (ElementView tensor : tensors) {
            List<Set<String>> said = said(tensor);
            for (int i = 0; i < said.size(); i++) {
                boolean wrong = tensor.wrong().get(i);
                // What is not finite may be wrong for another reason.
                if (finite && !(Double.isFinite(tensor.right()[i]) && Double.isFinite(tensor.given()[i]))) {
                    continue;
                }
                // A right 0 may be 0 by chance: a factor or sign that is wrong leaves it as it is.
                if (!wrong && tensor.right()[i] == 0) {
                    continue;
                }
                add(all, wrong);
                said.get(i).forEach(statement -> add(counts.computeIfAbsent(statement, key -> new Count()), wrong));
            }
        }
        boolean telling = all.wrong >= LEAST && all.right >= LEAST;
        return counts.entrySet().stream()
                .filter(entry -> telling
                        && entry.getValue().wrong >= MOST * all.wrong
                        && entry.getValue().right <= FEW * all.right)
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(DiagnosedElements::remoteness))
                .map(statement -> "where " + statement);
    }

    private static boolean isFinitelyWrong(ElementView tensor) {
        return tensor.wrong().stream()
                .anyMatch(i -> Double.isFinite(tensor.right()[i]) && Double.isFinite(tensor.given()[i]));
    }

    /** A value is nearer to a cause than a sign, a sign nearer than a range. */
    private static int remoteness(String statement) {
        if (statement.contains(" == ")) {
            return 0;
        }
        boolean range = statement.contains("within") || statement.contains("beyond") || statement.contains("|");
        return range ? 3 : statement.contains(" != ") ? 2 : 1;
    }

    private static void add(Count count, boolean wrong) {
        if (wrong) {
            count.wrong++;
        } else {
            count.right++;
        }
    }

    /** What is true of each element; empty if its inputs are not known. */
    private static List<Set<String>> said(ElementView tensor) {
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
        classes(tensor, said);
        frames(tensor, said);
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
                    + relation(Math.abs(x[i]), 1).replace(" >", " beyond").replace(" <", " within")
                    + (Math.abs(x[i]) == 1 ? "1 or -1" : "1 and -1"));
            for (double value : new double[] {1, -1}) {
                statements.add(name + (x[i] == value ? " == " : " != ") + (int) value);
            }
        }
    }

    /** Whether a frame counts, and whether there is anything to be found in it. */
    private static void frames(ElementView tensor, List<Set<String>> said) {
        if (tensor.aligned("logProbs").isEmpty() || tensor.shape().length != 3) {
            return;
        }
        double[] frames = lengths(tensor.call(), "inputLengths");
        double[] labels = lengths(tensor.call(), "targetLengths");
        int batch = tensor.shape()[1];
        int classes = tensor.shape()[2];
        for (int i = 0; i < said.size(); i++) {
            int n = i / classes % batch;
            int frame = i / classes / batch;
            said.get(i)
                    .add(
                            frame >= (long) frames[n]
                                    ? "the frame is beyond inputLengths"
                                    : "the frame is within inputLengths");
            said.get(i).add(labels[n] == 0 ? "targetLengths is 0" : "targetLengths is not 0");
        }
    }

    private static double[] lengths(LossCall call, String name) {
        return call.inputs().get(name) instanceof TensorValue tensor
                ? Question.values(tensor)
                : Arrays.stream((long[]) call.inputs().get(name))
                        .asDoubleStream()
                        .toArray();
    }

    /** Whether an element of the input belongs to the class of its row's target, with the classes on axis 1. */
    private static void classes(ElementView tensor, List<Set<String>> said) {
        boolean classified = tensor.call().inputs().get("target") instanceof TensorValue target
                && target.dtype() == DType.INT64
                && tensor.shape().length >= 2
                && target.size() * tensor.shape()[1] == tensor.right().length;
        if (!classified || tensor.aligned("input").isEmpty()) {
            return;
        }
        double[] targets = Question.values((TensorValue) tensor.call().inputs().get("target"));
        int classes = tensor.shape()[1];
        int inner = tensor.right().length / tensor.shape()[0] / classes;
        for (int i = 0; i < said.size(); i++) {
            int row = i / (classes * inner) * inner + i % inner;
            boolean own = targets[row] == (double) (i / inner % classes);
            said.get(i).add(own ? "the class is the target" : "the class is not the target");
        }
    }
}
