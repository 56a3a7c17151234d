package io.lossparity.kit.report;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.spi.LossCall;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Writes a report, line by line, to a temporary file beside the target; the footer moves it into place.
 *
 * <p>A run that ends before its footer leaves the target as it was, and no file of its own: closing the writer, or
 * the end of the virtual machine, deletes what was written so far.
 */
public final class RunReportWriter implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final BufferedWriter out;
    private final ObjectWriter json = ReportFormat.mapper().writerFor(ReportLine.class);

    private RunReportWriter(Path target, Path part) throws IOException {
        this.target = target;
        this.part = part;
        this.out = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
        part.toFile().deleteOnExit();
    }

    /**
     * Starts a report, in a folder that is made if it is missing.
     *
     * @throws IOException if the temporary file can't be written
     */
    public static RunReportWriter create(Path target, ReportHeader header) throws IOException {
        Path absolute = target.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new IOException("it is a folder");
        }
        Files.createDirectories(absolute.getParent());
        String name =
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part";
        RunReportWriter writer = new RunReportWriter(absolute, absolute.resolveSibling(name));
        try {
            writer.write(header);
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * Writes the line of a case, and returns it.
     *
     * @throws IOException if it can't be written
     */
    public CaseLine write(LossCall call, CaseResult result) throws IOException {
        CaseLine line = CaseLine.of(call, result);
        write(line);
        return line;
    }

    /**
     * Writes the footer, moves the report to its place, and returns the footer.
     *
     * @throws IOException if that is not possible; the target is then as it was
     */
    public ReportFooter finish(LossTotals totals, Gate.Decision decision) throws IOException {
        ReportFooter footer = ReportFooter.of(totals, decision, Instant.now().toString());
        write(footer);
        out.close();
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return footer;
    }

    /** Ends writing; without a footer nothing is left behind. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void write(ReportLine line) throws IOException {
        out.write(json.writeValueAsString(line));
        out.write('\n');
    }
}
