package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.CoverageWords;
import io.lossparity.kit.verdict.Distances;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.kit.verdict.WithoutGradient;
import java.util.List;

/**
 * The last line of a report: the counts and the decision.
 *
 * @param counts how many cases have which verdict; in JSON its components are fields of the line
 * @param distances how far port and PyTorch are from the truth, per loss, element type and tensor; left out if not
 *     known, and in older reports
 * @param partial how many cases were judged without one of their gradients, because the port does not have it
 * @param withoutGradients which gradients these are; left out if there are none
 * @param relations the counts of the relations; left out if there are none
 * @param conforms whether the port conforms
 * @param asExpected whether every case passed, is not supported, or failed as the port's expectations file says
 * @param reasons why the port neither conforms nor fails as expected; otherwise empty
 * @param finishedAt when the run ended, as an ISO-8601 instant
 */
public record ReportFooter(
        @JsonUnwrapped Counts counts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Distances> distances,
        long partial,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WithoutGradient> withoutGradients,
        RelationTotals relations,
        boolean conforms,
        boolean asExpected,
        List<String> reasons,
        String finishedAt)
        implements ReportLine {
    /** Makes the lists unmodifiable. */
    public ReportFooter {
        distances = distances == null ? List.of() : List.copyOf(distances);
        withoutGradients = withoutGradients == null ? List.of() : List.copyOf(withoutGradients);
        reasons = List.copyOf(reasons);
    }

    /** Returns how many of the selected cases and relations could be judged, in words; empty if all were. */
    public String coverage() {
        return CoverageWords.of(counts.cases(), counts.unsupported(), partial, relations);
    }

    /** Makes the footer of a run. */
    public static ReportFooter of(Totals totals, Gate.Decision decision, String finishedAt) {
        return of(totals, null, decision, finishedAt);
    }

    /**
     * Makes the footer of a run with relations.
     *
     * @param relations their counts, or null
     * @param decision on cases and relations together
     */
    public static ReportFooter of(Totals totals, RelationTotals relations, Gate.Decision decision, String finishedAt) {
        return new ReportFooter(
                totals.overall().counts(),
                totals.distances(),
                totals.partial(),
                totals.withoutGradients(),
                relations,
                decision.conforms(),
                decision.asExpected(),
                decision.reasons(),
                finishedAt);
    }
}
