package io.lossparity.report.kills;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KillMatrixTest {
    private static final KillReport.Data DATA = new KillReport.Data("1.0.0", "1.4.0");
    private static final KillMatrix.Row ONE = row("one", 0, 1);
    private static final KillMatrix.Row TWO = row("two", 2);
    private static final KillMatrix.Row THREE = row("three");
    private static final KillMatrix MATRIX = matrix("L1Loss");

    private static KillMatrix matrix(String loss) {
        return new KillMatrix(
                loss,
                List.of("a", "b", "c", "d"),
                List.of(ONE, TWO, THREE),
                List.of("d"),
                Map.of("four", "it can't be"));
    }

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
        assertEquals(List.of(new KillMatrix.Pick("a", 1), new KillMatrix.Pick("c", 1)), MATRIX.cover());
    }

    @Test
    void aCaseIsWorthMoreIfFewOthersRejectTheSame() {
        assertEquals(
                List.of(
                        new KillMatrix.Worth("c", 1, 1, 1),
                        new KillMatrix.Worth("a", 1, 0.5, 2),
                        new KillMatrix.Worth("b", 1, 0.5, 2)),
                MATRIX.worth());
        assertEquals(List.of("d"), MATRIX.idle());
    }

    @Test
    void reportAddsUpItsMatrices() {
        KillReport report = new KillReport(DATA, List.of(MATRIX, matrix("MSELoss")));
        assertEquals(6, report.mutants());
        assertEquals(2, report.survivors());
    }
}
