package io.lossparity.report.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.Reports;
import io.lossparity.report.stream.RunReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportDiffTest {
    private static final String A = "L1Loss/float32/a";
    private static final String B = "L1Loss/float32/b";

    private static ReportDiff diff(RunReport before, RunReport after) {
        return ReportDiff.of(before, after, DiffLimits.DEFAULT);
    }

    private static CaseLine measured(String id, double units, long ulps) {
        return Reports.passed(id, Reports.tensor("output", units, ulps));
    }

    @Test
    void sameReportsDoNotDiffer() {
        RunReport report = Reports.of(measured(A, 3, 3), Reports.failed(B, "off"));
        ReportDiff diff = diff(report, report);
        assertFalse(diff.regression());
        assertTrue(diff.verdictChanges().isEmpty() && diff.errorGrowth().isEmpty());
        assertTrue(diff.added().isEmpty() && diff.removed().isEmpty());
        assertTrue(diff.sameData());
    }

    @ParameterizedTest
    @CsvSource({
        "PASSED, FAILED, true",
        "PASSED, ERRORED, true",
        "PASSED, TIMED_OUT, true",
        "PASSED, UNSUPPORTED, true",
        "UNSUPPORTED, FAILED, true",
        "UNSUPPORTED, PASSED, false",
        "FAILED, PASSED, false",
        "FAILED, ERRORED, false",
        "ERRORED, UNSUPPORTED, false"
    })
    void worseVerdictIsARegression(CaseVerdict before, CaseVerdict after, boolean regression) {
        CaseLine old = Reports.line(A, before, null, null);
        CaseLine now = Reports.line(A, after, null, "first line\nsecond line");
        ReportDiff diff = diff(Reports.of(old), Reports.of(now));
        assertEquals(
                List.of(new VerdictChange(A, before.word(), after.word(), regression, "first line")),
                diff.verdictChanges());
        assertEquals(regression, diff.verdictChanges().get(0).regression());
    }

    @Test
    void otherDefectIsAChange() {
        CaseLine old = Reports.line(A, CaseVerdict.FAILED, FailureKind.OUTPUT, "x");
        CaseLine now = Reports.line(A, CaseVerdict.FAILED, FailureKind.GRADIENT, "y");
        ReportDiff diff = diff(Reports.of(old), Reports.of(now));
        assertEquals("failed (gradient)", diff.verdictChanges().get(0).after());
        assertFalse(diff.regression());
    }

    @Test
    void regressionsComeFirst() {
        RunReport before = Reports.of(Reports.failed(A, "off"), Reports.passed(B));
        RunReport after = Reports.of(Reports.passed(A), Reports.failed(B, "off"));
        List<VerdictChange> changes = diff(before, after).verdictChanges();
        assertEquals(List.of(B, A), changes.stream().map(VerdictChange::id).toList());
    }

    /** A floor of 2 ulp is one of 4 units. */
    @ParameterizedTest
    @CsvSource({
        "2, 1, 2, 1, false",
        "2, 1, 4, 2, false",
        "2, 1, 2, 3, true",
        "2, 1, 9, 1, true",
        "0, 0, 4, 2, false",
        "0, 0, 4, 3, true",
        "10, 4, 20, 8, false",
        "10, 4, 21, 8, true",
        "10, 4, 1, 1, false"
    })
    void growthBeyondFactorAndFloorIsARegression(
            double oldUnits, long oldUlps, double units, long ulps, boolean regression) {
        ReportDiff diff = diff(Reports.of(measured(A, oldUnits, oldUlps)), Reports.of(measured(A, units, ulps)));
        assertEquals(regression, diff.regression());
        assertEquals(regression ? 1 : 0, diff.errorGrowth().size());
    }

    @Test
    void largestGrowthComesFirstAndSaysByHowMuch() {
        RunReport before = Reports.of(measured(A, 8, 4), measured(B, 0, 0));
        RunReport after = Reports.of(measured(A, 8, 40), measured(B, 0, 8));
        List<ErrorGrowth> growth = diff(before, after).errorGrowth();
        assertEquals(B, growth.get(0).id());
        assertNull(growth.get(0).factor());
        assertEquals(
                new ErrorGrowth(
                        A,
                        "output",
                        ErrorGrowth.Measure.MAX_ULPS,
                        4,
                        40,
                        10.0,
                        growth.get(1).allowed()),
                growth.get(1));
    }

    @Test
    void addedCaseThatPassesIsNoRegression() {
        ReportDiff diff = diff(Reports.of(Reports.passed(A)), Reports.of(Reports.passed(A), Reports.passed(B)));
        assertEquals(List.of(B), diff.added());
        assertFalse(diff.regression());
    }

    @ParameterizedTest
    @CsvSource({"FAILED, true", "ERRORED, true", "TIMED_OUT, true", "UNSUPPORTED, false", "PASSED, false"})
    void addedCaseThatFailsIsARegression(CaseVerdict verdict, boolean regression) {
        CaseLine added = Reports.line(B, verdict, null, "off");
        ReportDiff diff = diff(Reports.of(Reports.failed(A, "x")), Reports.of(Reports.failed(A, "x"), added));
        assertEquals(regression ? List.of("1 new case fails") : List.of(), diff.regressions());
        assertEquals(
                regression ? List.of(new VerdictChange(B, "absent", verdict.word(), true, "off")) : List.of(),
                diff.verdictChanges());
    }

    @Test
    void caseThatIsNotRunAnyMoreIsARegressionUnlessTheDataAreOthers() {
        RunReport before = Reports.of(Reports.passed(A), Reports.passed(B));
        ReportDiff diff = diff(before, Reports.of(Reports.passed(A)));
        assertEquals(List.of(B), diff.removed());
        assertEquals(List.of("1 case is not run any more"), diff.regressions());
        RunReport others = Reports.of(Reports.header("test", "1".repeat(64), 1), List.of(Reports.passed(A)));
        assertFalse(diff(before, others).regression());
    }

    @Test
    void notAsExpectedAnyLongerIsARegression() {
        RunReport failing = Reports.of(Reports.failed(A, "off"));
        ReportFooter footer = failing.footer();
        RunReport expected = new RunReport(
                failing.header(),
                failing.cases(),
                ReportFooter.of(
                        ReportTotals.of(failing.cases()),
                        new Gate.Decision(false, true, footer.reasons()),
                        footer.finishedAt()));
        assertEquals(
                List.of("the port is no longer as expected"),
                diff(expected, failing).regressions());
        assertFalse(diff(failing, expected).regression());
    }

    private static RunReport related(long seed, RelationLine... lines) {
        RunReport report = Reports.of(Reports.passed(A));
        RelationTotals totals = seed == 0 ? null : RelationLine.totals("quick", seed, lines.length, List.of(lines));
        return new RunReport(
                report.header(),
                report.cases(),
                List.of(lines),
                List.of(),
                ReportFooter.of(
                        ReportTotals.of(report.cases()), totals, new Gate.Decision(true, true, List.of()), "2020"));
    }

    private static RelationLine relation(String name, RelationVerdict verdict) {
        String message = verdict == RelationVerdict.HOLDS ? null : "off";
        return new RelationLine(name, "L1Loss", "float32", name, "a = b", verdict, 0.5, message, 5, null);
    }

    @Test
    void relationThatBreaksIsNewAndBrokenOrIsGoneIsARegression() {
        RunReport before =
                related(42, relation("sum", RelationVerdict.HOLDS), relation("mean", RelationVerdict.BROKEN));
        assertFalse(diff(before, before).regression());
        ReportDiff broken = diff(
                before, related(42, relation("sum", RelationVerdict.BROKEN), relation("mean", RelationVerdict.HOLDS)));
        assertEquals(List.of("1 relation has a worse verdict"), broken.regressions());
        assertEquals(
                List.of(
                        new VerdictChange("sum", "holds", "broken", true, "off"),
                        new VerdictChange("mean", "broken", "holds", false, "holds")),
                broken.relationChanges());
        RunReport more = related(
                42,
                relation("sum", RelationVerdict.HOLDS),
                relation("mean", RelationVerdict.BROKEN),
                relation("grad", RelationVerdict.ERRORED));
        assertEquals(List.of("1 new relation does not hold"), diff(before, more).regressions());
        assertEquals(
                List.of("1 relation is not checked any more"),
                diff(before, related(42, relation("sum", RelationVerdict.HOLDS)))
                        .regressions());
        assertEquals(
                List.of("2 relations are not checked any more"),
                diff(before, related(0)).regressions());
        assertFalse(diff(before, related(7, relation("other", RelationVerdict.HOLDS)))
                .regression());
    }

    @Test
    void conformingNoLongerIsARegression() {
        RunReport before = Reports.of(Reports.passed(A));
        RunReport stopped = Reports.of(Reports.header("test", Reports.HASH, 2), List.of(Reports.passed(A)));
        assertTrue(diff(before, stopped).regression());
    }

    @Test
    void limitsMakeSense() {
        assertThrows(IllegalArgumentException.class, () -> new DiffLimits(0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> new DiffLimits(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new DiffLimits(2, -1));
    }
}
