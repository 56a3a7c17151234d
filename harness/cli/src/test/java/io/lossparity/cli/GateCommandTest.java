package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.report.stream.RunReportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    /** A scalar that is exact. */
    private static final Pattern EXACT = Pattern.compile(
            "\"shape\":\\[\\],\"count\":1,\"bitEqual\":1,(?<start>\"mismatched\":0,[^{}]*\"maxUlps\":)0");

    /** The same, 3 ulp off. */
    private static final String OFF =
            "\"shape\":[],\"count\":1,\"bitEqual\":0,${start}3,\"greatestUlps\":{\"index\":[],"
                    + "\"expected\":\"1.0\",\"actual\":\"1.0000004\",\"units\":0.0,\"ulps\":3}";

    @TempDir
    static Path reports;

    private static Path report;
    private static Path worse;

    @TempDir
    Path folder;

    private Path budget;

    /** A report, and one in which a single output is 3 ulp off. */
    @BeforeAll
    static void check() throws IOException {
        report = reports.resolve("report.jsonl");
        CommandRun run = CommandRun.of("check", "--loss", "NLLLoss", "--json", report.toString());
        assertEquals(0, run.exitCode(), run::all);
        String text = Files.readString(report);
        Matcher exact = EXACT.matcher(text);
        assertTrue(exact.find());
        String off = exact.replaceFirst(OFF);
        long bitEqual = RunReportReader.read(report).footer().counts().bitEqual();
        worse = reports.resolve("worse.jsonl");
        Files.writeString(worse, off.replace("\"bitEqual\":" + bitEqual, "\"bitEqual\":" + (bitEqual - 1)));
    }

    @BeforeEach
    void chooseABudget() {
        budget = folder.resolve("budget.json");
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
        assertTrue(run.out().contains("    ./lossparity explain NLLLoss/float32/"), run::all);
        assertTrue(run.out().contains("BEYOND THE BUDGET: 2 limits exceeded, 0 quantities without"), run::all);
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
        CommandRun update = gate(report, "--update", "--markdown", markdown.toString());
        assertEquals(0, update.exitCode(), update::all);
    }

    @Test
    void reasonLoosensAndIsKept() throws IOException {
        gate(report, "--update");
        CommandRun run = gate(worse, "--allow-looser", "another exp");
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("1 quantity looser"), run::all);
        assertTrue(Files.readString(budget).contains("\"reason\" : \"another exp\""));
        assertEquals(0, gate(worse).exitCode());
        CommandRun tighter = gate(report);
        assertTrue(tighter.out().contains("--update would tighten it for 1 quantity"), tighter::all);
    }

    @Test
    void wrongUseIsRefused() throws IOException {
        assertEquals(2, gate(report, "--allow-looser", " ").exitCode());
        Files.writeString(budget, "{}");
        CommandRun run = gate(report);
        assertEquals(3, run.exitCode(), run::all);
        assertTrue(run.err().contains("not a budget"), run::all);
        assertFalse(run.all().contains("\tat "), run::all);
    }

    @Test
    void budgetOfOtherGoldenDataDecidesNothing() throws IOException {
        gate(report, "--update");
        String text = Files.readString(budget);
        Files.writeString(budget, text.replaceFirst("\"dataVersion\" : \"", "\"dataVersion\" : \"0."));
        CommandRun run = gate(report);
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("NO DECISION: the budget is of golden data 0."), run::all);
        Path half = folder.resolve("half.jsonl");
        CommandRun.of("check", "--loss", "NLLLoss", "--dtype", "float32", "--json", half.toString());
        CommandRun part = gate(half, "--update");
        assertEquals(1, part.exitCode(), part::all);
        assertTrue(part.out().contains("NOT UPDATED: the budget is of golden data 0."), part::all);
        assertEquals(0, gate(report, "--update").exitCode());
        assertEquals(text, Files.readString(budget));
        assertEquals(0, gate(report).exitCode());
    }

    @Test
    void reportOfLessThanTheBudgetSaysSo() {
        gate(report, "--update");
        Path half = folder.resolve("half.jsonl");
        CommandRun.of("check", "--loss", "NLLLoss", "--dtype", "float32", "--json", half.toString());
        CommandRun run = gate(half);
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(
                run.out().contains("WITHIN THE BUDGET FOR A PART: the report does not select NLLLoss float64"),
                run::all);
        Path other = folder.resolve("other.jsonl");
        CommandRun.of("check", "--loss", "L1Loss", "--json", other.toString());
        assertEquals(1, gate(other).exitCode());
    }

    @Test
    void unwritableBudgetIsAnError() throws IOException {
        budget = Files.createFile(folder.resolve("file")).resolve("budget.json");
        CommandRun run = gate(report, "--update");
        assertEquals(4, run.exitCode(), run::all);
        assertTrue(run.err().startsWith("lossparity: can't write "), run::all);
    }

    /** What is expected to fail has no budget; the rest has. */
    @Test
    void portWithExpectedFailuresHasABudgetForTheRest() throws IOException {
        Path file = folder.resolve("expectations.txt");
        Files.writeString(file, """
                [will-not-fix] doubled gradients
                reason: They are doubled.
                cap: 5000, they all are
                NLLLoss/*  gradient+special-value, any size, may pass
                """);
        Path expected = folder.resolve("expected.jsonl");
        CommandRun check = CommandRun.of(
                "check",
                "--port",
                "doubled",
                "--loss",
                "NLLLoss",
                "--relations",
                "none",
                "--expectations",
                file.toString(),
                "--json",
                expected.toString());
        assertEquals(0, check.exitCode(), check::all);
        assertTrue(gate(expected, "--update").out().startsWith("UPDATED "));
        assertTrue(Files.readString(budget).contains("\"output\""));
        CommandRun run = gate(expected);
        assertEquals(0, run.exitCode(), run::all);
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
