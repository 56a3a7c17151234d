package io.lossparity.cli;

import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.report.DiagnosisLine;
import io.lossparity.kit.report.ReportHeader;
import io.lossparity.kit.report.RunReport;
import io.lossparity.kit.report.RunReportBuilder;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.report.markdown.JobSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The summary of a GitHub job: Markdown appended to the file that the variable {@code GITHUB_STEP_SUMMARY} names, if it
 * is set.
 */
final class StepSummary {
    /** The property that stands in for the variable where a virtual machine can't change its own environment. */
    static final String PROPERTY = "lossparity.step-summary";

    private final Path file;
    private final RunReportBuilder report;
    private String problem;

    private StepSummary(Path file, ReportHeader header) {
        this.file = file;
        this.report = file == null ? null : new RunReportBuilder(header);
    }

    /** Starts collecting, if there is a file to write to. */
    static StepSummary start(ReportHeader header) {
        return new StepSummary(file(), header);
    }

    /** Appends the summary of a finished report, and returns what went wrong. */
    static Optional<String> append(RunReport report) {
        StepSummary summary = new StepSummary(file(), report.header());
        if (summary.file != null) {
            summary.write(report);
        }
        return summary.problem();
    }

    private static Path file() {
        String name = System.getProperty(PROPERTY, System.getenv("GITHUB_STEP_SUMMARY"));
        return name == null || name.isBlank() ? null : Path.of(name);
    }

    /** Takes the result of a case. */
    void add(GoldenCase goldenCase, CaseResult result) {
        if (report != null) {
            report.add(goldenCase.call(), result);
        }
    }

    /** Appends the summary. */
    void finish(ConformanceRun.Result result, List<DiagnosisLine> diagnoses) {
        if (report != null) {
            diagnoses.forEach(report::add);
            write(report.finish(result.totals().overall(), result.decision()));
        }
    }

    /** Returns why there is no summary although one was asked for. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void write(RunReport finished) {
        try {
            Files.writeString(
                    file,
                    JobSummary.render(finished) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            problem = "can't write " + file + ": " + ReportFile.reason(e);
        }
    }
}
