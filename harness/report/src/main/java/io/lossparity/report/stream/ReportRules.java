package io.lossparity.report.stream;

import static io.lossparity.report.stream.CaseRules.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.text.Glob;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.report.schema.SchemaReader;
import io.lossparity.report.stream.ReportHeader.Expectations.Pattern;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report's summaries must follow from its own lines. A broken rule is an {@link IllegalArgumentException} whose
 * message names the field and the rule.
 */
final class ReportRules {
    private final ReportHeader header;
    private final List<Pattern> patterns;
    private final List<Glob> globs;

    ReportRules(ReportHeader header) {
        instant("startedAt", header.startedAt());
        this.header = header;
        patterns = header.expectations() == null
                ? List.of()
                : header.expectations().patterns();
        globs = patterns.stream().map(pattern -> new Glob(pattern.pattern())).toList();
    }

    /** Checks the line of a case against itself and the header. */
    void check(CaseLine line) {
        CaseRules.check(line);
        require(
                header.takes(line.loss(), line.dtype(), line.id(), line.asked().flags()),
                "id: the selection in the header does not take " + line.id());
        checkExpectation(line.id(), line.expectation(), line.verdict() == CaseVerdict.PASSED);
    }

    /** Checks the line of a relation against itself and the header. */
    void check(RelationLine line) {
        require(
                line.id().startsWith("relation/" + line.loss() + "/" + line.dtype() + "/" + line.relation() + "/"),
                "id: must begin with relation, loss, dtype and the relation's name");
        require(
                header.takesRelation(line.loss(), line.dtype(), line.id()),
                "id: the selection in the header does not take " + line.id());
        boolean holds = line.verdict() == RelationVerdict.HOLDS;
        require(!holds || line.worst() <= 1, "worst: it is " + line.worst() + ", but the relation holds");
        checkExpectation(line.id(), line.expectation(), holds);
        if (line.expectation() != null) {
            Outcome outcome = line.expectation().outcome();
            boolean agrees = switch (outcome) {
                case MET, WORSE, OTHER_REASON -> !line.harmless();
                case UNEXPECTED_PASS -> holds;
                case UNSUPPORTED -> line.verdict() == RelationVerdict.UNSUPPORTED;
                case OVERLAP -> true;
            };
            require(
                    agrees,
                    "expectation: its outcome is '" + outcome.word() + "', but the verdict is '"
                            + line.verdict().word()
                            + "'");
        }
    }

    private void checkExpectation(String id, ExpectedFailure expectation, boolean passed) {
        boolean relation = id.startsWith("relation/");
        boolean covered = false;
        boolean listed = false;
        for (int i = 0; i < patterns.size(); i++) {
            Pattern pattern = patterns.get(i);
            if (pattern.pattern().startsWith("relation/") != relation
                    || !globs.get(i).matches(id)) {
                continue;
            }
            covered |= !(passed && pattern.passes());
            listed |= expectation != null
                    && pattern.pattern().equals(expectation.pattern())
                    && pattern.kind() == expectation.kind()
                    && pattern.title().equals(expectation.title());
        }
        require(!covered || expectation != null, "expectation: a pattern in the header covers it, but it has none");
        require(expectation == null || listed, "expectation: the header has no such pattern that covers it");
    }

    /** Checks that the diagnosis of a loss names only cases that exist and did not pass. */
    void check(DiagnosisLine line, Map<String, CaseLine> cases) {
        long notPassed = cases.values().stream()
                .filter(other -> other.loss().equals(line.loss()))
                .filter(other -> other.verdict().wrong())
                .count();
        long refusals =
                line.refusals().stream().mapToLong(DiagnosisLine.Refusal::count).sum();
        require(
                Math.max(line.failing(), refusals) <= notPassed,
                "failing: it is " + line.failing() + ", and refusals " + refusals + ", but " + notPassed
                        + " cases did not pass");
        require(
                line.compared() <= line.failing(),
                "compared: it is " + line.compared() + ", more than the failing " + line.failing());
        long matched = line.explanations().stream()
                .mapToLong(DiagnosisLine.Explanation::matched)
                .sum();
        require(
                matched <= line.compared(),
                "explanations: they match " + matched + ", more than the compared " + line.compared());
        Unexplained rest = line.unexplained();
        require(
                rest == null || (rest.cases() <= rest.of() && rest.of() <= notPassed),
                "unexplained: it has more cases than did not pass");
        Stream.concat(
                        line.explanations().stream().map(DiagnosisLine.Explanation::cases),
                        line.refusals().stream().map(DiagnosisLine.Refusal::cases))
                .flatMap(List::stream)
                .forEach(id -> {
                    CaseLine named = cases.get(id);
                    require(named != null, "cases: it names the case " + id + ", which is not there");
                    require(
                            named.loss().equals(line.loss()) && named.verdict() != CaseVerdict.PASSED,
                            "cases: it names the case " + id + ", which passed or is of another loss");
                });
    }

    /** Checks the footer against all other lines. */
    static void check(RunReport report) {
        ReportFooter footer = report.footer();
        instant("finishedAt", footer.finishedAt());
        if (footer.counts().cases() != report.cases().size()) {
            throw new IllegalArgumentException(
                    "cases: the footer says " + footer.counts().cases() + " cases, but there are "
                            + report.cases().size());
        }
        checkRelations(report.relations(), footer.relations());
        Totals totals = ReportTotals.of(report.cases());
        ReportFooter follows = ReportFooter.of(
                totals,
                footer.relations(),
                new Gate.Decision(footer.conforms(), footer.asExpected(), footer.reasons()),
                footer.finishedAt());
        if (!follows.equals(footer)) {
            throw new IllegalArgumentException(difference(footer, follows));
        }
        ReportDecision.check(report, totals);
    }

    private static void checkRelations(List<RelationLine> relations, RelationTotals said) {
        if (said == null) {
            require(
                    relations.isEmpty(),
                    "relations: there are " + relations.size() + " relations, but the footer does not count them");
            return;
        }
        RelationTotals found = RelationLine.totals(said.scope(), said.seed(), said.expected(), relations);
        require(
                found.equals(said),
                "relations: the footer says of the relations: " + said.words() + ", but: " + found.words());
    }

    /** Names the fields of a footer that differ from what the lines give. */
    private static String difference(ReportFooter said, ReportFooter follows) {
        JsonNode given = SchemaReader.mapper().valueToTree(said);
        JsonNode right = SchemaReader.mapper().valueToTree(follows);
        Stream<String> names = Stream.concat(fieldNames(given), fieldNames(right));
        return names.distinct()
                .filter(name -> !given.path(name).equals(right.path(name)))
                .map(name -> name + ": it is " + given.path(name) + ", but by its lines it is " + right.path(name))
                .collect(Collectors.joining("; "));
    }

    private static Stream<String> fieldNames(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey);
    }

    private static void instant(String field, String text) {
        try {
            Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(field + ": '" + text + "' is not an instant", e);
        }
    }
}
