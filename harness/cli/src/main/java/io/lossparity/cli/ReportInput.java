package io.lossparity.cli;

import io.lossparity.kit.report.RunReport;
import io.lossparity.kit.report.RunReportReader;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the reports that commands are given. */
final class ReportInput {
    private ReportInput() {}

    /**
     * Reads a report.
     *
     * @throws ParameterException if there is no such file, or it can't be read
     * @throws io.lossparity.kit.report.BrokenReportException if it is no whole report
     */
    static RunReport read(Path file, CommandLine command) {
        try {
            return RunReportReader.read(file);
        } catch (IOException e) {
            throw new ParameterException(command, "can't read " + file + ": " + UnwritableException.reason(e), e);
        }
    }
}
