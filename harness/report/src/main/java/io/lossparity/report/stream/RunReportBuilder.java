package io.lossparity.report.stream;

import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.spi.LossCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes a report in memory, case by case, for those who render it right after the run. */
public final class RunReportBuilder {
    private final ReportHeader header;
    private final List<CaseLine> cases = new ArrayList<>();
    private final List<RelationLine> relations = new ArrayList<>();
    private final List<DiagnosisLine> diagnoses = new ArrayList<>();

    /** Starts a report. */
    public RunReportBuilder(ReportHeader header) {
        this.header = header;
    }

    /** Adds a case and returns its line. */
    public CaseLine add(LossCall call, CaseResult result) {
        CaseLine line = CaseLine.of(call, result);
        cases.add(line);
        return line;
    }

    /** Adds a relation; after the last case. */
    public void add(RelationLine line) {
        relations.add(line);
    }

    /** Adds what is wrong with a loss; after the last case. */
    public void add(DiagnosisLine line) {
        diagnoses.add(line);
    }

    /** Returns the report with the footer of a run that ends now. */
    public RunReport finish(Totals totals, Gate.Decision decision) {
        return finish(totals, null, decision);
    }

    /**
     * Returns the report with the footer of a run that ends now.
     *
     * @param relationTotals the counts of the relations, or null
     */
    public RunReport finish(Totals totals, RelationTotals relationTotals, Gate.Decision decision) {
        return new RunReport(
                header,
                cases,
                relations,
                diagnoses,
                ReportFooter.of(totals, relationTotals, decision, Instant.now().toString()));
    }
}
