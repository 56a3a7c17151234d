package io.lossparity.cli;

import io.lossparity.render.CaseDetails;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code report}: makes pages and files for other programs from an existing report. */
@Command(
        name = "report",
        description = {
            "Makes HTML, Markdown, JUnit XML and badges from a report, as 'check --report' does, without running the"
                    + " port.",
            "",
            "Inputs, expected values and snippets come from the golden data, if the report was made with the same data;"
                    + " otherwise they are left out. The port's own values are shown as far as the report has them."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  lossparity check --json report.jsonl", "  lossparity report report.jsonl build/report"})
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "REPORT", description = "The report, as JSON lines.")
    private Path source;

    @Parameters(index = "1", paramLabel = "DIR", description = "The folder; an earlier report in it is replaced.")
    private Path folder;

    @Mixin
    private DataOption dataOption;

    ReportCommand() {}

    @Override
    public Integer call() {
        RunReport report = ReportInput.read(source, spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        CaseDetails details = StoredCaseDetails.of(report, dataOption.open(), out);
        try {
            Path stream = folder.resolve(ReportOutputs.STREAM);
            if (!Files.exists(stream) || !Files.isSameFile(source, stream)) {
                RunReportWriter.write(stream, report);
            }
            ReportOutputs.render(report, folder, details, "", out);
        } catch (IOException e) {
            throw new UnwritableException(folder, e);
        }
        return ExitCode.CONFORMS;
    }
}
