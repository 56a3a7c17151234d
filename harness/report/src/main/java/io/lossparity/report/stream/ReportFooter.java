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
 * @param counts how many cases came out how; its components stand beside the others in JSON
 * @param distances how far port and PyTorch are from the truth, per loss, element type and tensor; left out if that is
 *     not known, or in a report that is older
 * @param partial how many cases were judged without one of their gradients, because the port declares not to have it
 * @param withoutGradients which gradients these are; left out if there are none
 * @param relations the counts of the relations; left out if there are none
 * @param conforms whether the port conforms
 * @param asExpected whether every case passed, is not supported, or failed as the port's expectations file says
 * @param reasons why the port does not conform, or is not as expected; empty if it does and is
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

    /** Returns how much of what was asked could be judged, in words; empty if everything was. */
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
