package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageCommandTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    /** One run, for it reads all of the golden data. */
    @Test
    void committedTableIsWhatTheDataHolds(@TempDir Path folder) throws IOException {
        Path markdown = folder.resolve("COVERAGE.md");
        Path json = folder.resolve("coverage.json");
        CommandRun run = CommandRun.of(
                "coverage",
                "--markdown",
                markdown.toString(),
                "--json",
                json.toString(),
                "--report",
                folder.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("Every untested pair has its reason."), run::all);
        assertEquals(
                Files.readString(ROOT.resolve("golden-data/COVERAGE.md")),
                Files.readString(markdown),
                "golden-data/COVERAGE.md is stale: ./lossparity coverage --markdown golden-data/COVERAGE.md");
        assertTrue(Files.readString(json).startsWith("{\"kind\":\"coverage\",\"formatVersion\":1,"));
        String page = Files.readString(folder.resolve("coverage.html"));
        assertTrue(page.contains("Every pair of settings is tested or has a reason"), page);
        assertFalse(page.contains("Untested without a reason"), page);
        Matcher reference = Pattern.compile("(?:src|href)=\"([^\"#]+)[^\"]*\"").matcher(page);
        while (reference.find()) {
            assertTrue(Files.exists(folder.resolve(reference.group(1))), reference.group());
        }
    }
}
