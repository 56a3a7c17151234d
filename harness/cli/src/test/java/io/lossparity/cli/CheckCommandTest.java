package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String SOME = "NLLLoss/*/mean/*/typical";

    @TempDir
    Path folder;

    private static int count(CaseSelection selection) {
        return GoldenData.bundled().count(selection);
    }

    @Test
    void conformingPortExitsWithZero() {
        CommandRun run = CommandRun.of("check", "--case", SOME);
        assertEquals(0, run.exitCode(), run::all);
        int cases = count(CaseSelection.all().withGlobs(List.of(SOME)));
        assertTrue(cases > 0);
        assertTrue(run.out().contains("CONFORMS: " + cases + " cases passed"), run::all);
        assertTrue(run.out().matches("(?s).*NLLLoss +" + cases + " +" + cases + " +100 % .*"), run::all);
        assertEquals("", run.err().replaceAll("  \\d+ of \\d+ cases\\R", ""));
    }

    @Test
    void selectionsNarrowEachOther() {
        CommandRun run = CommandRun.of("check", "--loss", "NLLLoss", "--dtype", "float64", "--case", SOME);
        int cases = count(CaseSelection.all().withGlobs(List.of(SOME.replaceFirst("\\*", "float64"))));
        assertTrue(run.out().contains("CONFORMS: " + cases + " cases passed"), run::all);
    }

    @Test
    void wrongPortExitsWithOneAndSaysWhy() {
        CommandRun run = CommandRun.of("check", "--port", "doubled", "--case", SOME);
        assertEquals(1, run.exitCode(), run::all);
        List<String> order = List.of(
                "DOES NOT CONFORM: ",
                "What is wrong:",
                "  NLLLoss  the gradient is doubled (",
                "           NLLLoss/float32/mean/",
                "loss     cases",
                "to see a case:   ./lossparity explain --port doubled NLLLoss/float32/mean/",
                "to see details:  ./lossparity check --port doubled --case '" + SOME + "' --details",
                "to see pages:    ./lossparity check --port doubled --case '" + SOME + "' --report build/report");
        int from = 0;
        for (String part : order) {
            assertTrue(run.out().indexOf(part, from) >= from, () -> part + " in " + run.all());
            from = run.out().indexOf(part, from);
        }
        assertFalse(run.all().contains("\u001b"), run::all);
    }

    @Test
    void detailsShowCasesInTenLinesAndDistances() {
        CommandRun run = CommandRun.of("check", "--port", "doubled", "--case", SOME, "--details");
        List<String> lines = run.out().lines().toList();
        int first = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("failed: NLLLoss/float32/"))
                .findFirst()
                .orElseThrow());
        assertTrue(lines.subList(first, lines.size()).indexOf("") <= 10, run::all);
        assertTrue(lines.get(first + 1).startsWith("  grad.input: "), run::all);
        assertTrue(lines.get(first + 2).startsWith("  to do: "), run::all);
        String groups = run.out().substring(run.out().indexOf("Of each loss, failure and class of values the first:"));
        assertTrue(groups.matches("(?s).*\\R  NLLLoss/float32/\\S* \\([0-9]+ like it\\)\\R.*"), groups);
        assertTrue(run.out().contains("greatest distance, in units"), run::all);
    }

    @Test
    void ofACaseThatErrorsTheProblemComesFirstThenWhatToDo() {
        CommandRun run = CommandRun.of("check", "--port", "throwing", "--case", SOME, "--details");
        assertTrue(
                run.out()
                        .matches("(?s).*\nerrored: NLLLoss/\\S+\n {2}the port threw \\S+UnsatisfiedLinkError: no native"
                                + " library[^\n]*\n {2}to do: find why the port fails at this call.*"),
                run::all);
    }

    @Test
    void quietShowsTheVerdictOnly() {
        CommandRun run = CommandRun.of("check", "--port", "doubled", "--case", SOME, "--quiet");
        assertEquals(1, run.out().lines().count(), run::all);
        assertTrue(run.out().startsWith("DOES NOT CONFORM: "), run::all);
        assertEquals("", run.err());
    }

    @Test
    void withoutDiagnosisTheGroupsAreShown() {
        CommandRun run = CommandRun.of("check", "--port", "doubled", "--case", SOME, "--no-diagnosis");
        assertFalse(run.out().contains("gradient doubled"), run::all);
        assertTrue(run.out().contains("\n  NLLLoss  grad.input: "), run::all);
    }

    @Test
    void wrongPortIsDiagnosed() throws IOException {
        CommandRun run = CommandRun.of("check", "--port", "doubled", "--case", SOME, "--report", folder.toString());
        String mistake = "NLLLoss: the gradient is doubled";
        assertTrue(run.out().contains("\n  NLLLoss  the gradient is doubled ("), run::all);
        RunReport report = RunReportReader.read(folder.resolve("report.jsonl.gz"));
        assertEquals(
                "NLLLoss/gradient-doubled",
                report.diagnoses().get(0).explanations().get(0).mutant());
        assertEquals(
                report.footer().counts().failed(), report.diagnoses().get(0).failing());
        for (String page : List.of("index.html", "NLLLoss.html")) {
            assertTrue(Files.readString(folder.resolve(page)).contains("the gradient is doubled"), page);
        }
        assertTrue(Files.readString(folder.resolve("junit.xml")).contains("equal `" + mistake + "` to the bit"));
    }

    @Test
    void portThatThrowsIsDiagnosed() throws IOException {
        CommandRun run = CommandRun.of("check", "--port", "throwing", "--case", SOME, "--report", folder.toString());
        DiagnosisLine diagnosis = RunReportReader.read(folder.resolve("report.jsonl.gz"))
                .diagnoses()
                .get(0);
        DiagnosisLine.Refusal refusal = diagnosis.refusals().get(0);
        assertTrue(refusal.what().startsWith("throws java.lang.UnsatisfiedLinkError"), refusal::what);
        assertEquals(count(CaseSelection.all().withGlobs(List.of(SOME))), refusal.count());
        assertTrue(run.out().contains("the port throws java.lang.UnsatisfiedLinkError"), run::all);
        for (String page : List.of("index.html", "NLLLoss.html")) {
            assertTrue(Files.readString(folder.resolve(page)).contains(refusal.what()), page);
        }
    }

    @Test
    void portThatAnswersNothingDoesNotConform() {
        CommandRun run = CommandRun.of("check", "--port", "throwing", "--case", SOME);
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("the port answered no case"), run::all);
        assertTrue(run.out().contains("UnsatisfiedLinkError"), run::all);
        assertFalse(run.all().contains("\tat "), run::all);
    }

    @Test
    void unsupportedCasesAreCountedNotPassed() {
        CommandRun run = CommandRun.of("check", "--port", "nll-only", "--case", SOME, "--case", "L1Loss/*/typical");
        int unsupported = count(CaseSelection.all().withGlobs(List.of("L1Loss/*/typical")));
        int supported = count(CaseSelection.all().withGlobs(List.of(SOME)));
        assertTrue(run.out().contains(supported + " of " + (supported + unsupported) + " cases supported ("), run::all);
        CommandRun none = CommandRun.of("check", "--port", "nll-only", "--case", "L1Loss/*/typical");
        assertEquals(1, none.exitCode(), none::all);
    }

    /** The port breaks down when it is asked for what it does not declare. */
    @Test
    void portIsNotAskedForWhatItDoesNotDeclare() throws IOException {
        Path file = folder.resolve("declaring.jsonl");
        CommandRun run = CommandRun.of(
                "check", "--port", "declaring", "--case", "MSELoss/*", "--case", "L1Loss/*", "--json", file.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(
                run.out().contains("it declares that it supports 1 loss: MSELoss (float32; gradient of input)"),
                run::all);
        RunReport report = RunReportReader.read(file);
        assertEquals(
                List.of("MSELoss"),
                List.copyOf(report.header().port().capabilities().losses().keySet()));
        assertEquals("the port declares no L1Loss", report.cases().get(0).message());
        assertEquals(CaseVerdict.UNSUPPORTED, report.cases().get(0).verdict());
        long all = report.footer().counts().cases();
        long supported = all - report.footer().counts().unsupported();
        long partial = report.footer().partial();
        assertTrue(partial > 100 && partial < supported, run::all);
        assertTrue(
                run.out()
                        .contains("; " + supported + " of " + all + " cases supported, " + partial
                                + " of them judged without a gradient"),
                run::all);
        assertTrue(
                run.out()
                        .contains("MSELoss: gradient of target not supported, " + partial + " cases judged without it"),
                run::all);
        assertEquals(
                partial,
                report.cases().stream()
                        .filter(line -> line.verdict() == CaseVerdict.PASSED
                                && line.asked().notAsked().equals(List.of("target")))
                        .count());
    }

    @Test
    void portThatDeclaresNothingIsNeverGreen() {
        CommandRun run = CommandRun.of("check", "--port", "declaring-nothing", "--case", "MSELoss/*");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("it declares that it supports no loss at all"), run::all);
        assertTrue(run.out().contains("DOES NOT CONFORM: the port supports none of the "), run::all);
    }

    @Test
    void failFastStopsAtTheFirst() {
        CommandRun run = CommandRun.of("check", "--port", "doubled", "--case", SOME, "--fail-fast");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("DOES NOT CONFORM: stopped at NLLLoss/"), run::all);
    }

    @Test
    void reportIsWrittenWhole() throws IOException {
        Path file = folder.resolve("new/report.jsonl");
        CommandRun run = CommandRun.of("check", "--case", SOME, "--dtype", "float32", "--json", file.toString());
        assertEquals(0, run.exitCode(), run::all);
        RunReport report = RunReportReader.read(file);
        assertEquals("lossparity", report.header().port().name());
        assertEquals(List.of("float32"), report.header().selection().dtypes());
        assertEquals(
                GoldenData.bundled().manifestSha256(), report.header().data().manifestSha256());
        assertEquals(report.header().expectedCases(), report.cases().size());
        assertTrue(report.footer().conforms());
    }

    @Test
    void reportFolderHoldsPagesWithFullValues() throws IOException {
        Path reports = folder.resolve("a/report");
        CommandRun run = CommandRun.of("check", "--port", "doubled", "--case", SOME, "--report", reports.toString());
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("report: " + reports.resolve("index.html")), run::all);
        RunReport report = RunReportReader.read(reports.resolve("report.jsonl.gz"));
        assertFalse(report.footer().conforms());
        assertTrue(Files.readString(reports.resolve("index.html")).contains("Does not conform: doubled"));
        String page = Files.readString(reports.resolve("NLLLoss.html"));
        assertTrue(page.contains("grad.input: wrong values in "), page);
        assertTrue(page.contains("import torch"), page);
        assertTrue(page.contains("new NLLLoss()"), page);
    }

    @Test
    void reportThatCannotBeWrittenLeavesTheVerdict() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        CommandRun run = CommandRun.of("check", "--case", SOME, "--report", file.toString());
        assertEquals(4, run.exitCode(), run::all);
        assertTrue(run.out().contains("CONFORMS: "), run::all);
        assertTrue(run.err().contains("no report: can't write " + file), run::all);
        Path reports = Files.createDirectories(folder.resolve("reports"));
        Files.writeString(reports.resolve("assets"), "in the way, too");
        CommandRun late = CommandRun.of("check", "--case", SOME, "--report", reports.toString());
        assertEquals(4, late.exitCode(), late::all);
        assertTrue(late.out().contains("CONFORMS: "), late::all);
        assertTrue(late.err().contains("no report: can't write into " + reports), late::all);
        assertEquals("in the way", Files.readString(file));
    }

    @Test
    void unwritableReportLeavesTheVerdictAndFails() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        CommandRun run = CommandRun.of(
                "check", "--case", SOME, "--json", file.resolve("report.jsonl").toString());
        assertEquals(4, run.exitCode(), run::all);
        assertTrue(run.out().contains("CONFORMS: "), run::all);
        assertTrue(run.err().startsWith("lossparity: no report: can't write "), run::all);
    }

    @Test
    void dataInAFolderIsChecked() throws IOException {
        DataFolder.copyTo(folder);
        CommandRun run = CommandRun.of("check", "--data", folder.toString(), "--case", SOME);
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains(folder.toString()), run::all);
    }

    @Test
    void dataThatIsNotWhatTheManifestSaysIsRefused() throws IOException {
        DataFolder.copyTo(folder);
        Path file = folder.resolve("NLLLoss/float32.json");
        String text = Files.readString(file, StandardCharsets.UTF_8);

        Files.writeString(file, text.replaceFirst("0\\.5", "0.6"));
        assertRefused("NLLLoss/float32.json: changed");
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertRefused("NLLLoss/float32.json: truncated or changed");
        Files.delete(file);
        assertRefused("NLLLoss/float32.json: the manifest lists it, but it is not there");
        Files.writeString(folder.resolve("manifest.json"), "{}");
        assertRefused("manifest.json");
        Files.delete(folder.resolve("manifest.json"));
        assertRefused("manifest.json");
    }

    @Test
    void countOtherThanTheManifestsIsRefused() throws IOException {
        DataFolder.copyTo(folder);
        Path manifest = folder.resolve("manifest.json");
        String text = Files.readString(manifest, StandardCharsets.UTF_8);
        Files.writeString(manifest, text.replaceFirst("\"cases\": ?\\d+", "\"cases\": 7"));
        assertRefused(" cases, but the files have ");
    }

    @Test
    void dataWithoutCasesNeverConforms() throws IOException {
        DataFolder.copyTo(folder);
        Path manifest = folder.resolve("manifest.json");
        String text = Files.readString(manifest, StandardCharsets.UTF_8);
        text = text.replaceFirst("(?s)\"files\": ?\\[.*?]", "\"files\":[]");
        text = text.replaceFirst(
                "(?s)\"totals\".*", "\"totals\":{\"cases\":0,\"values\":0,\"errors\":0,\"byLoss\":{}}}");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(empty.resolve("manifest.json"), text);
        CommandRun run = CommandRun.of("check", "--data", empty.toString());
        assertTrue(run.exitCode() == 1 || run.exitCode() == 3, run::all);
    }

    private void assertRefused(String why) {
        CommandRun run = CommandRun.of("check", "--data", folder.toString());
        assertEquals(3, run.exitCode(), run::all);
        assertTrue(run.err().lines().anyMatch(line -> line.startsWith("lossparity: golden data refused: ")), run::all);
        assertTrue(run.err().contains(why), run::all);
        assertFalse(run.all().contains("\tat "), run::all);
    }
}
