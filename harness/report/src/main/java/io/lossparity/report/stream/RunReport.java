package io.lossparity.report.stream;

import java.util.List;

/**
 * A complete report.
 *
 * @param header the port, the golden data, the machine and the selection
 * @param cases a line per case, in the order of the run
 * @param relations a line per relation, in the order of the run
 * @param diagnoses what is wrong with the losses that have failing cases
 * @param footer the counts and the decision
 */
public record RunReport(
        ReportHeader header,
        List<CaseLine> cases,
        List<RelationLine> relations,
        List<DiagnosisLine> diagnoses,
        ReportFooter footer) {
    /** Makes the lists unmodifiable. */
    public RunReport {
        cases = List.copyOf(cases);
        relations = List.copyOf(relations);
        diagnoses = List.copyOf(diagnoses);
    }

    /** Makes a report without relations. */
    public RunReport(ReportHeader header, List<CaseLine> cases, List<DiagnosisLine> diagnoses, ReportFooter footer) {
        this(header, cases, List.of(), diagnoses, footer);
    }

    /** Makes a report that has only cases. */
    public RunReport(ReportHeader header, List<CaseLine> cases, ReportFooter footer) {
        this(header, cases, List.of(), List.of(), footer);
    }
}
