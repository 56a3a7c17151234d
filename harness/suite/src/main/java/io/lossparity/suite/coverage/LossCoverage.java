package io.lossparity.suite.coverage;

import io.lossparity.report.stream.CaseAxes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many valid calls of a loss have each pair of settings, per dtype. */
public final class LossCoverage {
    /** The axes with which every other axis is crossed. */
    private static final Set<String> CROSSED = Set.of(CaseAxes.REDUCTION, CaseAxes.FORM, CaseAxes.VALUES);

    private final String loss;
    private final Map<String, Integer> cases = new TreeMap<>();
    private final Map<String, Set<String>> values = new LinkedHashMap<>();
    private final List<Map<String, String>> places = new ArrayList<>();
    private final List<String> dtypes = new ArrayList<>();
    private Map<Pair, Set<String>> tested;

    LossCoverage(String loss) {
        this.loss = loss;
    }

    /** Adds a case. */
    void add(String dtype, Map<String, String> place) {
        cases.merge(dtype, 1, Integer::sum);
        places.add(place);
        dtypes.add(dtype);
        place.forEach((axis, value) ->
                values.computeIfAbsent(axis, a -> new TreeSet<>()).add(value));
    }

    /** Counts the pairs after the last case; an axis that a case does not have gets a value too. */
    void count() {
        for (Map<String, String> place : places) {
            values.forEach((axis, of) -> of.add(place.getOrDefault(axis, CaseAxes.NOT_PASSED)));
        }
        tested = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Map<String, String> place = places.get(i);
            String dtype = dtypes.get(i);
            for (String[] axes : pairsOfAxes()) {
                Pair pair = new Pair(loss, setting(place, axes[0]), setting(place, axes[1]));
                tested.computeIfAbsent(pair, p -> new TreeSet<>()).add(dtype);
            }
        }
        places.clear();
        dtypes.clear();
    }

    private static Setting setting(Map<String, String> place, String axis) {
        return new Setting(axis, place.getOrDefault(axis, CaseAxes.NOT_PASSED));
    }

    /** Every axis with each of reduction, form and kind of values. */
    private List<String[]> pairsOfAxes() {
        List<String> axes = List.copyOf(values.keySet());
        List<String[]> pairs = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            for (int j = i + 1; j < axes.size(); j++) {
                if (CROSSED.contains(axes.get(i)) || CROSSED.contains(axes.get(j))) {
                    pairs.add(new String[] {axes.get(i), axes.get(j)});
                }
            }
        }
        return pairs;
    }

    /** Returns the loss. */
    public String loss() {
        return loss;
    }

    /** Returns the number of valid calls in each dtype, as in {@code 640}, or {@code 640/638} if they differ. */
    public String calls() {
        return cases.values().stream().map(String::valueOf).distinct().collect(Collectors.joining("/"));
    }

    /** Returns the axes, each with its values. */
    public Map<String, List<String>> axes() {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        values.forEach((axis, of) -> axes.put(axis, List.copyOf(of)));
        return axes;
    }

    /** Returns the number of possible pairs. */
    public int pairs() {
        return pairsOfAxes().stream()
                .mapToInt(
                        axes -> values.get(axes[0]).size() * values.get(axes[1]).size())
                .sum();
    }

    /** Returns the pairs without a case in some dtype, each with these dtypes. */
    public Map<Pair, Set<String>> untested() {
        Map<Pair, Set<String>> untested = new LinkedHashMap<>();
        for (String[] axes : pairsOfAxes()) {
            for (String one : values.get(axes[0])) {
                for (String other : values.get(axes[1])) {
                    Pair pair = new Pair(loss, new Setting(axes[0], one), new Setting(axes[1], other));
                    Set<String> missing = new LinkedHashSet<>(cases.keySet());
                    missing.removeAll(tested.getOrDefault(pair, Set.of()));
                    if (!missing.isEmpty()) {
                        untested.put(pair, missing);
                    }
                }
            }
        }
        return untested;
    }
}
