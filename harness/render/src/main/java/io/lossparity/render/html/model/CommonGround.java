package io.lossparity.render.html.model;

import io.lossparity.kit.text.Numbers;
import io.lossparity.report.stream.CaseAxes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the parameters, shapes and types to which a group of cases is limited. */
final class CommonGround {
    private static final int MOST_LIMITS = 4;
    private static final int MOST_VALUES = 4;

    private CommonGround() {}

    /** A limit in words, and the cases that it leaves. */
    private record Limit(String words, Predicate<CaseAxes> takes) {
        private static final Limit NONE = new Limit("", each -> true);

        private List<CaseAxes> among(List<CaseAxes> cases) {
            return cases.stream().filter(takes).toList();
        }
    }

    static List<String> of(List<CaseAxes> group, List<CaseAxes> all) {
        boolean someInvalid = group.stream().anyMatch(CaseAxes::invalid);
        List<CaseAxes> others =
                all.stream().filter(each -> someInvalid || !each.invalid()).toList();
        Set<String> axes = new LinkedHashSet<>();
        others.forEach(each -> axes.addAll(each.axes().keySet()));
        List<Limit> limits = new ArrayList<>();
        axes.forEach(axis -> add(limits, axis, each -> each.value(axis), group, others));
        add(limits, "dtype", each -> each.line().dtype(), group, others);
        add(limits, "shapes", CaseAxes::form, group, others);
        List<String> words = new ArrayList<>();
        List<CaseAxes> left = others;
        while (words.size() < MOST_LIMITS && left.size() > group.size()) {
            List<CaseAxes> before = left;
            Limit best = limits.stream()
                    .min(Comparator.comparingInt(limit -> limit.among(before).size()))
                    .orElse(Limit.NONE);
            left = best.among(before);
            if (left.size() == before.size()) {
                break;
            }
            words.add(best.words());
        }
        String where = words.isEmpty() ? "everywhere" : String.join("; ", words);
        return List.of(where + " (" + Numbers.count(group.size()) + " of " + Numbers.count(left.size())
                + (words.isEmpty() ? " valid calls" : " such calls") + ")");
    }

    private static void add(
            List<Limit> limits,
            String axis,
            Function<CaseAxes, String> value,
            List<CaseAxes> group,
            List<CaseAxes> all) {
        Set<String> inGroup = group.stream().map(value).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> missing = all.stream().map(value).collect(Collectors.toCollection(LinkedHashSet::new));
        missing.removeAll(inGroup);
        if (missing.isEmpty()) {
            return;
        }
        boolean never = missing.size() < inGroup.size() && missing.size() <= 2;
        if (!never && inGroup.size() > MOST_VALUES) {
            return;
        }
        Predicate<CaseAxes> takes = each -> inGroup.contains(value.apply(each));
        if (never && missing.equals(Set.of(CaseAxes.NOT_PASSED))) {
            limits.add(new Limit("only where " + axis + " is passed", takes));
            return;
        }
        String words =
                (never ? "never with " : "only with ") + axis + " " + String.join(" or ", never ? missing : inGroup);
        limits.add(new Limit(words, takes));
    }
}
