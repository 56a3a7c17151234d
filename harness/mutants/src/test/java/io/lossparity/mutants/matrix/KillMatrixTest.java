package io.lossparity.mutants.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.mutants.Mutant;
import java.io.IOException;
import java.io.StringWriter;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KillMatrixTest {
    private static final Mutant ONE = mutant("one");
    private static final Mutant TWO = mutant("two");
    private static final Mutant THREE = mutant("three");

    private final KillMatrix matrix = new KillMatrix(
            "L1Loss",
            List.of("a", "b", "c"),
            List.of(
                    new KillMatrix.Row(ONE, places(0, 1)),
                    new KillMatrix.Row(TWO, places(2)),
                    new KillMatrix.Row(THREE, places())),
            List.of());

    private static Mutant mutant(String name) {
        return new Mutant("L1Loss/" + name, "L1Loss", name, (call, reference) -> reference.right(call));
    }

    private static BitSet places(int... places) {
        BitSet set = new BitSet();
        for (int place : places) {
            set.set(place);
        }
        return set;
    }

    @Test
    void mutantThatNoCaseRejectsSurvives() {
        assertEquals(List.of(THREE), matrix.survivors());
    }

    @Test
    void caseThatAloneRejectsAMutantIsASoleKiller() {
        assertEquals(Map.of("c", List.of(TWO)), matrix.soleKillers());
    }

    @Test
    void coverRejectsWhatTheWholeSuiteRejects() {
        assertEquals(List.of("a", "c"), matrix.cover());
    }

    @Test
    void placesAreWrittenAsRanges() {
        assertEquals("", KillMatrixJson.ranges(places()));
        assertEquals("0-2,5,7-8", KillMatrixJson.ranges(places(0, 1, 2, 5, 7, 8)));
    }

    @Test
    void jsonIsOneLinePerLoss() throws IOException {
        StringWriter out = new StringWriter();
        KillMatrixJson.write(List.of(matrix, matrix), out);
        String text = out.toString();
        assertEquals(2, text.lines().count());
        assertTrue(text.contains("\"survivors\":[\"L1Loss/three\"]"), text);
        assertTrue(text.contains("{\"id\":\"L1Loss/one\",\"name\":\"one\",\"kills\":2,\"killedBy\":\"0-1\"}"), text);
    }
}
