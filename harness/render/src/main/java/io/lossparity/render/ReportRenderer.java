package io.lossparity.render;

import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.nio.file.Path;

/** Writes one form of a finished report, such as HTML, into a folder. */
@FunctionalInterface
public interface ReportRenderer {
    /**
     * Writes the files.
     *
     * @param report the whole report
     * @param folder a folder that exists
     * @throws IOException if a file cannot be written
     */
    void render(RunReport report, Path folder) throws IOException;
}
