package io.lossparity.kit.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.ToleranceRow.Loosening;
import io.lossparity.spi.DType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TolerancesTest {
    private static final String ROW =
            "{'loss':'*','dtype':'float32','quantity':'output','scale':1e-6,'ulps':4," + "'basis':'measured'}";

    private static Tolerances read(String rows) {
        String json = "{'formatVersion':1,'bases':{'measured':'on a machine'},'tolerances':[" + rows + "]}";
        return Tolerances.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "t");
    }

    private static void assertRefused(String rows, String message) {
        TolerancesException refusal = assertThrows(TolerancesException.class, () -> read(rows));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, output, 1e-6",
        "FLOAT32, grad.input, 1e-6",
        "FLOAT64, output, 1e-12",
        "FLOAT64, grad.weight, 1e-12"
    })
    void anyLossHasTolerancesWithABasis(DType dtype, String quantity, double limit) {
        for (String loss : new String[] {"MSELoss", "KLDivLoss", "ALossToCome"}) {
            Tolerance tolerance = Tolerances.bundled().of(loss, dtype, quantity);
            assertTrue(tolerance.scale() <= limit, loss);
            assertFalse(tolerance.basis().isBlank(), loss);
        }
    }

    @Test
    void ctcIsWithinItsOwnLimit() {
        assertTrue(Tolerances.bundled().of("CTCLoss", DType.FLOAT32, "output").scale() <= 5e-5);
        assertTrue(Tolerances.bundled().of("CTCLoss", DType.FLOAT64, "output").scale() <= 1e-12);
    }

    @Test
    void theMostSpecificRowWins() {
        Tolerances tolerances = read(ROW
                + "," + ROW.replace("'*'", "'L1Loss'").replace("1e-6", "1e-7")
                + "," + ROW.replace("output", "grad").replace("1e-6", "1e-8")
                + ","
                + ROW.replace("'*'", "'L1Loss'").replace("output", "grad.input").replace("1e-6", "1e-9"));
        assertEquals(1e-6, tolerances.of("MSELoss", DType.FLOAT32, "output").scale());
        assertEquals(1e-7, tolerances.of("L1Loss", DType.FLOAT32, "output").scale());
        assertEquals(1e-8, tolerances.of("L1Loss", DType.FLOAT32, "grad.target").scale());
        assertEquals(1e-9, tolerances.of("L1Loss", DType.FLOAT32, "grad.input").scale());
        assertThrows(IllegalArgumentException.class, () -> tolerances.of("L1Loss", DType.FLOAT64, "output"));
    }

    @Test
    void beyondTheLimitNeedsAMeasurement() {
        String loose = ROW.replace("1e-6", "1.1e-6");
        assertRefused(loose, "exceedsBecause must state the measurement");
        assertRefused(ROW.replace("'ulps':4", "'ulps':9"), "exceedsBecause must state the measurement");
        assertRefused(
                ROW.replace("float32", "float64").replace("1e-6", "1.1e-12"),
                "exceedsBecause must state the measurement");
        String stated = loose.replace("'}", "','exceedsBecause':'1.05e-6 on a machine'}");
        assertEquals(
                "on a machine; 1.05e-6 on a machine",
                read(stated).of("L1Loss", DType.FLOAT32, "output").basis());
        assertRefused(ROW.replace("'}", "','exceedsBecause':'no need'}"), "exceedsBecause must go");
    }

    @Test
    void limitOfCtcIsItsOwn() {
        String ctc = ROW.replace("'*'", "'CTCLoss'").replace("1e-6", "5e-5");
        assertEquals(5e-5, read(ctc).of("CTCLoss", DType.FLOAT32, "output").scale());
        assertRefused(ROW.replace("1e-6", "5e-5"), "exceedsBecause must state the measurement");
    }

    @Test
    void aLooserRowNamesItsReason() {
        String looser = ROW.replace("'}", "','looser':[{'scale':0,'ulps':1,'because':'1'}]}");
        assertRefused(looser, "t:1: * float32 output: looser must name one of loosenings, but named 1");
        String json = ("{'formatVersion':1,'bases':{'measured':'on a machine'},'loosenings':{'1':'a floor'},"
                        + "'tolerances':[" + looser + "]}")
                .replace('\'', '"');
        Tolerances tolerances = Tolerances.read(json.getBytes(StandardCharsets.UTF_8), "t");
        assertEquals(
                List.of(new Loosening(0, 1, "a floor")),
                tolerances.row("L1Loss", DType.FLOAT32, "output").looser());
    }

    @Test
    void faultyRowsAreRefused() {
        assertRefused(ROW + "," + ROW, "is there twice");
        assertRefused(ROW.replace("'measured'", "'guessed'"), "basis must be one of bases");
        assertRefused(ROW.replace("output", "loss"), "quantity must be output, grad or grad.ARGUMENT");
        assertRefused(ROW.replace("float32", "int64"), "dtype must be float32 or float64");
        assertRefused(ROW.replace("float32", "double"), "no dtype is named 'double'");
        assertRefused(ROW.replace("1e-6", "-1e-6"), "scale must be finite and not negative");
        assertRefused(ROW.replace("'ulps':4", "'ulps':-1"), "ulps must be in [0, 9223372036854775807], but was -1");
        assertRefused(ROW.replace("'ulps':4,", ""), "ulps");
        assertRefused(ROW.replace("'ulps'", "'rtol':1,'ulps'"), "rtol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"formatVersion\":2,\"bases\":{},\"tolerances\":[]}", "[]"})
    void faultyFilesAreRefused(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThrows(TolerancesException.class, () -> Tolerances.read(bytes, "tolerances"));
    }
}
