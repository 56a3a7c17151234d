package io.lossparity.cli;

import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The report that a check writes if asked to. If writing fails, the report is given up, and the check goes on. */
final class ReportFile implements AutoCloseable {
    private final Path file;
    private RunReportWriter writer;
    private String problem;

    private ReportFile(Path file) {
        this.file = file;
    }

    /** Starts the report. */
    static ReportFile start(Path file, ReportHeader header) {
        ReportFile report = new ReportFile(file);
        report.attempt(() -> report.writer = RunReportWriter.create(file, header));
        return report;
    }

    /** Writes the line of a case. */
    void add(CaseLine line) {
        if (writer != null) {
            attempt(() -> writer.write(line));
        }
    }

    /** Writes the relations, the diagnosis, and the footer. */
    void finish(List<RelationLine> relations, List<DiagnosisLine> diagnoses, ReportFooter footer) {
        if (writer != null) {
            attempt(() -> {
                for (RelationLine relation : relations) {
                    writer.write(relation);
                }
                for (DiagnosisLine diagnosis : diagnoses) {
                    writer.write(diagnosis);
                }
                writer.finish(footer);
            });
        }
    }

    /** Returns why the requested report was not written; empty if it was. */
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

    /** A file system's exception often has only the name of the file as its message. */
    static String reason(IOException e) {
        String kind = e.getClass() == IOException.class ? "" : e.getClass().getSimpleName() + " ";
        return kind + e.getMessage();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
