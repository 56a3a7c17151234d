package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeCommandTest {
    private static final String SOME = "NLLLoss/*/mean/*/typical";

    @TempDir
    Path folder;

    private String check(String name, String... more) {
        String file = folder.resolve(name).toString();
        String[] start = {"check", "--case", SOME, "--json", file};
        String[] args = new String[start.length + more.length];
        System.arraycopy(start, 0, args, 0, start.length);
        System.arraycopy(more, 0, args, start.length, more.length);
        CommandRun run = CommandRun.of(args);
        assertTrue(run.exitCode() < 2, run::all);
        return file;
    }

    @Test
    void shardsMakeTheWhole() throws IOException {
        String whole = check("whole.jsonl");
        String first = check("1.jsonl", "--shard", "1/2");
        String second = check("2.jsonl", "--shard", "2/2");
        Path output = folder.resolve("out/merged.jsonl");
        CommandRun run = CommandRun.of("merge", second, first, "--output", output.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains(" cases passed in 2 shards"), run::all);
        RunReport expected = RunReportReader.read(Path.of(whole));
        RunReport merged = RunReportReader.read(output);
        assertEquals(
                expected.cases().stream().map(CaseLine::id).sorted().toList(),
                merged.cases().stream().map(CaseLine::id).toList());
        assertEquals(expected.header().expectedCases(), merged.header().expectedCases());
        assertEquals(expected.footer().bitEqual(), merged.footer().bitEqual());
    }

    @Test
    void failureInAShardDoesNotConform() {
        String first = check("1.jsonl", "--shard", "1/2", "--port", "doubled");
        String second = check("2.jsonl", "--shard", "2/2", "--port", "doubled");
        CommandRun run = CommandRun.of(
                "merge",
                first,
                second,
                "--output",
                folder.resolve("merged.jsonl").toString());
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("DOES NOT CONFORM: "), run::all);
        String mistake = "`NLLLoss: forward right, gradient doubled` to the bit";
        assertTrue(run.out().matches("(?s).*diagnosis: your \\d+ failing cases equal " + mistake + ".*"), run::all);
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        String first = check("1.jsonl", "--shard", "1/2");
        assertRefused(3, "missing: shard 2/2", first);
        assertRefused(2, "is given twice", first, first);
        assertRefused(2, "can't read ", first, folder.resolve("none.jsonl").toString());
        String other = check("other.jsonl", "--shard", "2/2", "--port", "nll-only");
        assertRefused(3, "different ports", first, other);
        List<String> lines = Files.readAllLines(Path.of(first));
        Path cut = Files.write(folder.resolve("cut.jsonl"), lines.subList(0, lines.size() - 1));
        assertRefused(3, "there is no footer", cut.toString());
    }

    private void assertRefused(int exitCode, String why, String... reports) {
        Path output = folder.resolve("refused.jsonl");
        String[] args = new String[reports.length + 3];
        args[0] = "merge";
        args[1] = "--output";
        args[2] = output.toString();
        System.arraycopy(reports, 0, args, 3, reports.length);
        CommandRun run = CommandRun.of(args);
        assertEquals(exitCode, run.exitCode(), run::all);
        assertTrue(run.err().startsWith("lossparity: "), run::all);
        assertTrue(run.err().contains(why), run::all);
        assertFalse(Files.exists(output));
    }

    @Test
    void unwritableOutputLeavesTheVerdictAndFails() throws IOException {
        String only = check("1.jsonl", "--shard", "1/2");
        String second = check("2.jsonl", "--shard", "2/2");
        Path file = Files.createFile(folder.resolve("file"));
        CommandRun run = CommandRun.of(
                "merge", only, second, "--output", file.resolve("merged.jsonl").toString());
        assertEquals(4, run.exitCode(), run::all);
        assertTrue(run.out().contains("CONFORMS: "), run::all);
        assertTrue(run.err().startsWith("lossparity: can't write "), run::all);
    }
}
