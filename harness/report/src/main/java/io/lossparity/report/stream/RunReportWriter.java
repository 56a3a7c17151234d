package io.lossparity.report.stream;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.lossparity.kit.input.PartFiles;
import io.lossparity.report.schema.SchemaReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a report, line by line, to a temporary file beside the target; the footer moves it into place. A report whose
 * name ends in {@code .gz} is packed by gzip.
 *
 * <p>A run that ends before its footer leaves the target unchanged and no other file: closing the writer, or the end of
 * the virtual machine, deletes the temporary file. The next run deletes a file that a killed run left.
 */
public final class RunReportWriter implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final BufferedWriter out;
    private final ObjectWriter json = SchemaReader.mapper().writerFor(ReportLine.class);

    private RunReportWriter(Path target, Path part) throws IOException {
        this.target = target;
        this.part = part;
        this.out = new BufferedWriter(new OutputStreamWriter(stream(target, part), StandardCharsets.UTF_8));
        if (part.getFileSystem() == FileSystems.getDefault()) {
            part.toFile().deleteOnExit();
        }
    }

    private static OutputStream stream(Path target, Path part) throws IOException {
        OutputStream plain = Files.newOutputStream(part);
        try {
            return isPacked(target) ? new GZIPOutputStream(plain) : plain;
        } catch (IOException e) {
            plain.close();
            Files.deleteIfExists(part);
            throw e;
        }
    }

    /** Returns whether a report with this name is packed by gzip, to a tenth of its size. */
    static boolean isPacked(Path file) {
        return file.toString().endsWith(".gz");
    }

    /**
     * Starts a report; creates the folder if it does not exist.
     *
     * @throws IOException if the temporary file cannot be written
     */
    public static RunReportWriter create(Path target, ReportHeader header) throws IOException {
        Path absolute = target.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new IOException("it is a folder");
        }
        if (Files.exists(absolute) && !Files.isRegularFile(absolute)) {
            throw new IOException("it is not a file, but a device or a pipe, which a report would replace");
        }
        Files.createDirectories(absolute.getParent());
        Path part = PartFiles.of(absolute.getParent(), absolute.getFileName().toString());
        RunReportWriter writer = new RunReportWriter(absolute, part);
        try {
            writer.writeLine(header);
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * Writes a whole report.
     *
     * @throws IOException if that is not possible; the target is then unchanged
     */
    public static void write(Path target, RunReport report) throws IOException {
        try (RunReportWriter writer = create(target, report.header())) {
            for (CaseLine line : report.cases()) {
                writer.write(line);
            }
            for (RelationLine line : report.relations()) {
                writer.write(line);
            }
            for (DiagnosisLine line : report.diagnoses()) {
                writer.write(line);
            }
            writer.finish(report.footer());
        }
    }

    /**
     * Writes the line of a case.
     *
     * @throws IOException if it cannot be written
     */
    public void write(CaseLine line) throws IOException {
        writeLine(line);
    }

    /**
     * Writes the line of a relation; after the last case.
     *
     * @throws IOException if it cannot be written
     */
    public void write(RelationLine line) throws IOException {
        writeLine(line);
    }

    /**
     * Writes the diagnosis of a loss; after the last case.
     *
     * @throws IOException if it cannot be written
     */
    public void write(DiagnosisLine line) throws IOException {
        writeLine(line);
    }

    /**
     * Writes the footer and moves the report to its place.
     *
     * @throws IOException if that is not possible; the target is then unchanged
     */
    public void finish(ReportFooter footer) throws IOException {
        writeLine(footer);
        out.close();
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Ends writing; without a footer it leaves no file. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void writeLine(ReportLine line) throws IOException {
        out.write(json.writeValueAsString(line));
        out.write('\n');
    }
}
