package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.spi.LossCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be said of wrong answers that no mutant explains: which tensors are wrong, in which cases and elements, and
 * what they are to the right ones. It rests on the golden answers alone.
 */
final class Patterns {
    private final List<View> failing;
    private final List<View> passing;

    Patterns(List<View> failing, List<View> passing) {
        this.failing = failing;
        this.passing = passing;
    }

    /** Returns a sentence for each tensor of which something can be said. */
    List<String> sentences() {
        Set<String> names = new LinkedHashSet<>();
        failing.forEach(view -> names.addAll(view.names()));
        List<String> sentences = new ArrayList<>();
        for (String name : names) {
            sentence(name).ifPresent(sentences::add);
        }
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
            return Optional.empty();
        }
        List<String> said = new ArrayList<>();
        List<LossCall> others = others(having, wrong, name);
        Condition.between(calls(wrong), others)
                .or(() -> Condition.ofKind(calls(wrong), others))
                .map(Condition::words)
                .ifPresent(said::add);
        Elements.of(tensors).ifPresent(said::add);
        Optional<String> ratio = Ratio.of(tensors, !name.equals(TensorComparison.OUTPUT));
        boolean alone = failing.stream().allMatch(view -> view.wrong().equals(Set.of(name)));
        if (said.isEmpty() && ratio.isEmpty() && !alone) {
            return Optional.empty();
        }
        String what = words(name) + (alone ? " alone" : "") + " is wrong in " + wrong.size() + " of " + having.size()
                + " cases compared";
        String where = said.isEmpty() ? "" : ", " + String.join(", ", said);
        return Optional.of(what + where + ratio.map(is -> ": it is " + is).orElse(""));
    }

    /** The cases that ask for the tensor and have it right. */
    private List<LossCall> others(List<View> having, List<View> wrong, String name) {
        List<View> others = new ArrayList<>(having);
        others.removeAll(wrong);
        passing.stream().filter(view -> view.names().contains(name)).forEach(others::add);
        Set<Object> dtypes = new LinkedHashSet<>();
        wrong.forEach(view -> dtypes.add(view.answer().call().dtype()));
        return calls(others).stream()
                .filter(call -> dtypes.contains(call.dtype()))
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
