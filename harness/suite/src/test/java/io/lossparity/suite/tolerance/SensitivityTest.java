package io.lossparity.suite.tolerance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.GoldenFolder;
import io.lossparity.suite.tolerance.Sensitivity.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityTest {
    /** Of the finite elements of each loss and dtype so many in a hundred must see an error of 64 units. */
    private static final double FLOOR = 99;

    @TempDir
    Path folder;

    private static List<Row> rows(GoldenFolder golden, double used) throws IOException {
        String row = "{'loss':'*','dtype':'float32','quantity':'%s','derived':%s,'noise':0,'used':%s}";
        String json = "{'formatVersion':2,'tolerances':[" + row.formatted("output", used, used) + ","
                + row.formatted("grad", used, used) + "]}";
        Tolerances tolerances = Tolerances.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "t");
        return Sensitivity.of(GoldenData.openPart(golden.write()), tolerances);
    }

    @Test
    void countsTheElementsThatSeeAnError() throws IOException {
        assertEquals(
                List.of(
                        new Row("MSELoss float32 output", 2, 2, 2, 2, 2),
                        new Row("MSELoss float32 grad.input", 2, 2, 2, 2, 2)),
                rows(GoldenFolder.small(folder), 100));
    }

    /** An allowance of more than 64 units hides them, and one of terms that are much larger hides the element. */
    @Test
    void wideAllowancesHideErrors() throws IOException {
        GoldenFolder golden = GoldenFolder.small(folder).replacing("\"output\":9", "\"output\":65");
        assertEquals(
                new Row("MSELoss float32 output", 2, 2, 1, 2, 2),
                rows(golden, 100).get(0));
        assertEquals(
                new Row("MSELoss float32 output", 2, 2, 2, 2, 2),
                rows(golden, 60).get(0));
        golden = GoldenFolder.small(folder).replacing("[4.5]", "[5e5]");
        assertEquals(
                new Row("MSELoss float32 output", 2, 2, 2, 1, 2),
                rows(golden, 100).get(0));
        golden = GoldenFolder.small(folder).replacing("[4.5]", "[5e6]");
        assertEquals(
                new Row("MSELoss float32 output", 2, 2, 2, 1, 1),
                rows(golden, 100).get(0));
    }

    @Test
    void zerosSeeOnlyTheUnits() throws IOException {
        GoldenFolder golden = GoldenFolder.small(folder).replacing("[0.25]", "[0.0]");
        assertEquals(
                new Row("MSELoss float32 output", 2, 1, 2, 1, 1),
                rows(golden, 100).get(0));
    }

    @Test
    void tableHasSharesRoundedDown() {
        String text = Sensitivity.markdown(List.of(new Row("L1Loss float32 output", 3000, 0, 2999, 0, 0)));
        assertTrue(text.endsWith("| L1Loss | float32 | output | 3000 | 99.96 % | - | - |\n"), text);
    }

    /** The published table is that of the golden data, and above the floor. */
    @Test
    void publishedTableHolds() throws IOException {
        List<Row> rows = Sensitivity.of(GoldenData.bundled(), Tolerances.bundled());
        assertEquals(Sensitivity.markdown(rows), Files.readString(Path.of("../../golden-data/SENSITIVITY.md")));
        List<String> blind = rows.stream()
                .filter(row -> 100.0 * row.units() < FLOOR * row.elements())
                .map(Row::name)
                .toList();
        assertEquals(List.of(), blind);
    }
}
