package io.lossparity.report.kills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KillMatrixTest {
    private static final KillMatrix.Row ONE = row("one", 0, 1);
    private static final KillMatrix.Row TWO = row("two", 2);
    private static final KillMatrix.Row THREE = row("three");
    private static final KillMatrix MATRIX = new KillMatrix(
            "L1Loss",
            List.of("a", "b", "c", "d"),
            List.of(ONE, TWO, THREE),
            List.of("d"),
            Map.of("four", "it can't be"));

    private static KillMatrix.Row row(String name, int... places) {
        return new KillMatrix.Row("L1Loss/" + name, name, places(places));
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
        assertEquals(List.of(THREE), MATRIX.survivors());
        assertEquals(List.of(THREE, TWO, ONE), MATRIX.hardestFirst());
    }

    @Test
    void caseThatAloneRejectsAMutantIsASoleKiller() {
        assertEquals(Map.of("c", List.of(TWO)), MATRIX.soleKillers());
    }

    @Test
    void coverRejectsWhatTheWholeSuiteRejects() {
        assertEquals(List.of("a", "c"), MATRIX.cover());
    }

    @Test
    void caseThatRejectsNothingIsIdle() {
        assertEquals(List.of("d"), MATRIX.idle());
    }
}
