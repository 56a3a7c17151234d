package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected failures on the command line: the port doubles every float32 gradient of our losses. */
class ExpectedFailuresTest {
    private static final String SOME = "NLLLoss/*/mean/weight=absent/ignore=absent/N?-C3-*/typical";
    private static final String HEAD = "[to-fix] doubled gradients\nreason: The gradient is doubled in float32.\n";
    private static final String TRUE = HEAD + "NLLLoss/float32/*  gradient, max units 1.7e7\n";

    @TempDir
    Path folder;

    private CommandRun check(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("expectations.txt"), text);
        List<String> args = new ArrayList<>(List.of("check", "--port", "doubled", "--expectations", file.toString()));
        args.addAll(more.length == 0 ? List.of("--case", SOME) : Arrays.asList(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private CommandRun explain(String caseId) {
        return CommandRun.of(
                "explain",
                "--port",
                "doubled",
                "--expectations",
                folder.resolve("expectations.txt").toString(),
                caseId);
    }

    @Test
    void explainSaysWhatIsExpectedAndWhy() throws IOException {
        String wrong = "NLLLoss/float32/mean/weight=absent/ignore=absent/N2-C3-4/typical";
        Files.writeString(folder.resolve("expectations.txt"), TRUE);
        CommandRun met = explain(wrong);
        assertEquals(0, met.exitCode(), met::all);
        String about = "  This failure is expected: to-fix, doubled gradients, pattern NLLLoss/float32/*\n";
        assertTrue(met.out().contains(about), met::all);
        assertTrue(met.out().contains("  reason: The gradient is doubled in float32.\n"), met::all);
        Files.writeString(folder.resolve("expectations.txt"), HEAD + "NLLLoss/*  gradient, max units 16\n");
        CommandRun worse = explain(wrong);
        assertEquals(1, worse.exitCode(), worse::all);
        assertTrue(worse.out().contains("  but it is otherwise (worse): expected max units 16.0, but"), worse::all);
        CommandRun passes = explain(wrong.replace("float32", "float64"));
        assertEquals(1, passes.exitCode(), passes::all);
        assertTrue(passes.out().contains("  but it is otherwise (unexpected pass): it passed"), passes::all);
    }

    @Test
    void expectedFailuresExitWithZeroAndDoNotConform() throws IOException {
        Path json = folder.resolve("report.jsonl");
        CommandRun run = check(TRUE, "--case", SOME, "--json", json.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("AS EXPECTED: "), run::all);
        assertTrue(run.out().contains(" failed as expected (0 will-not-fix, "), run::all);
        assertFalse(run.out().contains("CONFORM"), run::all);
        assertFalse(run.out().contains("failed: "), run::all);
        RunReport report = RunReportReader.read(json);
        assertTrue(report.footer().asExpected());
        assertFalse(report.footer().conforms());
        assertTrue(report.footer().counts().toFix() > 0);
        assertEquals(report.footer().counts().failed(), report.footer().counts().toFix());
        assertEquals(
                "NLLLoss/float32/*",
                report.header().expectations().patterns().get(0).pattern());
        for (CaseLine line : report.cases()) {
            if (line.verdict() == CaseVerdict.PASSED) {
                assertNull(line.expectation(), line.id());
            } else {
                assertTrue(line.failedAsExpected(), line.id());
                assertEquals(ExpectedFailure.Kind.TO_FIX, line.expectation().kind());
            }
        }
    }

    @Test
    void anUnexpectedFailureIsNotHidden() throws IOException {
        CommandRun run = check(HEAD + "NLLLoss/float32/*/N2-C3-4/*  gradient, max units 1.7e7\n");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("NOT AS EXPECTED"), run::all);
        assertTrue(
                run.out().matches("(?s).* of these as expected \\(0 will-not-fix, \\d+ to-fix\\), [1-9]\\d* not.*"),
                run::all);
        assertTrue(run.out().contains("\n  NLLLoss  the gradient is doubled ("), run::all);
    }

    @Test
    void aPassIsAFailure() throws IOException {
        CommandRun run = check(HEAD + "NLLLoss/*  gradient, max units 1.7e7\n");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains(" expected to fail, but passed: NLLLoss/float64/"), run::all);
        assertTrue(run.out().contains("(to-fix: doubled gradients, pattern NLLLoss/*): it passed"), run::all);
    }

