package io.lossparity.kit.report;

import java.util.List;

/**
 * A whole report.
 *
 * @param header what was asked, of whom, and where
 * @param cases a line per case, in the order of the run
 * @param footer the counts and the decision
 */
public record RunReport(ReportHeader header, List<CaseLine> cases, ReportFooter footer) {
    /** Makes the list unmodifiable. */
    public RunReport {
        cases = List.copyOf(cases);
    }
}
