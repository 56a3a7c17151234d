package io.lossparity.kit.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.DType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TolerancesTest {
    private static final String ROW =
            "{'loss':'*','dtype':'float32','quantity':'output','derived':20,'noise':3.5,'used':20}";

    private static Tolerances read(String rows) {
        String json = "{'formatVersion':2,'tolerances':[" + rows + "]}";
        return Tolerances.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "t");
    }

    private static void assertRefused(String rows, String message) {
        TolerancesException refusal = assertThrows(TolerancesException.class, () -> read(rows));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, output", "FLOAT32, grad.input", "FLOAT64, output", "FLOAT64, grad.weight"})
    void anyLossHasTolerancesWithABasis(DType dtype, String quantity) {
        for (String loss : new String[] {"MSELoss", "KLDivLoss", "ALossToCome"}) {
            Tolerance tolerance = Tolerances.bundled().of(loss, dtype, quantity);
            assertTrue(tolerance.units() >= 1, loss);
            assertEquals(Tolerance.FLOOR_ULPS, tolerance.ulps(), loss);
            assertFalse(tolerance.basis().isBlank(), loss);
        }
    }

    @Test
    void theMostSpecificRowWins() {
        Tolerances tolerances = read(ROW
                + "," + ROW.replace("'*'", "'L1Loss'").replace("20", "19")
                + "," + ROW.replace("output", "grad").replace("20", "18")
                + ","
                + ROW.replace("'*'", "'L1Loss'").replace("output", "grad.input").replace("20", "17"));
        assertEquals(20, tolerances.of("MSELoss", DType.FLOAT32, "output").units());
        assertEquals(19, tolerances.of("L1Loss", DType.FLOAT32, "output").units());
        assertEquals(18, tolerances.of("L1Loss", DType.FLOAT32, "grad.target").units());
        assertEquals(17, tolerances.of("L1Loss", DType.FLOAT32, "grad.input").units());
        assertThrows(IllegalArgumentException.class, () -> tolerances.of("L1Loss", DType.FLOAT64, "output"));
    }

    @Test
    void lessThanDerivedMayBeUsedButNotMore() {
        Tolerance tight = read(ROW.replace("'used':20", "'used':8")).of("MSELoss", DType.FLOAT32, "output");
        assertEquals(8, tight.units());
        assertEquals("the formula's roundings, at most 8; PyTorch itself is up to 3.5 units off", tight.basis());
        LooseTolerancesException refusal =
                assertThrows(LooseTolerancesException.class, () -> read(ROW.replace("'used':20", "'used':21")));
        assertTrue(
                refusal.getMessage()
                        .contains("t:1: * float32 output: used is 21.0 units, which is more than the derived 20.0"),
                refusal.getMessage());
    }

    @Test
    void faultyRowsAreRefused() {
        assertRefused(ROW + "," + ROW, "is there twice");
        assertRefused(ROW.replace("output", "loss"), "quantity must be output, grad or grad.ARGUMENT");
        assertRefused(ROW.replace("float32", "int64"), "dtype must be float32 or float64");
        assertRefused(ROW.replace("float32", "double"), "no dtype is named 'double'");
        assertRefused(ROW.replace("3.5", "-3.5"), "noise must be finite and not negative");
        assertRefused(ROW.replace("'noise':3.5,", ""), "a tolerance misses [noise]");
        assertRefused(ROW.replace("'noise'", "'rtol':1,'noise'"), "rtol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"formatVersion\":1,\"tolerances\":[]}", "[]"})
    void faultyFilesAreRefused(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThrows(TolerancesException.class, () -> Tolerances.read(bytes, "tolerances"));
    }
}