    @Test
    void aPassStopsWithFailFast() throws IOException {
        CommandRun run = check(HEAD + "NLLLoss/*  gradient, max units 1.7e7\n", "--case", SOME, "--fail-fast");
        assertTrue(run.out().contains("stopped at NLLLoss/float64/"), run::all);
        assertEquals(0, check(TRUE, "--case", SOME, "--fail-fast").exitCode());
    }

    @Test
    void aWorseErrorIsAFailure() throws IOException {
        CommandRun run = check(HEAD + "NLLLoss/float32/*  gradient, max units 1.5e7\n");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains(" failed as expected, but worse than the bound: "), run::all);
        assertTrue(run.out().contains("expected max units 1.5E7, but the error is "), run::all);
        assertTrue(
                run.out().contains("(to-fix: doubled gradients, pattern NLLLoss/float32/*): expected max units 1.5E7"),
                run::all);
    }

    @Test
    void anotherReasonIsAFailure() throws IOException {
        CommandRun run = check(HEAD + "NLLLoss/float32/*  output, max units 1.7e7\n");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("failed for another reason: "), run::all);
        assertTrue(run.out().contains("expected output, but it is gradient: grad.input: "), run::all);
    }

    @Test
    void aStalePatternFailsAWholeRunAlone() throws IOException {
        String stale = "[will-not-fix] gone\nreason: It was so once.\nNLLLoss/float32/none/gone  errored\n";
        CommandRun part = check(TRUE + stale);
        assertEquals(0, part.exitCode(), part::all);
        Path file = Files.writeString(folder.resolve("stale.txt"), stale);
        CommandRun whole = CommandRun.of("check", "--expectations", file.toString());
        assertEquals(1, whole.exitCode(), whole::all);
        assertTrue(whole.out().contains("NOT AS EXPECTED"), whole::all);
        assertTrue(
                whole.out().contains("1 pattern is stale, for no case matches: NLLLoss/float32/none/gone (line 3)"),
                whole::all);
    }

    @Test
    void aWildcardIsCapped() throws IOException {
        CommandRun run = check(TRUE, "--loss", "NLLLoss", "--dtype", "float32");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(
                run.out()
                        .matches("(?s).*the pattern NLLLoss/float32/\\* \\(line 3\\) is too wide: it covers \\d+ cases,"
                                + " and may cover 100; narrow it.*"),
                run::all);
    }

    @Test
    void aBrokenFileIsRefused() throws IOException {
        CommandRun run = check("NLLLoss/*\n");
        assertEquals(3, run.exitCode(), run::all);
        assertTrue(run.err().contains("expectations.txt, line 1: a paragraph begins with "), run::all);
        CommandRun none = CommandRun.of(
                "check", "--expectations", folder.resolve("none.txt").toString());
        assertEquals(2, none.exitCode(), none::all);
        assertTrue(none.err().contains("can't read "), none::all);
    }

    @Test
    void aJarBringsItsOwnFile() throws IOException {
        Path jar = folder.resolve("port.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/lossparity/expectations.txt"));
            out.write(TRUE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.closeEntry();
        }
        assertEquals(
                1,
                new PortSource(jar + "#doubled")
                        .expectations()
                        .orElseThrow()
                        .in(io.lossparity.kit.expect.Surroundings.here("1"))
                        .patterns()
                        .size());
        assertTrue(new PortSource("doubled").expectations().isEmpty());
    }

    @Test
    void theRepositoryHasTheFileOfANamedPort() throws IOException {
        Path file = folder.resolve("harness/ports/doubled/expectations.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, TRUE);
        System.setProperty(ExpectationsOptions.HOME, folder.toString());
        try {
            CommandRun run = CommandRun.of("check", "--port", "doubled", "--case", SOME);
            assertEquals(0, run.exitCode(), run::all);
            assertTrue(run.out().contains("expected failures: harness/ports/doubled/expectations.txt"), run::all);
            CommandRun without = CommandRun.of("check", "--port", "doubled", "--case", SOME, "--no-expectations");
            assertEquals(1, without.exitCode(), without::all);
            assertTrue(without.out().contains("DOES NOT CONFORM"), without::all);
        } finally {
            System.clearProperty(ExpectationsOptions.HOME);
        }
    }
}
