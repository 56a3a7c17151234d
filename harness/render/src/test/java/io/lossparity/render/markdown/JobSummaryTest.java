package io.lossparity.render.markdown;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.WithoutGradient;
import io.lossparity.render.TrialReport;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.RunReport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobSummaryTest {
    @Test
    void healthyReportIsATable() {
        String text = JobSummary.render(TrialReport.healthy());
        assertTrue(text.startsWith("### ✅ Conforms: port test 1.2 against PyTorch 1.4.0+cpu\n\n2 of 2 "), text);
        assertTrue(text.contains("\n\n| loss | cases |"), text);
        assertTrue(text.contains("| L1Loss | 1 | 1 | 0 | 0 | 0 | 0 | 100 % | exact | exact |\n"), text);
        assertTrue(
                text.contains("| MSELoss | 1 | 1 | 0 | 0 | 0 | 0 | 50 % | 2, 1 ulp | exact |\n")
                        || text.contains("| 50.00 % |"),
                text);
        assertTrue(text.contains(" |\n\nWorst are"), "the legend is a row of the table: " + text);
        assertFalse(text.contains("First of each kind"), text);
    }

    @Test
    void eachSentenceAfterTheTableIsAParagraph() {
        RunReport report = TrialReport.healthy();
        ReportFooter footer = report.footer();
        List<WithoutGradient> without =
                List.of(new WithoutGradient("L1Loss", "target", 1), new WithoutGradient("MSELoss", "target", 1));
        String text = JobSummary.render(new RunReport(
                report.header(),
                report.cases(),
                report.diagnoses(),
                new ReportFooter(
                        footer.counts(),
                        footer.distances(),
                        2,
                        without,
                        null,
                        true,
                        true,
                        List.of(),
                        footer.finishedAt())));
        String sentence = "%s: gradient of target not supported, 1 case judged without it.\n\n";
        String sentences = sentence.formatted("L1Loss") + sentence.formatted("MSELoss");
        assertTrue(text.contains(" |\n\n" + sentences + "Worst are"), text);
    }

    @Test
    void sickReportSaysWhyAndHowToSeeEachKindOfDefect() {
        String text = JobSummary.render(TrialReport.sick());
        assertTrue(text.startsWith("### ❌ Does not conform"), text);
        assertTrue(text.contains("\n- 2 of 7 cases failed\n\n- 1 of 7 cases errored\n"), text);
        assertTrue(text.contains("`./lossparity explain --port test MSELoss/float32/sum/N2/typical`"), text);
        assertTrue(text.contains("\n- and 1 more\n"), text);
        assertFalse(text.contains("MSELoss/float32/none"), "the second of its kind is left out: " + text);
    }

    @Test
    void lossesThatAreNotSupportedHaveNoRow() {
        String text = JobSummary.render(TrialReport.of(
                TrialReport.line("L1Loss/float32/mean/N2/typical", CaseVerdict.PASSED, null, null),
                TrialReport.line("CTCLoss/float32/mean/N2/typical", CaseVerdict.UNSUPPORTED, null, "none")));
        assertFalse(text.contains("| CTCLoss |"), text);
        assertTrue(text.contains(" |\n\nNot supported at all: CTCLoss (1 case).\n\nWorst are"), text);
    }

    @Test
    void sickReportSaysWhichMistakeItIs() {
        String text = JobSummary.render(TrialReport.sick());
        String sentence = "- Your 2 failing cases equal \\`MSELoss: half the square \\| &lt;script&gt;\\` to 1 ulp";
        assertTrue(text.contains("**Diagnosis**\n\n" + sentence + "\n"), text);
        assertFalse(JobSummary.render(TrialReport.healthy()).contains("Diagnosis"));
    }

    @Test
    void nothingOfAMessageIsMarkup() {
        String text = JobSummary.render(TrialReport.sick());
        assertFalse(text.contains("<script>"), text);
        assertTrue(text.contains("off by \\`one\\` \\| &lt;script&gt;"), text);
        assertTrue(text.contains("\\[x\\](y)"), text);
    }

    @Test
    void relationsAreCountedAndThoseThatDoNotHoldAreNamed() {
        String text = JobSummary.render(TrialReport.withRelations());
        String counts = "2 of 6 hold, 1 broken, 1 errored, 1 timed out, 1 unsupported (quick, seed 42)";
        assertTrue(text.contains("\nRelations: " + counts + ".\n"), text);
        assertTrue(text.contains("\n- 1 of 6 relations broken\n"), text);
        String id = "relation/MSELoss/float64/batch-permuted/default/N3/seed=42";
        assertTrue(text.contains("- broken `" + id + "`: "), text);
        assertTrue(text.contains("`./lossparity check --port test --case " + id + "`"), text);
        assertFalse(text.contains("<script>"), text);
        assertFalse(JobSummary.render(TrialReport.sick()).contains("elation"));
    }

    @Test
    void evenTheWorstReportFitsAScreen() {
        CaseLine[] cases = IntStream.range(0, 18 * 40)
                .mapToObj(i -> TrialReport.line(
                        "Loss" + i % 18 + "/float32/mean/N" + i,
                        i % 2 == 0 ? CaseVerdict.FAILED : CaseVerdict.ERRORED,
                        null,
                        "x"))
                .toArray(CaseLine[]::new);
        String text = JobSummary.render(TrialReport.of(cases));
        assertTrue(text.lines().count() <= 40, text);
    }
}
