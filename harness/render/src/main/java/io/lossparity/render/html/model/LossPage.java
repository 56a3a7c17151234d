package io.lossparity.render.html.model;

import io.lossparity.kit.verdict.Distances;
import io.lossparity.report.stream.CaseLine;
import java.util.List;
import java.util.Optional;

/**
 * The page of a loss and a port.
 *
 * @param provenance of what, with what and where
 * @param totals the counts
 * @param text what the loss is; empty if that is not known
 * @param diagnoses which known mistakes explain the cases that failed
 * @param relations what holds without golden data
 * @param expected which failures are expected
 * @param findings what the cases that did not pass have in common
 * @param coverage what was tried
 * @param distributions the errors in numbers
 * @param distances how far port and PyTorch are from the truth
 * @param worst the cases with the greatest errors
 * @param data the cases as JSON without a less-than sign, for the page's own program
 * @param siblings all losses of the port
 * @param above the page over all ports; empty if there is none
 */
public record LossPage(
        Provenance provenance,
        PortLoss totals,
        Optional<LossText> text,
        Diagnoses diagnoses,
        Relations relations,
        ExpectedFailures expected,
        List<Finding> findings,
        Coverage coverage,
        List<Distribution> distributions,
        List<Distances> distances,
        List<WorstCase> worst,
        String data,
        List<PortLoss> siblings,
        String above) {
    /** Makes the lists unmodifiable. */
    public LossPage {
        findings = List.copyOf(findings);
        distributions = List.copyOf(distributions);
        distances = List.copyOf(distances);
        worst = List.copyOf(worst);
        siblings = List.copyOf(siblings);
    }

    /** Returns the loss. */
    public String loss() {
        return totals.loss();
    }

    /** Returns the provenance's shortest form. */
    public String subtitle() {
        return provenance.port() + " against PyTorch "
                + provenance.header().data().torch();
    }

    /** Returns the tensors of a case that have an error or are not accepted. */
    public static List<CaseLine.TensorLine> off(CaseLine line) {
        return line.tensors().stream()
                .filter(tensor -> tensor.mismatch() != null || tensor.greatestUnits() != null)
                .toList();
    }
}
