package io.lossparity.report.html.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.compare.Attribution;
import io.lossparity.report.html.SampleReport;
import io.lossparity.report.html.model.TruthTable.DepartureRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TruthTableTest {
    private final TruthTable table = TruthTable.of(SampleReport.withTruth().cases());

    @Test
    void distancesAreThoseOfTheWorstCase() {
        double beyond = Double.POSITIVE_INFINITY;
        assertEquals(
                List.of(new TruthRow(
                        "output",
                        "float32",
                        4,
                        new TruthRow.Side(beyond, 3.5, beyond),
                        new TruthRow.Side(1.25e-7, 0.5, 2.125),
                        1,
                        2,
                        1)),
                table.rows());
        assertEquals("not comparable / 1.3e-7", table.worst(true));
        assertEquals("\u2013", table.worst(false), "there is no gradient");
    }

    @Test
    void differencesAreAttributedAndDeparturesExplained() {
        assertEquals(3, table.differing());
        assertEquals(
                Map.of(Attribution.PORT_CLOSER, 1, Attribution.TORCH_CLOSER, 1, Attribution.DEFINITION, 1),
                table.attributed());
        assertEquals(
                List.of(new DepartureRow("log-of-0", "PyTorch replaces log(0) by log(1e-12)", 1)), table.departures());
    }

    @Test
    void withoutATruthThereIsNothingToSay() {
        TruthTable none = TruthTable.of(SampleReport.doubledGradients().cases());
        assertEquals(new TruthTable(List.of(), 0, Map.of(), List.of()), none);
        assertEquals("", none.summary());
    }

    @Test
    void strangersVerdictIsNone() {
        TruthTable strange = TruthTable.of(SampleReport.hostile().cases());
        assertEquals(1, strange.differing());
        assertEquals(Map.of(), strange.attributed());
        assertEquals(
                "Of the 1 tensors in which port and PyTorch differ: in 1 neither is clearly closer.",
                strange.summary());
    }
}
