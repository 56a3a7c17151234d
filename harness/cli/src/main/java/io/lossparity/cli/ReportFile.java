package io.lossparity.cli;

import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report that a check writes if asked to; once writing fails it is given up, and the check goes on. */
final class ReportFile implements AutoCloseable {
    private final Path file;
    private final ReportHeader header;
    private final List<CaseLine> lines = new ArrayList<>();
    private RunReportWriter writer;
    private RunReport whole;
    private String problem;

    private ReportFile(Path file, ReportHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Starts the report, or nothing if there is no file. */
    static ReportFile start(Path file, ReportHeader header) {
        ReportFile report = new ReportFile(file, header);
        if (file != null) {
            report.attempt(() -> report.writer = RunReportWriter.create(file, header));
        }
        return report;
    }

    /** Writes the line of a case. */
    void add(GoldenCase goldenCase, CaseResult result) {
        if (writer != null) {
            attempt(() -> {
                CaseLine line = CaseLine.of(goldenCase.call(), result);
                writer.write(line);
                lines.add(line);
            });
        }
    }

    /** Writes the relations, what is wrong, and the footer. */
    void finish(ConformanceRun.Result result, CheckedRelations relations, List<DiagnosisLine> diagnoses) {
        if (writer != null) {
            attempt(() -> {
                for (RelationLine relation : relations.lines()) {
                    writer.write(relation);
                }
                for (DiagnosisLine diagnosis : diagnoses) {
                    writer.write(diagnosis);
                }
                ReportFooter footer = ReportFooter.of(
                        result.totals(),
                        relations.totals(),
                        relations.decide(result),
                        Instant.now().toString());
                writer.finish(footer);
                whole = new RunReport(header, lines, relations.lines(), diagnoses, footer);
            });
        }
    }

    /** Returns the report if it was asked for, and is finished and written. */
    Optional<RunReport> whole() {
        return Optional.ofNullable(whole);
    }

    /** Returns why there is no report although one was asked for. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        if (writer != null) {
            attempt(writer::close);
        }
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            problem = new UnwritableException(file, e).getMessage();
            RunReportWriter broken = writer;
            writer = null;
            if (broken != null) {
                attempt(broken::close);
            }
        }
    }

    /** A file system's exception often has the name of the file alone for a message. */
    static String reason(IOException e) {
        String kind = e.getClass() == IOException.class ? "" : e.getClass().getSimpleName() + " ";
        return kind + e.getMessage();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
