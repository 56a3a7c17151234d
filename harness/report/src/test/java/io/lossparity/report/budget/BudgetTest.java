package io.lossparity.report.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.schema.Schemas;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.Reports;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    private static final String A = "L1Loss/float32/a";
    private static final String B = "L1Loss/float32/b";
    private static final String RAISES = "L1Loss/float32/invalid";

    @TempDir
    Path folder;

    private static CaseLine measured(String id, double units, long ulps) {
        return Reports.passed(id, Reports.tensor("output", units, ulps), Reports.tensor("grad.input", 0, 0));
    }

    private static RunReport report(long ulpsOfA) {
        return Reports.of(measured(A, ulpsOfA * 1.2345, ulpsOfA), measured(B, 0, 0), Reports.passed(RAISES));
    }

    private static Budget budget(long ulpsOfA) {
        RunReport report = report(ulpsOfA);
        return Budget.empty(report).fitted(report, "");
    }

    @Test
    void budgetJustAllowsTheReportThatItIsMadeOf() {
        Budget budget = budget(3);
        assertEquals(
                List.of("error", "grad.input", "output"),
                budget.entries().stream().map(BudgetEntry::quantity).toList());
        BudgetEntry output = budget.entries().get(2);
        assertEquals(2, output.cases());
        assertEquals(3, output.maxUlps());
        assertEquals(3.71, output.maxUnits(), "rounded up to three digits");
        assertEquals(0.875, output.bitEqualShare());
        assertEquals(1, budget.entries().get(0).cases());
        Budget.Comparison comparison = budget.compare(report(3));
        assertTrue(comparison.within());
        assertEquals(0, comparison.tighter());
        assertEquals(budget, budget.fitted(report(3), ""));
    }

    @Test
    void worseReportIsBeyondItAndTheMessageSaysWhereByHowMuchAndWhich() {
        Budget.Comparison comparison = budget(1).compare(report(3));
        assertFalse(comparison.within());
        Excess ulps = comparison.excesses().stream()
                .filter(excess -> excess.measure() == Measure.MAX_ULPS)
                .findFirst()
                .orElseThrow();
        assertEquals(A, ulps.worstCase());
        assertEquals("L1Loss float32 output: largest error 3 ulp, but the budget is 1 ulp (3 times)", ulps.text());
        assertEquals(
                List.of(Measure.MAX_UNITS, Measure.MAX_ULPS),
                comparison.excesses().stream().map(Excess::measure).toList());
    }

    @Test
    void lostExactnessIsBeyondIt() {
        List<String> texts = budget(0).compare(report(1)).excesses().stream()
                .map(Excess::text)
                .toList();
        assertTrue(
                texts.contains("L1Loss float32 output: largest error 1 ulp, but the budget is 0 ulp (it was exact)"),
                texts::toString);
        assertTrue(
                texts.contains("L1Loss float32 output: bit-equal share 87.50 %, but the budget is 100 %"
                        + " (12.5 points less)"),
                texts::toString);
    }

    @Test
    void fewerCasesAreBeyondIt() {
        RunReport fewer = Reports.of(measured(A, 0, 0), measured(B, 0, 0));
        assertEquals(
                List.of("L1Loss float32 error: cases passed 0, but the budget is 1 (1 fewer)"),
                budget(3).compare(fewer).excesses().stream().map(Excess::text).toList());
        RunReport unsupported = Reports.of(
                measured(A, 0, 0), Reports.line(B, CaseVerdict.UNSUPPORTED, null, "no"), Reports.passed(RAISES));
        assertEquals(2, budget(3).compare(unsupported).excesses().size());
    }

    @Test
    void whatHasNoBudgetIsNotWithin() {
        RunReport more =
                Reports.of(Stream.concat(report(1).cases().stream(), Stream.of(Reports.passed("MSELoss/float32/a")))
                        .toArray(CaseLine[]::new));
        Budget.Comparison comparison = budget(1).compare(more);
        assertFalse(comparison.within());
        assertEquals(List.of(new Quantity("MSELoss", "float32", "error")), comparison.unbudgeted());
        assertTrue(budget(1).fitted(more, "").compare(more).within());
    }

    @Test
    void getsTighterByItselfAndLooserOnlyWithAReason() {
        Budget budget = budget(3);
        assertEquals(1, budget.compare(report(1)).tighter());
        assertEquals(budget(1), budget.fitted(report(1), ""));
        assertThrows(IllegalArgumentException.class, () -> budget.fitted(report(5), ""));
        Budget looser = budget.fitted(report(5), "exp is computed otherwise");
        BudgetEntry output = looser.entries().get(2);
        assertEquals(5, output.maxUlps());
        assertEquals("exp is computed otherwise", output.looser().get(0).reason());
        assertTrue(output.looser().get(0).changes().contains("largest error 3 ulp -> 5 ulp"), output::toString);
        assertEquals(List.of(), looser.entries().get(1).looser());
        assertEquals(
                output.looser(), looser.fitted(report(1), "").entries().get(2).looser());
        assertTrue(looser.compare(report(5)).within());
    }

    @Test
    void selectionOfLossesIsComparedAlone() {
        RunReport both =
                Reports.of(Stream.concat(report(1).cases().stream(), Stream.of(Reports.passed("MSELoss/float32/a")))
                        .toArray(CaseLine[]::new));
        Budget budget = Budget.empty(both).fitted(both, "");
        RunReport some = withSelection(
                report(1), new ReportHeader.Selection(List.of("L1Loss"), List.of("float32"), List.of(), List.of()));
        assertTrue(budget.compare(some).within());
        assertEquals(budget, budget.fitted(some, ""));
    }

    private static RunReport withSelection(RunReport report, ReportHeader.Selection selection) {
        ReportHeader h = report.header();
        return new RunReport(
                new ReportHeader(
                        h.formatVersion(),
                        h.port(),
                        h.data(),
                        h.platform(),
                        selection,
                        h.expectedCases(),
                        h.startedAt()),
                report.cases(),
                report.footer());
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        Budget budget = budget(1);
        List<CaseLine> cases = report(1).cases();
        assertRefused(budget, Reports.of(Reports.header("other", Reports.HASH, 3), cases), "of the port test");
        assertRefused(
                budget,
                withSelection(report(1), new ReportHeader.Selection(List.of(), List.of(), List.of("*"), List.of())),
                "of only some cases");
    }

    private static void assertRefused(Budget budget, RunReport report, String why) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> budget.compare(report));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> budget.fitted(report, "reason"));
    }

    @Test
    void fileIsReadAsWrittenAndFitsItsSchema() throws IOException {
        Path file = folder.resolve("new/budget.json");
        Budget looser = budget(3).fitted(report(5), "why not");
        BudgetFile.write(file, looser);
        assertEquals(looser, BudgetFile.read(file));
        String text = Files.readString(file);
        assertTrue(Schemas.errors(Budget.class, "budget.schema.json", text).isEmpty(), text);
        assertFalse(Schemas.errors(Budget.class, "budget.schema.json", text.replace("\"cases\"", "\"case\""))
                .isEmpty());
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"formatVersion\":9,\"port\":\"p\",\"dataVersion\":\"1\",\"entries\":[]}",
                "{\"formatVersion\":2,\"port\":\"p\",\"dataVersion\":\"1\",\"entries\":[{\"loss\":\"L1Loss\"}]}",
                "{\"formatVersion\":2,\"port\":\"p\",\"dataVersion\":\"1\",\"entries\":[],\"more\":1}"
            })
    void whatIsNoBudgetIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("budget.json"), text);
        BrokenBudgetException e = assertThrows(BrokenBudgetException.class, () -> BudgetFile.read(file));
        assertTrue(e.getMessage().contains("budget.json"), e.getMessage());
    }

    /** Each edit of a budget, and the field and rule that the refusal names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "formatVersion" : 2      | "formatVersion" : 2.0    | formatVersion
            "formatVersion" : 2      | "formatVersion" : 7      | it has format version 7, but this kit reads version 2
            "formatVersion" : 2      | "formatVersion" : null   | formatVersion
            "port" : "test"          | "port" : null            | port: must be string, but is null
            "port" : "test"          | "port" : "test", "port" : "x" | not strict JSON: Duplicate field 'port'
            "cases" : 1              | "cases" : -1             | entries[0].cases: -1 is less than 0
            "cases" : 1              | "cases" : 1.5            | entries[0].cases: must be integer
            "cases" : 1              | "cases" : 1.0            | entries[0].cases: Cannot coerce Floating-point value (1.0)
            "cases" : 1              | "cases" : "1"            | entries[0].cases: must be integer, but is string
            "cases" : 1              | "cases" : 99999999999999999999 | entries[0].cases: Numeric value
            "maxUlps" : 3            | "maxUlps" : NaN          | not strict JSON: Non-standard token 'NaN'
            "maxUlps" : 3            | "maxUlps" : null         | entries[0].maxUlps: must be integer, but is null
            "maxUlps" : 3,           | ``                       | entries[0]: misses [maxUlps]
            "bitEqualShare" : 0.75   | "bitEqualShare" : 1.01   | entries[0].bitEqualShare: 1.01 is greater than 1
            "bitEqualShare" : 0.75   | "bitEqualShare" : 1e999  | entries[0].bitEqualShare: the number is beyond float64
            "quantity" : "output"    | "quantity" : "outputs"   | entries[0].quantity:
            "looser" : [ ]           | "looser" : [ null ]      | entries[0].looser[0]: must be object, but is null
            """)
    void brokenFieldIsNamedWithItsRule(String from, String to, String words) throws IOException {
        Budget budget = Budget.empty(Reports.of()).fitted(Reports.of(measured()), "");
        Path file = folder.resolve("budget.json");
        BudgetFile.write(file, budget);
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
        BrokenBudgetException e = assertThrows(BrokenBudgetException.class, () -> BudgetFile.read(file));
        assertTrue(e.getMessage().contains("budget.json: " + words), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    private static CaseLine measured() {
        return Reports.passed("L1Loss/float32/a", Reports.tensor("output", 1, 3));
    }
}
