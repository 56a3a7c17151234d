package io.lossparity.render.html.model;

import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The classes of failures that the port's expectations file names, and their results.
 *
 * @param file the file that they come from
 * @param classes the classes in the file's order
 */
public record ExpectedFailures(String file, List<FailureClass> classes) {
    private static final int MOST_SHOWN = 6;

    /** None. */
    static final ExpectedFailures NONE = new ExpectedFailures("", List.of());

    /** Makes the list unmodifiable. */
    public ExpectedFailures {
        classes = List.copyOf(classes);
    }

    /**
     * A class of failures.
     *
     * @param kind will-not-fix or to-fix
     * @param title its name
     * @param reason why the port fails; empty if no case has a reason
     * @param patterns which cases and relations it covers
     */
    public record FailureClass(String kind, String title, String reason, List<Pattern> patterns) {
        /** Makes the list unmodifiable. */
        public FailureClass {
            patterns = List.copyOf(patterns);
        }

        /** Returns how many cases and relations it covers. */
        public long covered() {
            return patterns.stream().mapToLong(Pattern::covered).sum();
        }

        /** Returns how many of them failed as expected. */
        public long met() {
            return patterns.stream().mapToLong(Pattern::met).sum();
        }

        /** Returns whether its patterns are shown unfolded, because they are few or one of them has a problem. */
        public boolean unfolded() {
            return patterns.size() <= MOST_SHOWN
                    || patterns.stream().anyMatch(pattern -> pattern.otherwise() || pattern.covered() == 0);
        }
    }

    /**
     * A pattern of ids.
     *
     * @param pattern the pattern
     * @param line its line in the file
     * @param covered how many cases or relations it covers
     * @param met how many of them failed as expected
     * @param example the first case that it covers; empty if it covers none, or relations
     * @param page the page of that case's loss
     */
    public record Pattern(String pattern, int line, long covered, long met, String example, String page) {
        /** Returns the result of the cases in a word or two. */
        public String words() {
            return covered == 0 ? "covers nothing here" : covered == met ? "all" : Numbers.count(met);
        }

        /** Returns whether one of its cases did not fail as expected. */
        public boolean otherwise() {
            return met < covered;
        }
    }

    /** Returns the classes of a report. */
    static ExpectedFailures of(RunReport report, Function<String, String> pageOf) {
        return of(report, pageOf, loss -> true, pattern -> true);
    }

    /** Returns the classes that cover cases or relations of a loss. */
    static ExpectedFailures of(RunReport report, Function<String, String> pageOf, String loss) {
        return of(report, pageOf, loss::equals, pattern -> pattern.covered() > 0);
    }

    private static ExpectedFailures of(
            RunReport report, Function<String, String> pageOf, Predicate<String> losses, Predicate<Pattern> shown) {
        ReportHeader.Expectations header = report.header().expectations();
        if (header == null) {
            return NONE;
        }
        Map<String, Count> counts = counts(report, losses);
        Map<String, FailureClass> classes = new LinkedHashMap<>();
        for (ReportHeader.Expectations.Pattern each : header.patterns()) {
            Count count = counts.getOrDefault(each.pattern(), new Count());
            Pattern pattern = new Pattern(
                    each.pattern(),
                    each.line(),
                    count.covered,
                    count.met,
                    count.example,
                    count.example.isEmpty() ? "" : pageOf.apply(count.loss));
            if (shown.test(pattern)) {
                classes.merge(
                        each.kind().word() + " " + each.title(),
                        new FailureClass(each.kind().word(), each.title(), count.reason, List.of(pattern)),
                        ExpectedFailures::joined);
            }
        }
        return new ExpectedFailures(header.file(), List.copyOf(classes.values()));
    }

    private static FailureClass joined(FailureClass one, FailureClass other) {
        List<Pattern> patterns = new ArrayList<>(one.patterns());
        patterns.addAll(other.patterns());
        String reason = one.reason().isEmpty() ? other.reason() : one.reason();
        return new FailureClass(one.kind(), one.title(), reason, patterns);
    }

    /** The cases or relations that a pattern covers. */
    private static final class Count {
        private long covered;
        private long met;
        private String example = "";
        private String loss = "";
        private String reason = "";

        private void add(ExpectedFailure expectation, boolean asExpected) {
            covered++;
            met += asExpected ? 1 : 0;
            reason = expectation.reason();
        }
    }

    private static Map<String, Count> counts(RunReport report, Predicate<String> losses) {
        Map<String, Count> counts = new LinkedHashMap<>();
        for (CaseLine line : report.cases()) {
            if (line.expectation() != null && losses.test(line.loss())) {
                Count count = counts.computeIfAbsent(line.expectation().pattern(), pattern -> new Count());
                count.add(line.expectation(), line.failedAsExpected());
                if (count.example.isEmpty()) {
                    count.example = line.id();
                    count.loss = line.loss();
                }
            }
        }
        for (RelationLine line : report.relations()) {
            if (line.expectation() != null && losses.test(line.loss())) {
                counts.computeIfAbsent(line.expectation().pattern(), pattern -> new Count())
                        .add(line.expectation(), line.failedAsExpected());
            }
        }
        return counts;
    }

    /** Returns whether there are any. */
    public boolean any() {
        return !classes.isEmpty();
    }
}
