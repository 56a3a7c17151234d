package io.lossparity.render.diff;

import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.text.Plural;
import io.lossparity.report.diff.ErrorGrowth;
import io.lossparity.report.diff.VerdictChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Changes of one kind in one loss, element type and tensor.
 *
 * @param regression whether the changes are regressions
 * @param change what changed, as in {@code passed -> failed (output)}
 * @param where the loss, element type and tensor
 * @param count the number of cases
 * @param worst the worst error against its allowance; empty if there is none
 * @param message the report's message about the example; may be empty
 * @param example the id of a case
 */
public record ChangeGroup(
        boolean regression, String change, String where, int count, String worst, String message, String example) {

    /** Groups changes of verdicts, in their order. */
    static List<ChangeGroup> ofVerdicts(List<VerdictChange> changes) {
        return grouped(changes, change -> change.before() + " -> " + change.after() + "  " + where(change))
                .values()
                .stream()
                .map(ChangeGroup::ofGroup)
                .toList();
    }

    private static ChangeGroup ofGroup(List<VerdictChange> group) {
        VerdictChange first = group.get(0);
        VerdictChange worst = first;
        for (VerdictChange change : group) {
            worst = times(change) > times(worst) ? change : worst;
        }
        return new ChangeGroup(
                first.regression(),
                first.before() + " -> " + first.after(),
                where(first),
                group.size(),
                worst(worst),
                worst.message(),
                worst.id());
    }

    /** Groups errors that grew, in their order: the first of a group grew most. */
    static List<ChangeGroup> ofGrowth(List<ErrorGrowth> growths) {
        return grouped(growths, growth -> where(growth.id()) + " " + growth.tensor()).entrySet().stream()
                .map(group -> {
                    ErrorGrowth first = group.getValue().get(0);
                    return new ChangeGroup(
                            true,
                            DiffText.growth(first),
                            group.getKey(),
                            group.getValue().size(),
                            Numbers.distance(first.after()) + " of " + Numbers.number(first.allowed()) + " "
                                    + first.measure().unit() + " allowed",
                            "",
                            first.id());
                })
                .toList();
    }

    private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> key) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        all.forEach(each ->
                groups.computeIfAbsent(key.apply(each), k -> new ArrayList<>()).add(each));
        return groups;
    }

    private static String where(VerdictChange change) {
        return where(change.id()) + (change.tensor().isEmpty() ? "" : " " + change.tensor());
    }

    /** A relation's id has its kind in front, and its name behind. */
    private static String where(String id) {
        String[] parts = id.split("/", -1);
        if (parts[0].equals("relation") && parts.length > 3) {
            return parts[1] + " " + parts[2] + " " + parts[3];
        }
        return parts.length > 1 ? parts[0] + " " + parts[1] : id;
    }

    private static double times(VerdictChange change) {
        if (change.allowedUnits() == null) {
            return 0;
        }
        return change.units() == null ? Double.POSITIVE_INFINITY : change.units() / change.allowedUnits();
    }

    private static String worst(VerdictChange change) {
        if (change.allowedUnits() == null) {
            return "";
        }
        double units = change.units() == null ? Double.POSITIVE_INFINITY : change.units();
        return "worst " + Numbers.distance(units) + " of " + Numbers.number(change.allowedUnits()) + " units allowed";
    }

    /** Returns how many cases, and how far off the worst is. */
    public String extent() {
        return Plural.of(count, "case") + (worst.isEmpty() ? "" : ", " + worst);
    }
}
