package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be said of wrong answers that no mutant explains: which tensors are wrong, in which cases and elements, and
 * what they are to the right ones. It rests only on the golden answers.
 */
final class Patterns {
    private static final double LEAST_SHARE = 0.1;
    private static final double MOST_CHANCE = 0.05;
    private static final int LEAST = 3;

    private final List<View> failing;
    private final List<View> passing;
    private final boolean rest;

    /**
     * Looks at cases.
     *
     * @param rest whether these are what is left beside a mistake that is named, where little is a coincidence soon
     */
    Patterns(List<View> failing, List<View> passing, boolean rest) {
        this.failing = failing;
        this.passing = passing;
        this.rest = rest;
    }

    /** Returns a sentence for each tensor of which something can be said, that which is wrong most often first. */
    List<String> sentences() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        failing.forEach(view -> view.names().forEach(name -> counts.merge(name, 0, Integer::sum)));
        failing.forEach(view -> view.wrong().forEach(name -> counts.merge(name, 1, Integer::sum)));
        List<String> sentences = new ArrayList<>();
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST_SHARE * failing.size())
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sentence(entry.getKey()).ifPresent(sentences::add));
        refused().ifPresent(sentences::add);
        return sentences;
    }

    private Optional<String> sentence(String name) {
        List<View> having =
                failing.stream().filter(view -> view.names().contains(name)).toList();
        List<View> wrong =
                having.stream().filter(view -> view.wrong().contains(name)).toList();
        List<ElementView> tensors = wrong.stream()
                .flatMap(view -> ElementView.of(view, name).stream())
                .filter(tensor -> !tensor.wrong().isEmpty())
                .toList();
        if (tensors.isEmpty()) {
            return shapes(name, having.size(), wrong);
        }
        List<String> said = new ArrayList<>();
        condition(wrong, others(having, wrong, name)).ifPresent(said::add);
        DiagnosedElements.of(tensors)
                .filter(where -> !rest || !where.startsWith(DiagnosedElements.ONLY))
                .ifPresent(said::add);
        Optional<String> ratio = Ratio.of(tensors, !name.equals(TensorComparison.OUTPUT));
        boolean only = failing.stream().allMatch(view -> view.wrong().equals(Set.of(name)));
        if (said.isEmpty() && ratio.isEmpty() && !only) {
            return Optional.empty();
        }
        String what = (only ? "only " : "") + words(name) + " is wrong in " + wrong.size() + " of " + having.size()
                + " cases compared";
        String where = said.isEmpty() ? "" : ", " + String.join(", ", said);
        return Optional.of(what + where + ratio.map(is -> ": it is " + is).orElse(""));
    }

    /** What to say of a tensor that has another shape wherever it is wrong. */
    private static Optional<String> shapes(String name, int having, List<View> wrong) {
        List<int[]> right = new ArrayList<>();
        List<int[]> given = new ArrayList<>();
        for (View view : wrong) {
            Optional<TensorValue> own = ElementView.tensor(view.answer().outcome(), name);
            Optional<TensorValue> known = view.right().flatMap(answer -> ElementView.tensor(answer, name));
            if (own.isPresent()
                    && known.isPresent()
                    && !Arrays.equals(own.get().shape(), known.get().shape())) {
                given.add(own.get().shape());
                right.add(known.get().shape());
            }
        }
        if (given.size() < LEAST) {
            return Optional.empty();
        }
        return Optional.of(words(name) + " has another shape in " + given.size() + " of " + having
                + " cases compared, as in " + Arrays.toString(given.get(0)) + " instead of "
                + Arrays.toString(right.get(0)));
    }

    /**
     * Cases of one class of values are alike in their parameters, too, by which it then does not lie; such a class is
     * named instead.
     */
    private Optional<String> condition(List<View> wrong, List<View> others) {
        Set<String> values = wrong.stream().map(Patterns::values).collect(Collectors.toSet());
        long same =
                others.stream().map(Patterns::values).filter(values::contains).count();
        if (wrong.size() >= LEAST && !others.isEmpty() && values.size() == 1 && same <= MOST_CHANCE * others.size()) {
            return Optional.of("in the cases of values " + String.join("", values));
        }
        return CaseCondition.between(calls(wrong), calls(others))
                .or(() -> CaseCondition.ofKind(calls(wrong), calls(others)))
                .filter(found -> found.cause() || !rest)
                .map(CaseCondition::words)
                .or(() -> rest ? Optional.empty() : CaseCondition.only(calls(wrong), calls(others)));
    }

    /** The last part of a case's id tells the class of its values. */
    private static String values(View view) {
        String id = view.answer().caseId();
        return id.substring(id.lastIndexOf('/') + 1);
    }

    /** Cases that the port refuses and should not, with what it says to the first. */
    private Optional<String> refused() {
        List<View> refused = failing.stream()
                .filter(view -> view.right().filter(Computed.class::isInstance).isPresent())
                .filter(view -> view.answer().outcome() instanceof Rejected)
                .toList();
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        List<View> others = new ArrayList<>(failing);
        others.removeAll(refused);
        passing.stream()
                .filter(view -> view.answer().outcome() instanceof Computed)
                .forEach(others::add);
        String where = condition(refused, others).map(words -> ", " + words).orElse("");
        Rejected first = (Rejected) refused.get(0).answer().outcome();
        return Optional.of(refused.size() + " of " + failing.size()
                + " cases compared are refused, which PyTorch answers" + where + ": " + first.message());
    }

    /** The cases that ask for the tensor and have it right. */
    private List<View> others(List<View> having, List<View> wrong, String name) {
        List<View> others = new ArrayList<>(having);
        others.removeAll(wrong);
        passing.stream().filter(view -> view.names().contains(name)).forEach(others::add);
        Set<Object> dtypes = new LinkedHashSet<>();
        wrong.forEach(view -> dtypes.add(view.answer().call().dtype()));
        // An empty tensor has nothing that could be wrong.
        others.removeIf(view -> ElementView.of(view, name)
                .filter(tensor -> tensor.right().length == 0)
                .isPresent());
        return others.stream()
                .filter(view -> dtypes.contains(view.answer().call().dtype()))
                .toList();
    }

    private static List<LossCall> calls(List<View> views) {
        return views.stream().map(view -> view.answer().call()).toList();
    }

    private static String words(String name) {
        return name.equals(TensorComparison.OUTPUT)
                ? "the output"
                : "the gradient of "
                        + name.substring(TensorComparison.gradientOf("").length());
    }
}
