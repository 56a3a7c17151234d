package io.lossparity.cli;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.report.stream.BrokenReportException;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import io.lossparity.spi.DType;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the cases of a report with the golden data that its header names. */
final class ReportedCases {
    private ReportedCases() {}

    /** Returns whether the report is about exactly these golden data, by the hash of the manifest. */
    static boolean areOf(GoldenData data, RunReport report) {
        return report.header().data().manifestSha256().equals(data.manifestSha256());
    }

    /**
     * Checks that the report has exactly the cases that its selection takes from the data, unless it says that some
     * were not run.
     *
     * @param name the report's name in messages
     * @throws BrokenReportException if the report has other cases, or the header's count differs from the data's
     */
    static void check(String name, RunReport report, GoldenData data) {
        Set<String> selected = data.caseIds(selection(report.header()));
        long expected = report.header().expectedCases();
        if (expected != selected.size()) {
            throw broken(name, "expectedCases: it is " + expected + ", but the golden data have " + selected.size());
        }
        Set<String> reported = report.cases().stream().map(CaseLine::id).collect(Collectors.toSet());
        Set<String> invented = new HashSet<>(reported);
        invented.removeAll(selected);
        if (!invented.isEmpty()) {
            throw broken(
                    name,
                    "id: the golden data have no case "
                            + invented.stream().sorted().findFirst().orElse(""));
        }
    }

    private static CaseSelection selection(ReportHeader header) {
        ReportHeader.Selection asked = header.selection();
        return CaseSelection.all()
                .withLosses(asked.losses())
                .withDTypes(asked.dtypes().stream().map(DType::ofTorchName).toList())
                .withGlobs(asked.cases())
                .withFlags(asked.flags());
    }

    private static BrokenReportException broken(String name, String why) {
        return new BrokenReportException("broken report " + name + ": " + why, null);
    }
}
