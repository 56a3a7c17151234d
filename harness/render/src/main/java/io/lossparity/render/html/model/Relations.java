package io.lossparity.render.html.model;

import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.Headline;
import io.lossparity.render.text.Rerun;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What holds of the losses whatever their inputs are, and what does not.
 *
 * @param words the counts in a line; empty if no relation was checked
 * @param kind what a row is about: {@code Loss} or {@code Relation}
 * @param rows the counts
 * @param failures some that do not hold
 * @param more how many more do not hold
 */
public record Relations(String words, String kind, List<Row> rows, List<Failure> failures, long more) {
    private static final int MOST_FAILURES = 5;

    /** Makes the lists unmodifiable. */
    public Relations {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
    }

    /**
     * The relations of one loss, or one relation at all its settings.
     *
     * @param name the loss or the relation
     * @param formula what ought to hold; empty for a loss
     * @param checked how many were checked
     * @param held how many hold
     * @param broken how many do not, or were not answered
     * @param asExpected whether those are expected
     * @param unsupported how many need what the port does not support
     * @param worst the greatest error in units of its allowance, in words
     */
    public record Row(
            String name,
            String formula,
            long checked,
            long held,
            long broken,
            boolean asExpected,
            long unsupported,
            String worst) {
        private static Row of(String name, String formula, List<RelationLine> lines) {
            long held = lines.stream()
                    .filter(line -> line.verdict() == RelationVerdict.HOLDS)
                    .count();
            long broken = lines.stream().filter(line -> !line.harmless()).count();
            boolean surprising = lines.stream().anyMatch(RelationLine::surprising);
            double worst =
                    lines.stream().mapToDouble(line -> line.worst()).max().orElse(0);
            String words = worst == 0 ? "equal" : Numbers.distance(worst);
            return new Row(name, formula, lines.size(), held, broken, !surprising, lines.size() - held - broken, words);
        }

        /** Returns the verdict that stands for all. */
        public Mark mark() {
            return broken > 0 ? Mark.FAILED : held > 0 ? Mark.PASSED : Mark.UNSUPPORTED;
        }

        /** Returns the verdicts in words. */
        public String words() {
            return broken > 0
                    ? broken + (asExpected ? " broken as expected" : " broken")
                    : held > 0 ? "hold" : "unsupported";
        }
    }

    /**
     * A relation that does not hold.
     *
     * @param id its id
     * @param problem what is wrong
     * @param rerun the command that checks it alone
     */
    public record Failure(String id, String problem, String rerun) {}

    /** Returns the relations of a report, loss by loss. */
    static Relations of(RunReport report) {
        String words = report.footer().relations() == null
                ? ""
                : report.footer().relations().words();
        return of(report, words, "Loss", report.relations(), TreeMap::new, RelationLine::loss, line -> "");
    }

    /** Returns the relations of one loss, one by one. */
    static Relations of(RunReport report, String loss) {
        List<RelationLine> lines = report.relations().stream()
                .filter(line -> line.loss().equals(loss))
                .toList();
        long held = lines.stream()
                .filter(line -> line.verdict() == RelationVerdict.HOLDS)
                .count();
        String words = lines.isEmpty() ? "" : held + " of " + lines.size() + " hold";
        return of(report, words, "Relation", lines, LinkedHashMap::new, RelationLine::relation, RelationLine::formula);
    }

    private static Relations of(
            RunReport report,
            String words,
            String kind,
            List<RelationLine> lines,
            Supplier<Map<String, List<RelationLine>>> groupsOf,
            Function<RelationLine, String> key,
            Function<RelationLine, String> formula) {
        Map<String, List<RelationLine>> groups =
                lines.stream().collect(Collectors.groupingBy(key, groupsOf, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        groups.forEach((name, group) -> rows.add(Row.of(name, formula.apply(group.get(0)), group)));
        Map<String, Failure> firstOfItsKind = new LinkedHashMap<>();
        long broken = 0;
        for (RelationLine line : lines) {
            if (line.surprising()) {
                broken++;
                if (firstOfItsKind.size() < MOST_FAILURES) {
                    firstOfItsKind.putIfAbsent(
                            line.loss() + " " + line.relation(),
                            new Failure(
                                    line.id(),
                                    line.relation() + " of " + line.loss() + ": "
                                            + Headline.of(line.id(), line.headline()),
                                    Rerun.relation(report.header().port().asGiven(), line.id())));
                }
            }
        }
        List<Failure> failures = List.copyOf(firstOfItsKind.values());
        return new Relations(words, kind, rows, failures, broken - failures.size());
    }

    /** Returns whether any relation was checked. */
    public boolean any() {
        return !rows.isEmpty();
    }

    /** Returns whether the rows have formulas. */
    public boolean withFormulas() {
        return rows.stream().anyMatch(row -> !row.formula().isEmpty());
    }
}
