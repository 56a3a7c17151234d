package io.lossparity.render.html.model;

import io.lossparity.render.html.model.PortReport.LossCases;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.TensorLine;
import java.util.List;
import java.util.Optional;

/**
 * The page of a loss and a port.
 *
 * @param provenance of what, with what and where
 * @param cases its cases and what they show
 * @param text what the loss is; empty if that is not known
 * @param diagnoses which known mistakes explain the cases that failed
 * @param relations what holds without golden data
 * @param expected which failures are expected
 * @param worst the cases with the greatest errors
 * @param data the cases as JSON without a less-than sign, for the page's own program
 * @param siblings all losses of the port
 * @param above the page over all ports; empty if there is none
 */
public record LossPage(
        Provenance provenance,
        LossCases cases,
        Optional<LossText> text,
        Diagnoses diagnoses,
        Relations relations,
        ExpectedFailures expected,
        List<WorstCase> worst,
        String data,
        List<PortLoss> siblings,
        String above) {
    /** Makes the lists unmodifiable. */
    public LossPage {
        worst = List.copyOf(worst);
        siblings = List.copyOf(siblings);
    }

    /** Returns the counts. */
    public PortLoss totals() {
        return cases.totals();
    }

    /** Returns the groups of failing cases that show a mistake. */
    public List<Finding> clusters(Diagnoses.Entry entry) {
        return Finding.among(cases.findings(), entry.examples());
    }

    /** Returns the groups that belong to no mistake. */
    public List<Finding> otherFindings() {
        return Finding.others(cases.findings(), diagnoses.entries().stream().map(this::clusters));
    }

    /** Returns the loss. */
    public String loss() {
        return totals().loss();
    }

    /** Returns the provenance's shortest form. */
    public String subtitle() {
        return provenance.port() + " against PyTorch "
                + provenance.header().data().torch();
    }

    /** Returns the tensors of a case that have an error or are not accepted. */
    public static List<TensorLine> off(CaseLine line) {
        return line.tensors().stream()
                .filter(tensor -> tensor.mismatch() != null || tensor.units().greatest() != null)
                .toList();
    }
}
