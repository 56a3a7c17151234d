package io.lossparity.cli;

import io.lossparity.render.markdown.JobSummary;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The summary of a GitHub job: Markdown appended to the file that the variable {@code GITHUB_STEP_SUMMARY} names, if it
 * is set.
 */
final class StepSummary {
    /** The property that replaces the variable, because a virtual machine cannot change its own environment. */
    static final String PROPERTY = "lossparity.step-summary";

    private StepSummary() {}

    /** Returns whether there is a file to append to. */
    static boolean isWanted() {
        return file() != null;
    }

    /** Appends the summary of a report, if there is a file to append to, and returns the problem, if there was one. */
    static Optional<String> append(RunReport report) {
        return isWanted() ? append(JobSummary.render(report)) : Optional.empty();
    }

    /** Appends Markdown, if there is a file to append to, and returns the problem, if there was one. */
    static Optional<String> append(String markdown) {
        Path file = file();
        if (file == null) {
            return Optional.empty();
        }
        try {
            Files.writeString(
                    file,
                    markdown + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("can't write " + file + ": " + ReportFile.reason(e));
        }
    }

    private static Path file() {
        String name = System.getProperty(PROPERTY, System.getenv("GITHUB_STEP_SUMMARY"));
        return name == null || name.isBlank() ? null : Path.of(name);
    }
}
