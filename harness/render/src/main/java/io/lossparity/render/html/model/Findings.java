package io.lossparity.render.html.model;

import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.report.stream.CaseAxes;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.TensorLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups the cases that did not pass by what is wrong with them. What the mistake is, the diagnosis says. */
final class Findings {
    private static final int MOST = 8;

    private final String loss;
    private final String page;
    private static final Pattern TENSOR = Pattern.compile("[a-z]+\\d*\\[([0-9,]*)]");

    private final List<CaseAxes> all;

    private Findings(String loss, String page, List<CaseAxes> all) {
        this.loss = loss;
        this.page = page;
        this.all = all;
    }

    /** Returns the findings, that of the most unexpected cases first. */
    static List<Finding> of(String loss, String page, List<CaseAxes> all) {
        return new Findings(loss, page, all).list();
    }

    private List<Finding> list() {
        Map<String, List<CaseAxes>> groups = new LinkedHashMap<>();
        for (CaseAxes each : all) {
            if (each.line().verdict().wrong()) {
                groups.computeIfAbsent(what(each.line()), what -> new ArrayList<>())
                        .add(each);
            }
        }
        return groups.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<CaseAxes>> group) -> -unexpected(group.getValue()))
                        .thenComparing(group -> -group.getValue().size()))
                .limit(MOST)
                .map(group -> finding(group.getKey(), group.getValue()))
                .toList();
    }

    private static long unexpected(List<CaseAxes> group) {
        return group.stream().filter(each -> !each.line().failedAsExpected()).count();
    }

    private static Optional<String> expected(List<CaseAxes> group) {
        long met = group.size() - unexpected(group);
        List<String> classes = group.stream()
                .map(CaseAxes::line)
                .filter(CaseLine::failedAsExpected)
                .map(line -> line.expectation().kind().word() + ": "
                        + line.expectation().title())
                .distinct()
                .toList();
        String share = met == group.size()
                ? "fails as expected"
                : "fails as expected in " + Numbers.count(met) + " of these cases";
        return met == 0 ? Optional.empty() : Optional.of(share + " (" + String.join("; ", classes) + ")");
    }

    private Finding finding(String what, List<CaseAxes> group) {
        List<CaseLine> lines = group.stream().map(CaseAxes::line).toList();
        List<String> evidence = new ArrayList<>();
        if (!firstLine(lines.get(0)).isEmpty()) {
            evidence.add("for example: " + firstLine(lines.get(0)));
        }
        expected(group).ifPresent(evidence::add);
        return new Finding(
                loss,
                page,
                Mark.of(lines.get(0).verdict()),
                what + " in " + Numbers.count(lines.size()) + " of " + Numbers.count(all.size()) + " cases",
                evidence,
                simplest(group),
                lines.stream().map(CaseLine::id).collect(Collectors.toSet()));
    }

    private static String what(CaseLine line) {
        if (line.verdict() == CaseVerdict.FAILED) {
            Optional<TensorLine> refused = firstRefused(line);
            // Named by all that is wrong: a tensor that is counted here is wrong in other groups, too.
            String tensor = refused.isEmpty()
                    ? "the answer"
                    : refused(line).map(TensorLine::name).collect(Collectors.joining(" and "));
            String kind = refused.map(TensorLine::mismatch)
                    .map(mismatch -> mismatch == MismatchKind.VALUE ? "values" : mismatch.word())
                    .orElse(line.failure().word());
            return tensor + ": wrong " + kind;
        }
        return line.verdict() == CaseVerdict.ERRORED
                ? "errored: " + brief(firstLine(line))
                : line.verdict().word();
    }

    /** The first line of the message without what comes before its last colon but one: the case and the port. */
    static String firstLine(CaseLine line) {
        String message =
                line.message() == null ? "" : line.message().lines().findFirst().orElse("");
        String prefix = line.id() + ", port ";
        int colon = message.startsWith(prefix) ? message.indexOf(": ", prefix.length()) : -1;
        return colon < 0 ? message : message.substring(colon + 2);
    }

    private static String brief(String text) {
        String general = text.replaceAll("\\d+", "#");
        return general.length() <= 80 ? general : general.substring(0, 80) + "\u2026";
    }

    private static Optional<TensorLine> firstRefused(CaseLine line) {
        return refused(line).findFirst();
    }

    private static Stream<TensorLine> refused(CaseLine line) {
        return line.tensors().stream().filter(tensor -> tensor.mismatch() != null);
    }

    /** Returns how many elements the arguments have together. */
    private static long elements(CaseAxes axes) {
        return axes.line().asked().inputs().values().stream()
                .map(TENSOR::matcher)
                .filter(Matcher::matches)
                .mapToLong(tensor -> Stream.of(tensor.group(1).split(","))
                        .filter(size -> !size.isEmpty())
                        .mapToLong(Long::parseLong)
                        .reduce(1, (a, b) -> a * b))
                .sum();
    }

    /** The plain values first, then the fewest elements. */
    private static String simplest(List<CaseAxes> group) {
        return group.stream()
                .min(Comparator.comparing(
                                (CaseAxes each) -> !each.value(CaseAxes.VALUES).equals("typical"))
                        .thenComparingLong(Findings::elements))
                .orElseThrow()
                .line()
                .id();
    }
}
