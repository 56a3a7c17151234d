package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportReader;
import java.nio.file.Path;
import picocli.CommandLine;

/** Reads the reports that are given to commands. */
final class ReportInput {
    private ReportInput() {}

    /**
     * Reads a report.
     *
     * @throws io.lossparity.kit.input.RefusedInputException if the file does not exist, cannot be read, or is not a
     *     complete and consistent report; if it is about the golden data of this command, it must agree with them too
     */
    static RunReport read(Path file, CommandLine command) {
        RunReport report = RunReportReader.read(file);
        GoldenData data = GoldenData.bundled();
        if (ReportedCases.areOf(data, report)) {
            ReportedCases.check(file.toString(), report, data);
        } else {
            command.getErr()
                    .println("note: " + file + " is of golden data "
                            + report.header().data().dataVersion()
                            + " that are not here, so its cases are not checked against them");
        }
        return report;
    }
}
