package io.lossparity.mutants.diagnosis;

import io.lossparity.report.stream.Unexplained;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Counts what no mistake explains, tensor by tensor, as mistakes are found. */
final class Remainder {
    private final List<View> failing;
    private final List<Set<String>> wrong = new ArrayList<>();

    Remainder(List<View> failing) {
        this.failing = failing;
        failing.forEach(view -> wrong.add(new LinkedHashSet<>(Wrong.of(view))));
    }

    /** Takes away what a mistake explains of a case: all of it, or the tensors in the mistake's place alone. */
    void explain(int i, Place place) {
        Set<String> explained = place.othersRight()
                ? Set.copyOf(wrong.get(i))
                : place.among(failing.get(i).names());
        wrong.get(i).removeAll(explained);
    }

    /**
     * Returns what is left; null if that is nothing.
     *
     * @param open the places of the cases that no mistake explains even in part
     */
    Unexplained left(Set<Integer> open) {
        List<Integer> left = IntStream.range(0, wrong.size())
                .filter(i -> open.contains(i) || !wrong.get(i).isEmpty())
                .boxed()
                .toList();
        if (left.isEmpty()) {
            return null;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        wrong.forEach(names -> names.forEach(name -> counts.merge(name, 1, Integer::sum)));
        String example = left.stream()
                .filter(i -> open.contains(i) || open.isEmpty())
                .map(i -> failing.get(i).answer().caseId())
                .min(Spread.PLAINEST)
                .orElse(failing.get(left.get(0)).answer().caseId());
        return new Unexplained(failing.size(), left.size(), counts, example);
    }
}
