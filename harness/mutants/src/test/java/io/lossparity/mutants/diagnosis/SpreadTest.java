package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void showsEachValueOfEachAxisBeforeItRepeatsOne() {
        List<String> ids = List.of("L/mean/N1", "L/mean/N1/kinks", "L/mean/N2", "L/sum/N1", "L/none/N3");
        assertEquals(List.of(1, 4, 2, 3), Spread.order(ids, 4));
        assertEquals(List.of(0), Spread.order(List.of("L/mean"), 3));
    }
}
