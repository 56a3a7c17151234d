package io.lossparity.render.text;

import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.Headline;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.DiagnosisLine.Explanation;
import io.lossparity.report.stream.DiagnosisLine.Refusal;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.Unexplained;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A line of what is wrong with a port.
 *
 * @param loss the loss
 * @param text what is wrong, in words
 * @param count how often, as in {@code 3 of 14 failing cases}
 * @param detail what to add to both where there is room; may be empty
 * @param folded whether the detail can wait, because a mistake of the same loss is named
 * @param example the id of a case or relation that shows it; empty if none is known
 */
public record WhatIsWrong(String loss, String text, String count, String detail, boolean folded, String example) {
    private static final int MOST_NAMED = 4;

    /** Makes a line without details. */
    public WhatIsWrong(String loss, String text, String count, String example) {
        this(loss, text, count, "", false, example);
    }

    /**
     * Returns what is wrong with a port, in the order of the losses: what the diagnosis says, and the relations that do
     * not hold and that no named mistake breaks.
     *
     * @param diagnoses what the diagnosis says
     * @param relations all relations that were checked
     * @param others what the diagnosis does not speak of
     * @param exampleOf the id of a failing case of a loss, where the diagnosis names none
     */
    public static List<WhatIsWrong> of(
            List<DiagnosisLine> diagnoses,
            List<RelationLine> relations,
            List<WhatIsWrong> others,
            UnaryOperator<String> exampleOf) {
        List<WhatIsWrong> all = new ArrayList<>();
        diagnoses.forEach(line -> all.addAll(of(line, exampleOf.apply(line.loss()))));
        all.addAll(others);
        Map<String, List<RelationLine>> broken = new LinkedHashMap<>();
        Set<String> explained = diagnoses.stream()
                .flatMap(line -> line.explanations().stream())
                .flatMap(explanation -> explanation.relations().stream())
                .collect(Collectors.toSet());
        relations.stream()
                .filter(RelationLine::surprising)
                .filter(line -> !explained.contains(line.id()))
                .forEach(line -> broken.computeIfAbsent(line.loss(), loss -> new ArrayList<>())
                        .add(line));
        Set<String> named = diagnoses.stream()
                .filter(line -> !line.explanations().isEmpty())
                .map(DiagnosisLine::loss)
                .collect(Collectors.toSet());
        broken.forEach((loss, lines) -> all.add(ofRelations(loss, lines, named.contains(loss))));
        all.sort(Comparator.comparing(WhatIsWrong::loss)); // stable: within a loss the order stays
        return all;
    }

    private static List<WhatIsWrong> of(DiagnosisLine line, String example) {
        List<WhatIsWrong> mistakes = new ArrayList<>();
        for (Explanation explanation : line.explanations()) {
            int relations = explanation.relations().size();
            String count = share(explanation.matched(), line)
                    + (relations == 0 ? "" : ", " + Plural.of(relations, "relation"));
            mistakes.add(new WhatIsWrong(line.loss(), explanation.name(), count, first(explanation.cases())));
        }
        List<String> remarks = line.remarks();
        if (!remarks.isEmpty()) {
            Unexplained rest = line.unexplained();
            String one = rest == null || rest.example() == null ? example : rest.example();
            boolean named = !line.explanations().isEmpty();
            String first = named ? remarks.get(0) : String.join("; ", remarks);
            String more = named
                    ? String.join(
                            "",
                            remarks.stream()
                                    .skip(1)
                                    .map(remark -> "; " + remark)
                                    .toList())
                    : "";
            mistakes.add(new WhatIsWrong(line.loss(), first, "", more, named, one));
        }
        for (Refusal refusal : line.refusals()) {
            mistakes.add(new WhatIsWrong(line.loss(), refusal.words(), "", first(refusal.cases())));
        }
        return mistakes;
    }

    private static WhatIsWrong ofRelations(String loss, List<RelationLine> lines, boolean named) {
        List<String> names =
                lines.stream().map(RelationLine::relation).distinct().toList();
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        RelationLine first = lines.get(0);
        boolean one = names.size() == 1;
        String rule = one ? ", which says: " + first.formula() : "";
        String firstRule = one ? ": " : " says: " + first.formula() + "; ";
        String problem = Headline.of(first.id(), first.headline());
        return new WhatIsWrong(
                loss,
                "does not hold: " + some + more,
                Plural.of(lines.size(), "relation"),
                rule + "; the first" + firstRule + problem,
                named,
                first.id());
    }

    /** What explains all answers that were compared most likely explains the others. */
    private static String share(int matched, DiagnosisLine line) {
        String all = Plural.of(line.failing(), "failing case");
        if (matched == line.compared()) {
            return line.compared() < line.failing() ? all + ", " + line.compared() + " compared" : all;
        }
        return matched + " of " + line.compared()
                + (line.compared() < line.failing() ? " compared of " + all : " failing cases");
    }

    private static String first(List<String> ids) {
        return ids.isEmpty() ? "" : ids.get(0);
    }

    /** Returns what is wrong, how often and the details, in a sentence. */
    public String sentence() {
        return brief() + detail;
    }

    /** Returns what is wrong and how often. */
    public String brief() {
        return count.isEmpty() ? text : text + " (" + count + ")";
    }
}
