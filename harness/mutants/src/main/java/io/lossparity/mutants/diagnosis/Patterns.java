package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.spi.DType;
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
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What can be said of wrong answers that no mutant explains: which tensors are wrong, in which cases and elements, and
 * what they are to the right ones. It rests only on the golden answers.
 */
final class Patterns {
    private static final double LEAST_SHARE = 0.1;
    private static final double MOST_CHANCE = 0.05;
    private static final int LEAST = 3;
    private static final int MOST_VALUES = 3;
    private static final double LEAST_SEEN = 0.5;

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
        onlyDtype(wrong, name).ifPresent(said::add);
        condition(wrong, others(having, wrong, name)).ifPresent(said::add);
        // What is off by too little to be looked at may be most of it.
        boolean seen = tensors.size() >= LEAST_SEEN * wrong.size();
        Optional<String> ratio = seen ? Ratio.of(tensors, !name.equals(TensorComparison.OUTPUT)) : Optional.empty();
        Optional<String> where = seen ? DiagnosedElements.of(tensors) : Optional.empty();
        where.filter(words -> !rest || !words.startsWith(DiagnosedElements.ONLY))
                .map(words -> DiagnosedElements.areMixed(tensors) ? words + " (the finite elements)" : words)
                .ifPresent(said::add);
        boolean only = failing.stream().allMatch(view -> view.wrong().equals(Set.of(name)));
        if (said.isEmpty() && ratio.isEmpty() && !only) {
            return Optional.empty();
        }
        String what = (only ? "only " : "") + words(name) + " is wrong in " + wrong.size() + " of " + having.size()
                + " cases compared";
        String conditions = said.isEmpty() ? "" : ", " + String.join(", ", said);
        return Optional.of(what + conditions + ratio.map(is -> ": it is " + is).orElse(""));
    }

    /** Conditions are sought among cases of the same dtype, so this one is said apart. */
    private Optional<String> onlyDtype(List<View> wrong, String name) {
        DType dtype = wrong.get(0).answer().call().dtype();
        long others = passing.stream()
                .filter(view -> view.names().contains(name))
                .filter(view -> view.answer().call().dtype() != dtype)
                .count();
        boolean one = wrong.stream().allMatch(view -> view.answer().call().dtype() == dtype);
        return one && !rest && wrong.size() >= LEAST && others >= LEAST
                ? Optional.of("only in " + dtype.torchName())
                : Optional.empty();
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
     * Cases of one class of values are alike in their parameters, too, by which it then does not lie; so a few classes
     * are named before parameters.
     */
    private Optional<String> condition(List<View> wrong, List<View> others) {
        Set<String> values = wrong.stream().map(Patterns::values).collect(Collectors.toSet());
        long same =
                others.stream().map(Patterns::values).filter(values::contains).count();
        if (wrong.size() >= LEAST
                && !others.isEmpty()
                && values.size() <= MOST_VALUES
                && same <= MOST_CHANCE * others.size()) {
            return Optional.of("in the cases of values " + String.join(" or ", new TreeSet<>(values)));
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
