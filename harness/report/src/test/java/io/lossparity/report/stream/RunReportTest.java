package io.lossparity.report.stream;

import static io.lossparity.report.stream.TrialRun.AT;
import static io.lossparity.report.stream.TrialRun.call;
import static io.lossparity.report.stream.TrialRun.expected;
import static io.lossparity.report.stream.TrialRun.header;
import static io.lossparity.report.stream.TrialRun.result;
import static io.lossparity.report.stream.TrialRun.results;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lossparity.kit.compare.Attribution;
import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.expect.ExpectationProblems;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.Distances;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    private static final double FAR = Double.POSITIVE_INFINITY;

    @TempDir
    Path folder;

    private Path write(String name, List<CaseResult> results) throws IOException {
        Path file = folder.resolve(name);
        Tally tally = new Tally();
        ExpectationProblems problems = new ExpectationProblems(List.of());
        try (RunReportWriter writer = RunReportWriter.create(file, header(results.size()))) {
            for (CaseResult result : results) {
                tally.add(result);
                result.expectation().ifPresent(expected -> problems.add(result.caseId(), expected));
                writer.write(CaseLine.of(AT, call(), result));
            }
            Gate.Decision decision = Gate.decide(tally.totals(), results.size(), problems.list(false));
            writer.finish(ReportFooter.of(tally.totals(), decision, "2020-01-15T00:00:01Z"));
        }
        return file;
    }

    @Test
    void everyLineFitsTheSchema() throws IOException {
        List<String> lines = Files.readAllLines(write("report.jsonl", results()));
        assertEquals(results().size() + 2, lines.size());
        Schema schema = schema();
        for (String line : lines) {
            List<Error> errors = schema.validate(line, InputFormat.JSON);
            assertTrue(errors.isEmpty(), () -> line + ": " + errors);
        }
    }

    @Test
    void schemaRefusesUnknownFieldAndMissingReason() throws IOException {
        Schema schema = schema();
        List<String> lines = Files.readAllLines(write("report.jsonl", results()));
        for (String line : lines) {
            assertFalse(schema.validate(line.replaceFirst("\\{", "{\"more\":1,"), InputFormat.JSON)
                    .isEmpty());
        }
        for (String unknown : List.of("\"attribution\":\"torch closer\"", "\"torchMaxUlps\":", "\"reasons\":[")) {
            String special = lines.get(3);
            assertTrue(special.contains(unknown), special);
            String changed = special.replaceFirst(Pattern.quote(unknown), unknown.replaceFirst("[a-z]", "x"));
            assertFalse(schema.validate(changed, InputFormat.JSON).isEmpty(), changed);
        }
        String failed = lines.get(2).replace("\"failure\":\"output\",", "");
        assertFalse(schema.validate(failed, InputFormat.JSON).isEmpty());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RunReport report = RunReportReader.read(write("report.jsonl", results()));
        assertEquals(header(6), report.header());
        assertEquals(
                results().stream().map(r -> CaseLine.of(AT, call(), r).id()).toList(),
                report.cases().stream().map(CaseLine::id).toList());
        CaseLine failed = report.cases().get(1);
        assertEquals(CaseVerdict.FAILED, failed.verdict());
        assertEquals(FailureKind.OUTPUT, failed.failure());
        assertEquals("off\nby one", failed.message());
        assertEquals(
                Map.of("input", "float32[2,2]", "lengths", "int[2]"),
                failed.asked().inputs());
        assertEquals("float32[3]", failed.asked().params().get("weight"));
        assertEquals("-Infinity", failed.asked().params().get("margin"));
        assertTrue(failed.asked().params().containsKey("reduce"));
        assertEquals(1L, failed.tensors().get(0).ulps().max());
        assertEquals(List.of(0, 1), failed.tensors().get(0).ulps().greatest().index());
        TruthLine truth = failed.tensors().get(0).truth();
        assertEquals(new TruthLine(0.58057, 0.41943, 1.1611, 0.83886, 0, 1, truth.departure(), null), truth);
        assertEquals(new TruthLine.DepartureLine(List.of("masked-infinity"), FAR, FAR, FAR, FAR), truth.departure());
        TensorLine.ElementLine worst = failed.tensors().get(0).ulps().greatest();
        assertEquals("2.0000001", worst.truth());
        assertEquals(0.58057, worst.portUlps());
        assertEquals(0.41943, worst.torchUlps());
        assertNull(worst.definition());
        CaseLine special = report.cases().get(2);
        assertEquals(Attribution.TORCH_CLOSER, special.tensors().get(0).truth().attribution());
        assertEquals(FAR, special.tensors().get(0).truth().portMaxUlps());
        assertNull(special.tensors().get(1).truth(), "there is nothing to compare in another shape");
        assertEquals(Long.MAX_VALUE, special.tensors().get(0).ulps().max());
        assertEquals(FAR, special.tensors().get(0).units().max());
        assertEquals(
                List.of(MismatchKind.SPECIAL_VALUE, MismatchKind.SHAPE, MismatchKind.MISSING, MismatchKind.UNEXPECTED),
                special.tensors().stream().map(TensorLine::mismatch).toList());
        assertEquals(1, report.footer().counts().timedOut());
        assertFalse(report.footer().conforms());
    }

    @Test
    void footerHasTheGreatestDistancesOfTheRunAndOfItsLines() throws IOException {
        RunReport report = RunReportReader.read(write("report.jsonl", results()));
        Distances.Greatest port = new Distances.Greatest(1.1611, 0.58057, "NLLLoss/float32/b", 1);
        Distances.Greatest torch = new Distances.Greatest(0.83886, 0.41943, "NLLLoss/float32/a", null);
        Distances.Greatest apart = new Distances.Greatest(2, 1, "NLLLoss/float32/b", 1);
        assertEquals(
                List.of(new Distances("NLLLoss", "float32", "output", 3, apart, port, torch, 0, 3)),
                report.footer().distances());
        assertEquals(report.footer().distances(), ReportTotals.distances(report.cases()));
        assertEquals(
                report.footer().distances(), ReportTotals.of(report.cases()).distances());
    }

    @Test
    void reportWithoutItsDistancesIsRefused() throws IOException {
        Path file = write("report.jsonl", results());
        String without = Files.readString(file).replaceFirst("\"distances\":\\[.*?}],", "");
        assertFalse(without.contains("distances"), without);
        assertBroken(without.lines().toList(), "line 8: distances: it is , but by its lines it is [{");
    }

    @Test
    void notesStandOnTheLineOfTheirCaseAlone() throws IOException {
        CaseResult plain = results().get(0);
        CaseResult noted = new CaseResult(
                plain.caseId(),
                plain.loss(),
                plain.dtype(),
                plain.flags(),
                plain.verdict(),
                plain.comparisons(),
                plain.nanos(),
                null,
                Optional.empty(),
                List.of("computed in float64", "the port printed 3 bytes"),
                List.of());
        Path file = write("noted.jsonl", List.of(noted, results().get(1)));
        List<String> lines = Files.readAllLines(file);
        assertTrue(
                lines.get(1).contains("\"notes\":[\"computed in float64\",\"the port printed 3 bytes\"]"),
                lines.get(1));
        assertFalse(lines.get(2).contains("notes"), lines.get(2));
        assertTrue(schema().validate(lines.get(1), InputFormat.JSON).isEmpty());
        String none = lines.get(1).replaceFirst("\"notes\":\\[.*?\\]", "\"notes\":[]");
        assertFalse(schema().validate(none, InputFormat.JSON).isEmpty(), none);
        RunReport report = RunReportReader.read(file);
        assertEquals(noted.notes(), report.cases().get(0).notes());
        assertEquals(List.of(), report.cases().get(1).notes());
    }

    @Test
    void unfinishedReportLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("report.jsonl");
        Files.writeString(file, "the last one");
        try (RunReportWriter writer = RunReportWriter.create(file, header(1))) {
            writer.write(CaseLine.of(AT, call(), results().get(0)));
        }
        assertEquals("the last one", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void deviceIsNotReplaced() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        IOException e = assertThrows(IOException.class, () -> RunReportWriter.create(device, header(1)));
        assertTrue(e.getMessage().contains("a device or a pipe"), e.getMessage());
    }

    @Test
    void brokenReportIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(write("whole.jsonl", results()));
        assertBroken(List.of(), "it is empty");
        assertBroken(lines.subList(1, lines.size()), "it does not begin with a header");
        assertBroken(lines.subList(0, lines.size() - 1), "there is no footer");
        List<String> oneLess = new ArrayList<>(lines);
        oneLess.remove(3);
        assertBroken(oneLess, "the footer says 6 cases, but there are 5");
        List<String> twice = new ArrayList<>(lines);
        twice.set(3, lines.get(2));
        assertBroken(twice, "NLLLoss/float32/b is there twice");
        List<String> longer = new ArrayList<>(lines);
        longer.add(lines.get(2));
        assertBroken(longer, "there is a line after the footer");
        List<String> cut = new ArrayList<>(lines);
        cut.set(2, lines.get(2).substring(0, 100));
        assertBroken(cut, "line 3: not strict JSON");
        List<String> unknown = new ArrayList<>(lines);
        unknown.set(1, lines.get(1).replace("\"nanos\"", "\"nanoseconds\""));
        assertBroken(unknown, "line 2: misses [nanos]");
        List<String> newer = new ArrayList<>(lines);
        newer.set(0, lines.get(0).replace("\"formatVersion\":6,\"port\"", "\"formatVersion\":7,\"port\""));
        assertBroken(newer, "it has format version 7, but this kit reads version 6");
        List<String> older = new ArrayList<>(lines);
        older.set(0, lines.get(0).replace("\"formatVersion\":6,\"port\"", "\"formatVersion\":5,\"port\""));
        assertBroken(older, "it has format version 5, but this kit reads version 6");
    }

    private void assertBroken(List<String> lines, String why) throws IOException {
        Path file = Files.write(folder.resolve("broken.jsonl"), lines);
        BrokenReportException e = assertThrows(BrokenReportException.class, () -> RunReportReader.read(file));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private static Schema schema() throws IOException {
        try (InputStream in = ReportLine.class.getResourceAsStream("report.schema.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        }
    }
}
