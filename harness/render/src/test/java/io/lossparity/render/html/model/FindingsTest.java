package io.lossparity.render.html.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.render.html.SampleReport;
import io.lossparity.report.stream.CaseAxes;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.Reports;
import io.lossparity.report.stream.RunReport;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static CaseLine line(String id, Map<String, String> at, Map<String, Object> params) {
        CaseLine.Asked asked = Reports.asked(at, params, Map.of("input", "float32[4,5]"), List.of("input"));
        return Reports.line(id, asked, CaseVerdict.PASSED, null, null);
    }

    @Test
    void casesWithTheSameFaultAreOneGroup() {
        RunReport report = SampleReport.doubledGradients();
        PortReport port = PortReport.of(report, PortReport.pageNames());
        List<Finding> findings = port.losses().get(0).findings();
        assertEquals(1, findings.size());
        Finding finding = findings.get(0);
        assertEquals("grad.input: wrong values in 40 of 120 cases", finding.headline());
        assertEquals(List.of("for example: grad.input: every element is off"), finding.evidence());
        assertEquals("MSELoss/float32/mean/N1-C3/typical", finding.exampleId());
    }

    private static CaseAxes failed(int n, double errorOfOne, double errorOfTwo) {
        CaseLine.Asked asked = Reports.asked(
                Map.of("reduction", "mean", "form", "N", "values", "typical"),
                Map.of("reduction", "mean"),
                Map.of(),
                List.of("input1", "input2"));
        return CaseAxes.of(Reports.line(
                "CosineEmbeddingLoss/float32/mean/N" + n + "/typical",
                asked,
                CaseVerdict.FAILED,
                FailureKind.GRADIENT,
                "off",
                SampleReport.tensor("grad.input1", 3, errorOfOne, "1.0", "2.0"),
                SampleReport.tensor("grad.input2", 3, errorOfTwo, "1.0", "3.0")));
    }

    @Test
    void caseIsCountedByAllThatIsWrongInIt() {
        List<CaseAxes> cases = List.of(failed(1, 1, 1), failed(2, 1, 1), failed(3, 0, 1));
        assertEquals(
                List.of(
                        "grad.input1 and grad.input2: wrong values in 2 of 3 cases",
                        "grad.input2: wrong values in 1 of 3 cases"),
                Findings.of("CosineEmbeddingLoss", "c.html", cases).stream()
                        .map(Finding::headline)
                        .toList());
    }

    @Test
    void worstCasesAreThoseThatDidNotPass() {
        List<CaseLine> worst = WorstCase.among(SampleReport.doubledGradients().cases());
        assertEquals(WorstCase.COUNT, worst.size());
        assertTrue(worst.stream().allMatch(line -> line.verdict() == CaseVerdict.FAILED));
    }

    @Test
    void coverageShowsWhatIsMissing() {
        List<CaseAxes> cases = List.of(
                CaseAxes.of(line("L1Loss/float32/mean/N4/typical", Map.of("reduction", "mean", "form", "N"), Map.of())),
                CaseAxes.of(
                        line("L1Loss/float64/sum/N4-C3/typical", Map.of("reduction", "sum", "form", "N-C"), Map.of())));
        Coverage coverage = Coverage.of(cases);
        assertEquals(List.of("N", "N-C"), coverage.forms());
        Coverage.Row mean = coverage.rows().get(0);
        assertEquals("mean", mean.value());
        assertEquals(
                List.of(1, 0, 0, 0),
                mean.cells().stream().map(Coverage.Cell::cases).toList());
        assertEquals("not covered", mean.cells().get(1).label());
    }

    @Test
    void pageNamesAreSafeAndDistinct() {
        Function<String, String> names = PortReport.pageNames();
        assertEquals("MSELoss.html", names.apply("MSELoss"));
        assertEquals("MSELoss.html", names.apply("MSELoss"));
        List<String> hostile = List.of("../x", "..<x", "index", "a b", "a/b", "MSELoss");
        HashSet<String> distinct = new HashSet<>(hostile.stream().map(names).toList());
        assertEquals(hostile.size(), distinct.size());
        assertTrue(distinct.stream()
                .allMatch(name -> name.matches("[A-Za-z0-9_-]+\\.html") && !name.equals("index.html")));
    }

    @Test
    void everyLossHasAText() {
        for (String loss : List.of("MSELoss", "CTCLoss", "TripletMarginLoss", "MultiLabelSoftMarginLoss")) {
            assertTrue(LossText.of(loss).isPresent(), loss);
        }
        assertTrue(LossText.of("HuberLoss").isEmpty());
    }
}
