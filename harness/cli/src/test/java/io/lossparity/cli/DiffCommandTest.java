package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
    @TempDir
    static Path folder;

    private static String good;
    private static String bad;

    @BeforeAll
    static void check() {
        good = check("good.jsonl", "lossparity");
        bad = check("bad.jsonl", "doubled");
    }

    private static String check(String file, String port) {
        String path = folder.resolve(file).toString();
        CommandRun run =
                CommandRun.of("check", "--port", port, "--case", "NLLLoss/float32/mean/*/typical", "--json", path);
        assertTrue(run.exitCode() < 2, run::all);
        return path;
    }

    @Test
    void sameReportIsNoRegression() {
        CommandRun run = CommandRun.of("diff", good, good);
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().endsWith("no change\n"), run::all);
    }

    @Test
    void worseReportIsARegressionInEveryForm() throws IOException {
        Path markdown = folder.resolve("new/diff.md");
        CommandRun run = CommandRun.of("diff", good, bad, "--markdown", markdown.toString());
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("  worse  passed -> failed (gradient)  NLLLoss float32 grad.input: "), run::all);
        assertTrue(
                Files.readString(markdown).contains("| ❌ | passed → failed (gradient) | NLLLoss float32 grad.input |"),
                () -> run.all());
    }

    @Test
    void betterReportIsNoRegression() {
        CommandRun run = CommandRun.of("diff", bad, good);
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("failed (gradient) -> passed"), run::all);
    }

    @ParameterizedTest
    @CsvSource({"--factor, 0.5", "--floor, -1", "--limit, 0"})
    void wrongUseIsRefused(String option, String value) {
        CommandRun run = CommandRun.of("diff", good, bad, option + "=" + value);
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().contains(option), run::all);
    }
}
