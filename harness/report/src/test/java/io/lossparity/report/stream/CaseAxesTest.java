package io.lossparity.report.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.verdict.CaseVerdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseAxesTest {
    private static CaseAxes axes(Map<String, String> at, Map<String, Object> params, List<String> requiresGrad) {
        CaseLine.Asked asked = Reports.asked(at, params, Map.of("input", "float32[4]"), requiresGrad);
        return CaseAxes.of(Reports.line("NLLLoss/float32/x", asked, CaseVerdict.PASSED, null, null));
    }

    @Test
    void axesAreThoseOfTheCase() {
        CaseAxes axes = axes(
                Map.of("weight", "plain", "ignoreIndex", "absent", "shape", "N4-C5", "form", "N-C", "values", "kinks"),
                Map.of("weight", "float32[5]"),
                List.of("input", "target"));
        assertEquals("N-C", axes.form());
        assertEquals(
                Map.of(
                        "reduction", CaseAxes.NOT_PASSED,
                        "weight", "plain",
                        "ignoreIndex", CaseAxes.NOT_PASSED,
                        "values", "kinks",
                        "requiresGrad", "input+target"),
                axes.axes());
    }

    @Test
    void parameterWithoutAnAxisCounts() {
        CaseAxes axes = axes(
                Map.of("reduction", "mean", "form", "N"),
                Map.of("reduction", "mean", "margin", 0.5, "full", true, "posWeight", "float64[3]"),
                List.of());
        assertEquals("mean", axes.value("reduction"));
        assertEquals("0.5", axes.value("margin"));
        assertEquals("True", axes.value("full"));
        assertEquals("a tensor", axes.value("posWeight"));
        assertEquals("none", axes.value(CaseAxes.GRADIENTS));
        assertEquals(CaseAxes.NOT_PASSED, axes.value("eps"));
    }

    @Test
    void rejectedCallIsInvalid() {
        CaseAxes axes = axes(Map.of("invalid", "shape=N2,N3"), Map.of(), List.of());
        assertEquals(CaseAxes.INVALID, axes.form());
        assertEquals(CaseAxes.INVALID, axes.value(CaseAxes.VALUES));
    }
}
