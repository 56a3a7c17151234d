package io.lossparity.render.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.Distances;
import io.lossparity.kit.verdict.Distances.Greatest;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistanceTableTest {
    private static Distances distances(String loss, String dtype, String tensor, double port, Integer incomparable) {
        Greatest none = new Greatest(0, 0, null, null);
        Greatest torch = new Greatest(1.25, 1.5, loss + "/x", null);
        return new Distances(loss, dtype, tensor, 3, none, new Greatest(port, 1, "x", incomparable), torch, 0, 0);
    }

    @Test
    void rowHasTheGreatestOverOutputAndGradientsOfEachType() {
        String table = DistanceTable.render(List.of(
                distances("MultiLabelSoftMarginLoss", "float32", "output", 1, null),
                distances("MultiLabelSoftMarginLoss", "float32", "grad.input", 2, null),
                distances("MultiLabelSoftMarginLoss", "float64", "output", 0.003, 2),
                distances("L1Loss", "float32", "output", 4e8, null)));
        List<String> lines = table.lines().toList();
        assertTrue(lines.get(2).matches("loss {20}  dtype +port-torch +port-truth +torch-truth"), table);
        assertEquals("MultiLabelSoftMarginLoss  float32            0            2         1.25", lines.get(3));
        assertEquals("MultiLabelSoftMarginLoss  float64            0      3.0e-3*         1.25", lines.get(4));
        assertTrue(lines.get(5).matches("L1Loss +float32 +0 +4.0e\\+8 +1.25"), table);
        assertEquals("* and in some cases NaN or infinity against another value", lines.get(6));
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), table);
    }

    @Test
    void withoutTruthThereIsNoTable() {
        assertEquals("", DistanceTable.render(List.of()));
        String one = DistanceTable.render(List.of(distances("L1Loss", "float64", "output", 1, null)));
        assertEquals(4, one.lines().count(), one);
    }
}
