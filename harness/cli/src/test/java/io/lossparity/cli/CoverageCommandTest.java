package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        CommandRun run = CommandRun.of("suite", "coverage", "--untested", "--markdown", markdown.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("Every untested pair has its reason."), run::all);
        assertEquals(
                Files.readString(ROOT.resolve("golden-data/COVERAGE.md")),
                Files.readString(markdown),
                "golden-data/COVERAGE.md is stale: ./lossparity suite coverage --markdown golden-data/COVERAGE.md");
        assertCountsComeFirst(run, Files.readString(markdown));
        assertTrue(Files.readAllLines(markdown).size() < 200, "nobody reads so long a page");
    }

    /** What is untested is said as loudly as what is tested, and each untested pair is in the list. */
    private static void assertCountsComeFirst(CommandRun run, String markdown) {
        Matcher counts = Pattern.compile(
                        "(\\d+) of (\\d+) pairs of settings are tested, (\\d+) are untested with a reason, 0 are untested without one\\.\n")
                .matcher(run.out());
        assertTrue(counts.lookingAt(), run::out);
        int untested = Integer.parseInt(counts.group(3));
        assertEquals(Integer.parseInt(counts.group(2)), Integer.parseInt(counts.group(1)) + untested);
        assertEquals(
                untested,
                run.out()
                        .lines()
                        .filter(line -> line.matches("\\w+Loss: .* with .*: .*"))
                        .count());
        String words = counts.group().strip();
        assertTrue(markdown.contains("# What the golden data cover\n\n" + words + "\n"), markdown);
    }
}
