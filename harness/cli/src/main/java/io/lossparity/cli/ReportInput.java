package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportReader;
import java.nio.file.Path;
import picocli.CommandLine;

/** Reads the reports that commands are given. */
final class ReportInput {
    private ReportInput() {}

    /**
     * Reads a report.
     *
     * @throws io.lossparity.kit.input.RefusedInputException if there is no such file, it can't be read, or it is not a
     *     whole report that agrees with itself and with the golden data that come along, if it is of these
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
                            + " that do not come along, so its cases are not checked against them");
        }
        return report;
    }
}
