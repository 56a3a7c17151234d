package io.lossparity.render.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.render.TrialReport;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityDocsTest {
    @TempDir
    Path folder;

    private String rendered(RunReport report, String file) throws IOException {
        new ParityDocs().render(report, folder);
        return Files.readString(folder.resolve("parity").resolve(file));
    }

    @Test
    void indexLinksAFilePerLoss() throws IOException {
        String index = rendered(TrialReport.sick(), "README.md");
        assertTrue(index.contains("| [CTCLoss](CTCLoss.md) | 2 | 0 | 1 | 1 |"), index);
        assertTrue(index.contains("The port does not conform.\n\n- 2 of 7 cases failed\n"), index);
        try (Stream<Path> files = Files.list(folder.resolve("parity"))) {
            assertEquals(
                    List.of("CTCLoss.md", "L1Loss.md", "MSELoss.md", "README.md"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void indexSaysThatTheTwoWorstErrorsAreMaximaOfTheirOwn() throws IOException {
        String index = rendered(TrialReport.twoWorstCases(), "README.md");
        assertTrue(index.contains(" | 4, 3 ulp | exact |\n"), index);
        assertTrue(index.contains("the largest in units in the last place (ulp), which may be another case's"), index);
        assertTrue(index.contains("bit-equal is the share of the values compared"), index);
    }

    @Test
    void fileOfALossHasTheDistancesFromTheTruth() throws IOException {
        String loss = rendered(TrialReport.withTruth(), "MSELoss.md");
        assertTrue(
                loss.contains("\n| float32 | output | 3 | 4 units, 2 ulp | 2.5 units, 1.3 ulp (1 not comparable) |"
                        + " 3 units, 1.5 ulp (1 not comparable) | 1 | 1 |\n\nThe truth is the exact value"),
                loss);
        assertFalse(rendered(TrialReport.healthy(), "MSELoss.md").contains("truth"));
    }

    @Test
    void fileOfALossHasFormulaCountsWorstErrorsAndFailures() throws IOException {
        String loss = rendered(TrialReport.sick(), "MSELoss.md");
        assertTrue(loss.contains("https://pytorch.org/docs/1.4.0/nn.html#torch.nn.MSELoss"), loss);
        assertTrue(loss.contains("\n```\nl = (x - y)^2\n"), loss);
        assertTrue(loss.contains("\nHere x is input; y is target. One l for each element;"), loss);
        assertTrue(loss.contains("\n| float32 | 3 | 1 | 2 | 0 | 0 | 0 | 4 | "), loss);
        assertTrue(loss.contains("\n## Errors where the case passed\n\n| dtype"), loss);
        assertTrue(loss.contains("\n| float32 | output | 1 | 50.00 % |"), loss);
        assertTrue(loss.contains("- float32 output: `MSELoss/float32/mean/N2/typical`"), loss);
        assertTrue(loss.contains("- failed (output) `MSELoss/float32/sum/N2/typical`: off by "), loss);
        assertFalse(loss.contains("<script>"), loss);
        String unsupported = rendered(TrialReport.sick(), "CTCLoss.md");
        assertTrue(unsupported.contains("\n- 1: there is no \\*CTCLoss\\*\n"), unsupported);
    }

    @Test
    void relationsAreALine() throws IOException {
        String index = rendered(TrialReport.withRelations(), "README.md");
        assertTrue(
                index.contains("\n\nRelations, checked without golden data: 2 of 6 hold, 1 broken, 1 errored, 1 timed"
                        + " out, 1 unsupported (quick, seed 42).\n\n"),
                index);
        String loss = rendered(TrialReport.withRelations(), "MSELoss.md");
        assertTrue(
                loss.contains(
                        "\n\nRelations, checked without golden data: 2 of 3 hold, 1 broken (quick, seed 42).\n\n## "),
                loss);
        assertFalse(rendered(TrialReport.sick(), "MSELoss.md").contains("Relations"));
        assertFalse(rendered(TrialReport.sick(), "README.md").contains("Relations"));
    }

    @Test
    void lossesWithoutAnySupportAreASentence() throws IOException {
        RunReport report = TrialReport.of(
                TrialReport.line("L1Loss/float32/mean/N2/typical", CaseVerdict.PASSED, null, null),
                TrialReport.line("L1Loss/float32/none/N2/typical", CaseVerdict.UNSUPPORTED, null, "no none"),
                TrialReport.line("MSELoss/float32/mean/N2/typical", CaseVerdict.UNSUPPORTED, null, "no such loss"),
                TrialReport.line("CTCLoss/float32/mean/N2/typical", CaseVerdict.UNSUPPORTED, null, "no such loss"));
        String index = rendered(report, "README.md");
        assertTrue(index.contains("\nNot supported at all: CTCLoss, MSELoss (2 cases).\n"), index);
        assertTrue(index.contains("| [L1Loss](L1Loss.md) | 2 | 1 | 0 | 1 |"), index);
        assertFalse(index.contains("MSELoss.md"), index);
        assertTrue(Files.exists(folder.resolve("parity/L1Loss.md")));
        assertTrue(Files.notExists(folder.resolve("parity/MSELoss.md")));
        assertFalse(rendered(TrialReport.sick(), "README.md").contains("Not supported"));
    }

    @Test
    void timeAndMachineDoNotShow() throws IOException {
        RunReport report = TrialReport.sick();
        ReportHeader h = report.header();
        RunReport elsewhere = new RunReport(
                new ReportHeader(
                        h.formatVersion(),
                        h.port(),
                        h.data(),
                        new ReportHeader.Platform("21", "other", "other", "other"),
                        h.selection(),
                        h.expectedCases(),
                        "2021-01-15T00:00:00Z"),
                report.cases(),
                report.footer());
        for (String file : List.of("README.md", "MSELoss.md", "CTCLoss.md")) {
            assertEquals(rendered(report, file), rendered(elsewhere, file));
        }
    }

    @Test
    void nameOfALossDoesNotLeadOutOfTheFolder() throws IOException {
        new ParityDocs()
                .render(TrialReport.of(TrialReport.line("../x/float32/mean", CaseVerdict.PASSED, null, null)), folder);
        assertTrue(Files.notExists(folder.resolve("x.md")));
    }
}
