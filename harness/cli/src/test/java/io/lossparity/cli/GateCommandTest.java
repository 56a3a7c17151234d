package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    private static final String EXACT = "\"maxUlps\":0,";

    @TempDir
    Path folder;

    private Path report;
    private Path worse;
    private Path budget;

    /** A report, and one in which a single output is 3 ulp off. */
    @BeforeEach
    void check() throws IOException {
        report = folder.resolve("report.jsonl");
        budget = folder.resolve("budget.json");
        CommandRun run = CommandRun.of("check", "--loss", "NLLLoss", "--json", report.toString());
        assertEquals(0, run.exitCode(), run::all);
        String text = Files.readString(report);
        assertTrue(text.contains(EXACT));
        worse = folder.resolve("worse.jsonl");
        Files.writeString(worse, text.replaceFirst(EXACT, "\"maxUlps\":3,"));
    }

    private CommandRun gate(Path of, String... more) {
        String[] start = {"gate", "--budget", budget.toString(), of.toString()};
        String[] args = new String[start.length + more.length];
        System.arraycopy(start, 0, args, 0, start.length);
        System.arraycopy(more, 0, args, start.length, more.length);
        return CommandRun.of(args);
    }

    @Test
    void budgetIsMadeThenKept() {
        assertEquals(2, gate(report).exitCode());
        CommandRun made = gate(report, "--update");
        assertEquals(0, made.exitCode(), made::all);
        assertTrue(made.out().startsWith("UPDATED "), made::all);
        CommandRun kept = gate(report);
        assertEquals(0, kept.exitCode(), kept::all);
        assertTrue(kept.out().startsWith("WITHIN THE BUDGET"), kept::all);
        assertTrue(gate(report, "--update").out().startsWith("the budget fits already"));
    }

    @Test
    void worseReportIsStoppedWithWhereByHowMuchAndHowToSeeIt() throws IOException {
        gate(report, "--update");
        CommandRun run = gate(worse);
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(
                run.out()
                        .contains(
                                "NLLLoss float32 output: largest error 3 ulp, but the budget is 0 ulp (it was exact)"),
                run::all);
        assertTrue(run.out().contains("    see it alone: ./lossparity explain NLLLoss/float32/"), run::all);
        assertTrue(run.out().contains("BEYOND THE BUDGET: 1 limit exceeded, 0 quantities without"), run::all);
        String before = Files.readString(budget);
        CommandRun update = gate(worse, "--update");
        assertEquals(1, update.exitCode(), update::all);
        assertTrue(update.out().contains("NOT UPDATED"), update::all);
        assertEquals(before, Files.readString(budget));
    }

    @Test
    void markdownTellsTheSame() throws IOException {
        gate(report, "--update");
        Path markdown = folder.resolve("gate.md");
        Path summary = Files.writeString(folder.resolve("summary.md"), "Before.\n\n");
        System.setProperty(StepSummary.PROPERTY, summary.toString());
        try {
            assertEquals(1, gate(worse, "--markdown", markdown.toString()).exitCode());
            String text = Files.readString(markdown);
            assertTrue(text.startsWith("### ❌ Fidelity of lossparity "), text);
            assertTrue(text.contains("| NLLLoss float32 output | largest error | 3 ulp | 0 ulp | `./lossparity"), text);
            assertEquals("Before.\n\n" + text + "\n", Files.readString(summary));
            assertEquals(0, gate(report, "--markdown", markdown.toString()).exitCode());
            assertTrue(Files.readString(markdown).startsWith("### ✅ Fidelity of lossparity "));
            CommandRun run = gate(report, "--markdown", folder.toString());
            assertEquals(4, run.exitCode(), run::all);
            assertTrue(run.out().startsWith("WITHIN THE BUDGET"), run::all);
        } finally {
            System.clearProperty(StepSummary.PROPERTY);
        }
        assertEquals(
                2, gate(report, "--update", "--markdown", markdown.toString()).exitCode());
    }

    @Test
    void reasonLoosensAndIsKept() throws IOException {
        gate(report, "--update");
        CommandRun run = gate(worse, "--update", "--allow-looser", "another exp");
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("1 quantity looser"), run::all);
        assertTrue(Files.readString(budget).contains("\"reason\" : \"another exp\""));
        assertEquals(0, gate(worse).exitCode());
        CommandRun tighter = gate(report);
        assertTrue(tighter.out().contains("--update would tighten it for 1 quantity"), tighter::all);
    }

    @Test
    void wrongUseIsRefused() throws IOException {
        assertEquals(2, gate(report, "--allow-looser", "why").exitCode());
        assertEquals(2, gate(report, "--update", "--allow-looser", " ").exitCode());
        Files.writeString(budget, "{}");
        CommandRun run = gate(report);
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().contains("not a budget"), run::all);
        assertFalse(run.all().contains("\tat "), run::all);
    }

    @Test
    void unwritableBudgetIsAnError() throws IOException {
        budget = Files.createFile(folder.resolve("file")).resolve("budget.json");
        CommandRun run = gate(report, "--update");
        assertEquals(4, run.exitCode(), run::all);
        assertTrue(run.err().startsWith("lossparity: can't write "), run::all);
    }

    @Test
    void reportThatDoesNotConformIsStopped() {
        Path bad = folder.resolve("bad.jsonl");
        CommandRun.of("check", "--port", "doubled", "--loss", "NLLLoss", "--json", bad.toString());
        CommandRun run = gate(bad, "--update");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().startsWith("DOES NOT CONFORM: "), run::all);
        assertTrue(Files.notExists(budget));
    }
}
