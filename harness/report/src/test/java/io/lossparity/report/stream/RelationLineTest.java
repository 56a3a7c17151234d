package io.lossparity.report.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.schema.Schemas;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationLineTest {
    @TempDir
    Path folder;

    private static RelationLine line(int number, RelationVerdict verdict) {
        boolean holds = verdict == RelationVerdict.HOLDS;
        return RelationLine.of(new RelationResult(
                "relation/MSELoss/float32/exchange/default/N" + number + "/seed=42",
                "MSELoss",
                "float32",
                "exchange",
                "l(x, y) = l(y, x)",
                verdict,
                holds ? 0.5 : Double.POSITIVE_INFINITY,
                holds ? "" : "off\nby one",
                12));
    }

    private static List<RelationLine> lines() {
        List<RelationLine> lines = new ArrayList<>();
        for (RelationVerdict verdict : RelationVerdict.values()) {
            lines.add(line(lines.size() + 2, verdict));
            lines.add(line(lines.size() + 2, RelationVerdict.HOLDS));
        }
        return lines;
    }

    private static RunReport report(long expected, long seed, List<RelationLine> lines) {
        List<CaseLine> cases = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            cases.add(Reports.passed("MSELoss/float32/mean/N" + i, Reports.tensor("output", 0, 0)));
        }
        RunReport bare = Reports.of(cases);
        RelationTotals totals = RelationLine.totals("quick", seed, expected, lines);
        Totals counted = ReportTotals.of(cases);
        Gate.Decision decision = Gate.decide(counted, cases.size(), totals);
        ReportFooter footer = ReportFooter.of(counted, totals, decision, "2020-01-15T00:00:01Z");
        return new RunReport(bare.header(), cases, lines, List.of(), footer);
    }

    @Test
    void relationsAreReadAsWrittenAndFitTheSchema() throws IOException {
        Path file = folder.resolve("report.jsonl");
        RunReport report = report(10, 42, lines());
        RunReportWriter.write(file, report);
        assertEquals(report, RunReportReader.read(file));
        for (String text : Files.readAllLines(file)) {
            assertEquals(List.of(), Schemas.errors(RunReport.class, "report.schema.json", text), text);
        }
        String broken = Files.readAllLines(file).stream()
                .filter(text -> text.contains("\"broken\""))
                .findFirst()
                .orElseThrow();
        assertFalse(Schemas.errors(RunReport.class, "report.schema.json", broken.replace("broken", "holds"))
                .isEmpty());
        assertEquals(Double.POSITIVE_INFINITY, line(1, RelationVerdict.BROKEN).worst());
    }

    @Test
    void brokenRelationsAreReasonsNotToConform() {
        assertEquals(
                List.of("1 of 10 relations broken", "1 of 10 relations errored", "1 of 10 relations timed out"),
                report(10, 42, lines()).footer().reasons());
        assertEquals(
                "6 of 10 hold, 1 broken, 1 errored, 1 timed out, 1 unsupported (quick, seed 42)",
                report(10, 42, lines()).footer().relations().words());
        List<RelationLine> good = List.of(line(2, RelationVerdict.HOLDS), line(3, RelationVerdict.UNSUPPORTED));
        assertTrue(report(2, 42, good).footer().conforms());
        assertEquals(
                List.of("2 relations were checked, but there are 3"),
                report(3, 42, good).footer().reasons());
    }

    @Test
    void relationsAloneDecideWhereNoCaseWasAskedFor() {
        Totals none = ReportTotals.of(List.of());
        RelationTotals held = RelationLine.totals("quick", 1, 1, List.of(line(2, RelationVerdict.HOLDS)));
        assertTrue(Gate.decide(none, 0, held).conforms());
        RelationTotals unsupported = RelationLine.totals("quick", 1, 1, List.of(line(2, RelationVerdict.UNSUPPORTED)));
        assertFalse(Gate.decide(none, 0, unsupported).conforms());
        assertFalse(Gate.decide(none, 5, held).conforms());
        RelationTotals broken = RelationLine.totals(
                "quick", 1, 2, List.of(line(2, RelationVerdict.HOLDS), line(3, RelationVerdict.BROKEN)));
        assertEquals(
                List.of("1 of 2 relations broken"), Gate.decide(none, 0, broken).reasons());
    }

    @Test
    void relationsThatBreakAsExpectedDoNotConformButPass() {
        RelationTotals totals = RelationLine.totals("quick", 42, 10, lines());
        Gate.Decision good = new Gate.Decision(true, true, List.of());
        Gate.Decision met = Gate.decide(good, totals.asExpected(1, 2), List.of());
        assertFalse(met.conforms());
        assertTrue(met.asExpected());
        assertTrue(met.reasons().contains("3 of these relations as expected (1 will-not-fix, 2 to-fix), 0 not"));
        assertFalse(Gate.decide(good, totals.asExpected(0, 2), List.of()).asExpected());
        assertFalse(Gate.decide(good, totals.asExpected(1, 2), List.of("stale")).asExpected());
    }

    @Test
    void footerThatCountsOtherwiseIsRefused() throws IOException {
        Path file = folder.resolve("report.jsonl");
        RunReportWriter.write(file, report(10, 42, lines()));
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"held\":6", "\"held\":7"));
        String message = assertThrows(BrokenReportException.class, () -> RunReportReader.read(file))
                .getMessage();
        assertTrue(message.contains("the footer says of the relations: 7 of 11 hold"), message);
        Files.writeString(file, text.replaceFirst("N3/seed", "N2/seed"));
        message = assertThrows(BrokenReportException.class, () -> RunReportReader.read(file))
                .getMessage();
        assertTrue(message.contains("is there twice"), message);
    }
}
