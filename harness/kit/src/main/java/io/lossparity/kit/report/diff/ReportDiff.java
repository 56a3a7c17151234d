package io.lossparity.kit.report.diff;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lossparity.kit.report.CaseLine;
import io.lossparity.kit.report.CaseLine.TensorLine;
import io.lossparity.kit.report.ReportHeader;
import io.lossparity.kit.report.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changed from one report to another.
 *
 * @param formatVersion the version of the form in which this is written as JSON
 * @param before the old run
 * @param after the new run
 * @param limits what counts as growth of an error
 * @param verdictChanges the cases whose verdict changed, regressions first
 * @param errorGrowth the errors of passed cases that grew beyond the limits, the largest growth first
 * @param added the ids of cases that only the new report has
 * @param removed the ids of cases that only the old report has
 */
public record ReportDiff(
        int formatVersion,
        Run before,
        Run after,
        DiffLimits limits,
        List<VerdictChange> verdictChanges,
        List<ErrorGrowth> errorGrowth,
        List<String> added,
        List<String> removed) {
    /** The version of the form in which a diff is written as JSON. */
    public static final int FORMAT_VERSION = 1;

    /** Makes the lists unmodifiable. */
    public ReportDiff {
        verdictChanges = List.copyOf(verdictChanges);
        errorGrowth = List.copyOf(errorGrowth);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /**
     * One of the runs.
     *
     * @param port the port's name and version
     * @param dataVersion the version of the golden data
     * @param manifestSha256 the SHA-256 of the manifest
     * @param cases how many cases were run
     * @param passed how many of them passed
     * @param conforms whether the port conformed
     * @param reasons why it did not
     * @param given what commands write after {@code --port}; not in the JSON
     */
    public record Run(
            String port,
            String dataVersion,
            String manifestSha256,
            long cases,
            long passed,
            boolean conforms,
            List<String> reasons,
            @JsonIgnore String given) {
        /** Makes the list unmodifiable. */
        public Run {
            reasons = List.copyOf(reasons);
        }

        private static Run of(RunReport report) {
            ReportHeader header = report.header();
            return new Run(
                    header.port().name() + " " + header.port().version(),
                    header.data().dataVersion(),
                    header.data().manifestSha256(),
                    report.footer().cases(),
                    report.footer().passed(),
                    report.footer().conforms(),
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
            } else if (VerdictChange.between(oldLine, line)) {
                changes.add(VerdictChange.of(oldLine, line));
            } else if (line.verdict().equals("passed")) {
                growth.addAll(growth(oldLine, line, limits));
            }
        }
        changes.sort(Comparator.comparing((VerdictChange change) -> !change.regression())
                .thenComparing(VerdictChange::id));
        growth.sort(ErrorGrowth.LARGEST_FIRST);
        return new ReportDiff(
                FORMAT_VERSION,
                Run.of(before),
                Run.of(after),
                limits,
                changes,
                growth,
                added.stream().sorted().toList(),
                old.keySet().stream().sorted().toList());
    }

    private static List<ErrorGrowth> growth(CaseLine before, CaseLine after, DiffLimits limits) {
        Map<String, TensorLine> old = new LinkedHashMap<>();
        before.tensors().forEach(tensor -> old.put(tensor.name(), tensor));
        return after.tensors().stream()
                .filter(tensor -> old.containsKey(tensor.name()))
                .map(tensor -> ErrorGrowth.between(after.id(), after.dtype(), old.get(tensor.name()), tensor, limits))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns whether a verdict got worse, an error grew beyond the limits, or the port conforms no longer. */
    @JsonProperty
    public boolean regression() {
        return verdictChanges.stream().anyMatch(VerdictChange::regression)
                || !errorGrowth.isEmpty()
                || (before.conforms() && !after.conforms());
    }

    /** Returns whether the runs asked the same golden data. */
    @JsonProperty
    public boolean sameData() {
        return before.manifestSha256().equals(after.manifestSha256());
    }
}
