package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final String SOME = "NLLLoss/*/mean/*/typical";

    @TempDir
    Path folder;

    private String report(String port) {
        Path file = folder.resolve(port + ".jsonl");
        CommandRun.of("check", "--port", port, "--case", SOME, "--json", file.toString());
        return file.toString();
    }

    @Test
    void tellsPortsApartAndExitsWithOne() {
        CommandRun run = CommandRun.of("compare", report("lossparity"), report("doubled"), report("nll-only"));
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("Cases that tell ports apart: "), run::all);
        assertTrue(run.out().contains("passed by lossparity"), run::all);
        assertTrue(run.out().contains("not passed by doubled: failed (gradient)"), run::all);
        assertTrue(run.out().contains("DO NOT CONFORM: "), run::all);
    }

    @Test
    void expectedFailuresAreToldApart() throws IOException {
        String few = "NLLLoss/*/mean/weight=absent/ignore=absent/N?-C3-*/typical";
        Path expectations = Files.writeString(
                folder.resolve("expectations.txt"),
                "[to-fix] doubled gradients\nreason: Doubled.\nNLLLoss/float32/*  gradient, max units 1.7e7\n");
        Path file = folder.resolve("doubled.jsonl");
        CommandRun.of(
                "check",
                "--port",
                "doubled",
                "--relations",
                "none",
                "--case",
                few,
                "--json",
                file.toString(),
                "--expectations",
                expectations.toString());
        Path own = folder.resolve("own.jsonl");
        CommandRun.of("check", "--relations", "none", "--case", few, "--json", own.toString());
        Path pages = folder.resolve("pages");
        CommandRun run = CommandRun.of("compare", own.toString(), file.toString(), "--report", pages.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("not passed by doubled: failed (gradient), to-fix"), run::all);
        assertTrue(run.out().contains("AS EXPECTED: 1 of 2 ports fail, as their expectations files say"), run::all);
        assertTrue(run.out().contains("doubled fails as expected (0 will-not-fix, "), run::all);
        assertTrue(run.out().contains("\"~\" did not as expected"), run::all);
        String overview = Files.readString(pages.resolve("index.html"));
        assertTrue(overview.contains("<span class=\"expect met\">to-fix</span>"), overview);
        assertTrue(overview.matches("(?s).*<span class=\"expect met\">all \\d+ to-fix</span>.*"), overview);
    }

    @Test
    void conformingPortsExitWithZero() throws IOException {
        Path again = folder.resolve("again.jsonl");
        Path own = Path.of(report("lossparity"));
        Files.copy(own, again);
        CommandRun run = CommandRun.of("compare", own.toString(), again.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().endsWith("CONFORM: all of 2 ports\n"), run::all);
    }

    @Test
    void markdownHasTheMatrix() throws IOException {
        String own = report("lossparity");
        String other = report("doubled");
        Path markdown = folder.resolve("ports.md");
        CommandRun.of("compare", own, other, "--markdown", markdown.toString());
        String text = Files.readString(markdown);
        assertTrue(text.contains("### ❌ DO NOT CONFORM: 1 of 2 ports"), text);
        assertTrue(text.contains("| loss | lossparity | doubled |\n|:--|--:|--:|\n| NLLLoss |"), text);
    }

    @Test
    void folderHoldsAnOverviewAndEachReport() throws IOException {
        Path pages = folder.resolve("pages");
        CommandRun run =
                CommandRun.of("compare", report("lossparity"), report("doubled"), "--report", pages.toString());
        assertEquals(1, run.exitCode(), run::all);
        String overview = Files.readString(pages.resolve("index.html"));
        assertTrue(overview.contains("href=\"doubled/NLLLoss.html#case=NLLLoss/float32/"), overview);
        assertTrue(Files.readString(pages.resolve("doubled/NLLLoss.html")).contains("import torch"));
        assertTrue(Files.exists(pages.resolve("lossparity/report.jsonl.gz")));
    }

    @Test
    void whatCannotBeComparedIsRefused() throws IOException {
        String own = report("lossparity");
        assertEquals(2, CommandRun.of("compare", own).exitCode());
        CommandRun twice = CommandRun.of("compare", own, own);
        assertEquals(2, twice.exitCode(), twice::all);
        assertTrue(twice.err().contains("is given twice"), twice::all);
        Path other = folder.resolve("other.jsonl");
        String text = Files.readString(Path.of(own), StandardCharsets.UTF_8);
        Files.writeString(other, text.replaceFirst("\"manifestSha256\":\"..", "\"manifestSha256\":\"00"));
        CommandRun data = CommandRun.of("compare", own, other.toString());
        assertEquals(2, data.exitCode(), data::all);
        assertTrue(data.err().contains("different golden data"), data::all);
        Files.writeString(other, text.substring(0, text.length() / 2));
        assertEquals(3, CommandRun.of("compare", own, other.toString()).exitCode());
    }
}
