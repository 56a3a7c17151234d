package io.lossparity.report.diff;

import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.TensorLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changed from one report to another.
 *
 * @param before the old run
 * @param after the new run
 * @param limits the limits above which growth is reported
 * @param verdictChanges the cases whose verdict changed, and new cases that fail; regressions come first, new cases
 *     first among them
 * @param relationChanges the same of relations
 * @param errorGrowth the errors of passed cases that grew beyond the limits, the largest growth first
 * @param added the ids of cases that only the new report has
 * @param removed the ids of cases that only the old report has
 * @param relationsRemoved the ids of relations that only the old report has although both drew from the same seed
 */
public record ReportDiff(
        Run before,
        Run after,
        DiffLimits limits,
        List<VerdictChange> verdictChanges,
        List<VerdictChange> relationChanges,
        List<ErrorGrowth> errorGrowth,
        List<String> added,
        List<String> removed,
        List<String> relationsRemoved) {
    private static final Comparator<VerdictChange> WORSE_FIRST = Comparator.comparing(
                    (VerdictChange change) -> !change.regression())
            .thenComparing(change -> !change.before().equals(VerdictChange.ABSENT))
            .thenComparing(VerdictChange::id);

    /** Makes the lists unmodifiable. */
    public ReportDiff {
        verdictChanges = List.copyOf(verdictChanges);
        relationChanges = List.copyOf(relationChanges);
        relationsRemoved = List.copyOf(relationsRemoved);
        errorGrowth = List.copyOf(errorGrowth);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /**
     * One of the runs.
     *
     * @param name the port's name
     * @param port the port's name and version
     * @param dataVersion the version of the golden data
     * @param manifestSha256 the SHA-256 of the manifest
     * @param cases how many cases were run
     * @param passed how many of them passed
     * @param relations the counts of the relations in words; empty if none were asked for
     * @param conforms whether the port conformed
     * @param asExpected whether it did, or failed as its expectations file says
     * @param reasons why it did not
     * @param given the text after {@code --port} in commands
     */
    public record Run(
            String name,
            String port,
            String dataVersion,
            String manifestSha256,
            long cases,
            long passed,
            String relations,
            boolean conforms,
            boolean asExpected,
            List<String> reasons,
            String given) {
        /** Makes the list unmodifiable. */
        public Run {
            reasons = List.copyOf(reasons);
        }

        private static Run of(RunReport report) {
            ReportHeader header = report.header();
            return new Run(
                    header.port().name(),
                    header.port().name() + " " + header.port().version(),
                    header.data().dataVersion(),
                    header.data().manifestSha256(),
                    report.footer().counts().cases(),
                    report.footer().counts().passed(),
                    report.footer().relations() == null
                            ? ""
                            : report.footer().relations().words(),
                    report.footer().conforms(),
                    report.footer().asExpected(),
                    report.footer().reasons(),
                    header.port().asGiven());
        }
    }

    /** Compares two reports. */
    public static ReportDiff of(RunReport before, RunReport after, DiffLimits limits) {
        Map<String, CaseLine> old = new LinkedHashMap<>();
        before.cases().forEach(line -> old.put(line.id(), line));
        List<VerdictChange> changes = new ArrayList<>();
        List<ErrorGrowth> growth = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (CaseLine line : after.cases()) {
            CaseLine oldLine = old.remove(line.id());
            if (oldLine == null) {
                added.add(line.id());
                VerdictChange.added(line).ifPresent(changes::add);
                continue;
            }
            Optional<VerdictChange> change = VerdictChange.between(oldLine, line);
            change.ifPresent(changes::add);
            if (change.isEmpty() && line.verdict() == CaseVerdict.PASSED) {
                growth.addAll(growth(oldLine, line, limits));
            }
        }
        changes.sort(WORSE_FIRST);
        growth.sort(ErrorGrowth.LARGEST_FIRST);
        Map<String, RelationLine> oldRelations = new LinkedHashMap<>();
        before.relations().forEach(line -> oldRelations.put(line.id(), line));
        List<VerdictChange> relationChanges = relationChanges(oldRelations, after.relations());
        return new ReportDiff(
                Run.of(before),
                Run.of(after),
                limits,
                changes,
                relationChanges,
                growth,
                added.stream().sorted().toList(),
                old.keySet().stream().sorted().toList(),
                sameRelations(before, after)
                        ? oldRelations.keySet().stream().sorted().toList()
                        : List.of());
    }

    /** Removes the relations that still exist from the old ones. */
    private static List<VerdictChange> relationChanges(Map<String, RelationLine> old, List<RelationLine> lines) {
        List<VerdictChange> changes = new ArrayList<>();
        for (RelationLine line : lines) {
            RelationLine oldLine = old.remove(line.id());
            (oldLine == null ? VerdictChange.added(line) : VerdictChange.between(oldLine, line))
                    .ifPresent(changes::add);
        }
        changes.sort(WORSE_FIRST);
        return changes;
    }

    /** Another seed gives other relations, and a smaller scope gives fewer. */
    private static boolean sameRelations(RunReport before, RunReport after) {
        RelationTotals old = before.footer().relations();
        RelationTotals now = after.footer().relations();
        return old != null && (now == null || (old.scope().equals(now.scope()) && old.seed() == now.seed()));
    }

    private static List<ErrorGrowth> growth(CaseLine before, CaseLine after, DiffLimits limits) {
        Map<String, TensorLine> old = new LinkedHashMap<>();
        before.tensors().forEach(tensor -> old.put(tensor.name(), tensor));
        return after.tensors().stream()
                .filter(tensor -> old.containsKey(tensor.name()))
                .map(tensor -> ErrorGrowth.between(after.id(), old.get(tensor.name()), tensor, limits))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Returns why this is a regression, in words; empty if it is not one. A missing case counts if the golden data are
     * the same, because then it was not run any more.
     */
    public List<String> regressions() {
        List<String> reasons = new ArrayList<>();
        addIf(reasons, count(verdictChanges, false), "case has a worse verdict", "cases have a worse verdict");
        addIf(reasons, count(verdictChanges, true), "new case fails", "new cases fail");
        addIf(reasons, count(relationChanges, false), "relation has a worse verdict", "relations have a worse verdict");
        addIf(reasons, count(relationChanges, true), "new relation does not hold", "new relations do not hold");
        addIf(reasons, errorGrowth.size(), "error grew beyond the limits", "errors grew beyond the limits");
        if (sameData()) {
            addIf(reasons, removed.size(), "case is not run any more", "cases are not run any more");
        }
        addIf(
                reasons,
                relationsRemoved.size(),
                "relation is not checked any more",
                "relations are not checked any more");
        if (before.conforms() && !after.conforms()) {
            reasons.add("the port conforms no longer");
        } else if (before.asExpected() && !after.asExpected()) {
            reasons.add("the port is no longer as expected");
        }
        return reasons;
    }

    private static long count(List<VerdictChange> changes, boolean added) {
        return changes.stream()
                .filter(VerdictChange::regression)
                .filter(change -> change.before().equals(VerdictChange.ABSENT) == added)
                .count();
    }

    private static void addIf(List<String> reasons, long count, String one, String many) {
        if (count > 0) {
            reasons.add(count + " " + (count == 1 ? one : many));
        }
    }

    /** Returns whether this is a regression. */
    public boolean regression() {
        return !regressions().isEmpty();
    }

    /** Returns whether the runs asked ports of the same name. */
    public boolean samePort() {
        return before.name().equals(after.name());
    }

    /** Returns whether the runs asked the same golden data. */
    public boolean sameData() {
        return before.manifestSha256().equals(after.manifestSha256());
    }
}
