package io.lossparity.render.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.render.TrialReport;
import io.lossparity.report.diff.DiffLimits;
import io.lossparity.report.diff.ReportDiff;
import io.lossparity.report.stream.RunReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffTextTest {
    private static final RunReport BEFORE = TrialReport.of(
            TrialReport.line("MSELoss/float32/a", CaseVerdict.PASSED, null, null, TrialReport.tensor("output", 1)),
            TrialReport.line("MSELoss/float32/b", CaseVerdict.PASSED, null, null),
            TrialReport.line("MSELoss/float32/c", CaseVerdict.PASSED, null, null));
    private static final RunReport AFTER = TrialReport.of(
            TrialReport.line("MSELoss/float32/a", CaseVerdict.PASSED, null, null, TrialReport.tensor("output", 40)),
            TrialReport.line("MSELoss/float32/b", CaseVerdict.FAILED, FailureKind.OUTPUT, TrialReport.HOSTILE),
            TrialReport.line("MSELoss/float32/d", CaseVerdict.PASSED, null, null));

    private static ReportDiff diff(RunReport before, RunReport after) {
        return ReportDiff.of(before, after, DiffLimits.DEFAULT);
    }

    @Test
    void textTellsVerdictsThenGrowthThenCases() {
        String text = DiffText.plain(diff(BEFORE, AFTER), 5);
        assertTrue(
                text.matches("(?s)old  test 1\\.2.*\nnew  test 1\\.2.*Verdicts changed: 1\n"
                        + "  worse  passed -> failed \\(output\\)  MSELoss float32: 1 case\n.*"
                        + "explain --port test MSELoss/float32/b\n.*Errors grew within the tolerance: 1\n"
                        + "  largest error 2 -> 80 units \\(40 times\\)  MSELoss float32 output: 1 case, 80 of 100 units"
                        + " allowed\n.*"
                        + "Cases added: 1\n  \\+ MSELoss/float32/d\n.*Cases removed: 1\n  - MSELoss/float32/c\n"
                        + "\nREGRESSION: 1 case has a worse verdict; 1 error grew beyond the limits;"
                        + " 1 case is not run any more; the port conforms no longer\n"),
                text);
        assertFalse(text.contains("\u001b"), "a terminal's escape is let through");
    }

    @Test
    void markdownTellsTheSameWithoutMarkupFromMessages() {
        String text = DiffText.markdown(diff(BEFORE, AFTER), 5);
        assertTrue(text.startsWith("### ❌ Regression\n\n- old: test 1.2"), text);
        assertTrue(
                text.contains("| ❌ | passed → failed (output) | MSELoss float32 | 1 case | `./lossparity explain"),
                text);
        assertTrue(text.contains("**Cases added: 1**\n\n- `MSELoss/float32/d`\n"), text);
        assertFalse(text.contains("<script>"), text);
    }

    @Test
    void changesAreGroupedAndNewCasesThatFailComeFirst() {
        RunReport after = TrialReport.of(
                TrialReport.line(
                        "MSELoss/float32/a",
                        CaseVerdict.FAILED,
                        FailureKind.OUTPUT,
                        "wrong",
                        TrialReport.tensor("output", 1)),
                TrialReport.line(
                        "MSELoss/float32/b",
                        CaseVerdict.FAILED,
                        FailureKind.OUTPUT,
                        "wrong",
                        TrialReport.tensor("output", 1)),
                TrialReport.line("MSELoss/float32/c", CaseVerdict.PASSED, null, null),
                TrialReport.line("MSELoss/float32/z", CaseVerdict.FAILED, FailureKind.OUTPUT, "wrong"));
        List<ChangeGroup> groups = new DiffText(diff(BEFORE, after), 5).verdicts();
        assertEquals(List.of(1, 2), groups.stream().map(ChangeGroup::count).toList());
        assertEquals("absent -> failed (output)", groups.get(0).change());
    }

    @Test
    void nothingToTellIsSaid() {
        assertTrue(DiffText.plain(diff(BEFORE, BEFORE), 5).endsWith("\nno change\n"));
        assertTrue(DiffText.markdown(diff(BEFORE, BEFORE), 5).startsWith("### ✅ No change\n"));
    }

    @Test
    void limitCutsAndSaysHowMuch() {
        RunReport empty = TrialReport.of();
        String text = DiffText.plain(diff(empty, BEFORE), 2);
        assertTrue(text.contains("""
                Cases added: 3
                  + MSELoss/float32/a
                  + MSELoss/float32/b
                  and 1 more
                """), text);
    }
}
