package io.lossparity.report.stream;

import io.lossparity.kit.expect.ExpectationProblems;
import io.lossparity.kit.expect.Expectations.Covering;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides from the lines of a report whether the port conforms, as the run did. */
final class ReportDecision {
    /** Why a run ended early; what {@link io.lossparity.kit.check.ConformanceRun} says. */
    private static final Pattern STOPPED = Pattern.compile("(?:stopped|given up (?:after|with) .*,) at (\\S+)");

    private ReportDecision() {}

    /**
     * Decides.
     *
     * @param totals the counts of the cases
     * @param relationTotals the counts of the relations; null if none were asked for
     * @param stopped why the run ended early; empty if it did not
     */
    static Gate.Decision of(
            ReportHeader header,
            Totals totals,
            List<CaseLine> cases,
            RelationTotals relationTotals,
            List<RelationLine> relations,
            List<String> stopped) {
        List<Covering> patterns = patterns(header);
        ExpectationProblems problems = new ExpectationProblems(patterns);
        for (CaseLine line : cases) {
            if (line.expectation() != null) {
                problems.add(line.id(), line.expectation());
            }
        }
        boolean toItsEnd = stopped.isEmpty();
        Gate.Decision ofCases = Gate.decide(
                totals,
                header.expectedCases(),
                problems.list(header.whole() && toItsEnd),
                toItsEnd ? ReportTotals.undelivered(header, cases) : List.of());
        if (!toItsEnd) {
            List<String> reasons = new ArrayList<>(stopped);
            reasons.addAll(ofCases.reasons());
            ofCases = new Gate.Decision(false, false, reasons);
        }
        boolean all = header.whole()
                && relationTotals != null
                && relationTotals.usual()
                && relationTotals.total() == relationTotals.expected();
        return Gate.decide(ofCases, relationTotals, RelationLine.problems(patterns, relations, all));
    }

    /**
     * Checks that a footer's decision follows from the lines.
     *
     * @throws IllegalArgumentException if it does not; the message names the field
     */
    static void check(RunReport report, Totals totals) {
        ReportFooter footer = report.footer();
        Gate.Decision said = new Gate.Decision(footer.conforms(), footer.asExpected(), footer.reasons());
        Gate.Decision follows =
                of(report.header(), totals, report.cases(), footer.relations(), report.relations(), stopped(report));
        CaseRules.require(
                said.conforms() == follows.conforms(),
                "conforms: it is " + said.conforms() + ", but by its lines it is " + follows.conforms());
        CaseRules.require(
                said.asExpected() == follows.asExpected(),
                "asExpected: it is " + said.asExpected() + ", but by its lines it is " + follows.asExpected());
        CaseRules.require(
                said.reasons().equals(follows.reasons()),
                "reasons: they are " + said.reasons() + ", but by its lines they are " + follows.reasons());
    }

    /** Only the reason itself says that a run ended early; no port gains by it. */
    private static List<String> stopped(RunReport report) {
        List<String> reasons = report.footer().reasons();
        List<CaseLine> cases = report.cases();
        if (reasons.isEmpty() || cases.isEmpty()) {
            return List.of();
        }
        Matcher matcher = STOPPED.matcher(reasons.get(0));
        String last = cases.get(cases.size() - 1).id();
        return matcher.matches() && matcher.group(1).equals(last) ? reasons.subList(0, 1) : List.of();
    }

    private static List<Covering> patterns(ReportHeader header) {
        return header.expectations() == null
                ? List.of()
                : header.expectations().patterns().stream()
                        .map(pattern -> new Covering(
                                pattern.pattern(),
                                pattern.line(),
                                pattern.kind(),
                                pattern.title(),
                                pattern.cap(),
                                pattern.passes()))
                        .toList();
    }
}
