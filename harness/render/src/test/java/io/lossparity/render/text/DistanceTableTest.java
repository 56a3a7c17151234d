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
        assertEquals(" ".repeat(26) + "float32" + " ".repeat(30) + "float64", lines.get(1));
        assertTrue(lines.get(2).matches("loss {20}(  port-torch  port-truth  torch-truth){2}"), table);
        assertEquals(
                "MultiLabelSoftMarginLoss           0           2         1.25           0     3.0e-3*         1.25",
                lines.get(3));
        assertTrue(lines.get(4).matches("L1Loss +0 +4.0e8 +1.25 +- +- +-"), table);
        assertEquals("* and in some cases NaN or infinity against another value", lines.get(5));
        assertTrue(lines.stream().allMatch(line -> line.length() <= 100), table);
    }

    @Test
    void withoutTruthThereIsNoTable() {
        assertEquals("", DistanceTable.render(List.of()));
        String one = DistanceTable.render(List.of(distances("L1Loss", "float64", "output", 1, null)));
        assertEquals(4, one.lines().count(), one);
    }
}
