package io.lossparity.suite.tolerance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.GoldenDataException;
import io.lossparity.kit.fixture.GoldenFolder;
import io.lossparity.spi.DType;
import io.lossparity.suite.tolerance.Observations.Observed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In the small folder an output of 0.25 has 9 roundings of 4.5 and is 1e-9 off, and a CPU moves it by 0.25 units.
 * The other output is exact.
 */
class ToleranceAuditTest {
    private static final String ROW =
            "{'loss':'MSELoss','dtype':'float32','quantity':'output','derived':9.0,'noise':0.25,'used':9.0}";

    private static final String NOISE = """
            {'formatVersion':2,'settings':[
            {'name':'avx2','variables':{'OMP_NUM_THREADS':'1'},'emulated':null,'processor':'one'},
            {'name':'an EPYC','variables':{},'emulated':'EPYC','processor':'other'}],
            'files':[{'path':'MSELoss/float32.json','sha256':'%s','cases':[
            {'id':'MSELoss/float32/mean/a','noise':{'output':[0.25,1]}}]}]}
            """.replace('\'', '"');

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        write(GoldenFolder.small(folder), "[0.25,1]");
    }

    private void write(GoldenFolder golden, String moved) throws IOException {
        golden.write();
        String sha256 = GoldenData.openPart(folder).manifest().files().get(0).sha256();
        Files.writeString(folder.resolve("noise.json"), NOISE.formatted(sha256).replace("[0.25,1]", moved));
    }

    private static Tolerances tolerances(String rows) {
        return read("{'formatVersion':2,'tolerances':[" + rows.replace("\n", "") + "]}");
    }

    private static Tolerances read(String text) {
        return Tolerances.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "t");
    }

    private Observations observations() {
        return Observations.of(GoldenData.openPart(folder));
    }

    private List<String> faults(String rows) {
        return new ToleranceAudit(observations()).faults(tolerances(rows));
    }

    private void assertFault(String row, String message) {
        List<String> faults = faults(row);
        assertEquals(1, faults.size(), faults::toString);
        assertEquals(message, faults.get(0));
    }

    /** The gate of the build: what is shipped follows from the golden data, and PyTorch itself is within it. */
    @Test
    void bundledTolerancesAreAsDerived() {
        GoldenData data = GoldenData.bundled();
        assertTrue(data.noise().isPresent(), "the golden data must have noise.json");
        assertEquals(List.of(), new ToleranceAudit(Observations.of(data)).faults(Tolerances.bundled()));
    }

    @Test
    void everyLossHasTolerancesOfItsOwn() {
        GoldenData data = GoldenData.bundled();
        for (String loss : data.manifest().losses()) {
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                assertEquals(
                        loss, Tolerances.bundled().row(loss, dtype, "output").loss());
                assertEquals(
                        loss,
                        Tolerances.bundled().row(loss, dtype, "grad.input").loss());
            }
        }
    }

    @Test
    void roundingsNoiseAndTruthAreCollected() {
        Observed output = observations().of("MSELoss", DType.FLOAT32, "output").orElseThrow();
        assertEquals(9, output.derived());
        assertEquals(0.25, output.noise(), "what a CPU moves it by, in units");
        assertEquals("MSELoss/float32/mean/a under an EPYC", output.noisiest());
        Observed grad = observations().of("*", DType.FLOAT32, "grad").orElseThrow();
        assertEquals(5.2, grad.derived());
        assertEquals(1.23456789012e-8 / 5.5 * 0x1p24, grad.noise(), 1e-9, "how far it is off the truth, in units");
        assertTrue(observations().of("MSELoss", DType.FLOAT64, "output").isEmpty());
        assertEquals(List.of(), observations().remarks());
    }

    @Test
    void aRowOfTheDataIsAccepted() {
        assertEquals(List.of(), faults(ROW));
        assertEquals(List.of(), faults(ROW.replace("'used':9.0", "'used':4.0")));
    }

    @Test
    void whatIsNotDerivedIsRefused() {
        assertFault(
                ROW.replace("'derived':9.0", "'derived':10.0"),
                "MSELoss float32 output states derived 10.0, but it is 9.0: --derive states it anew");
        List<String> loose = faults(ROW.replace("9.0", "90.0"));
        assertTrue(
                loose.contains("MSELoss float32 output allows 90.0 units, but only 9.0 follow from the formula"),
                loose::toString);
        assertFault(
                ROW.replace("0.25", "0.1"),
                "MSELoss float32 output states noise 0.1, but it is 0.25: --derive states it anew");
    }

    @Test
    void aBoundThatPyTorchExceedsIsRefused() throws IOException {
        write(GoldenFolder.small(folder), "[93.3,1]");
        assertFault(
                ROW.replace("0.25", "93.3"),
                "MSELoss float32 output allows 9.0 units, but PyTorch itself is 93.3 units off in"
                        + " MSELoss/float32/mean/a under an EPYC");
        write(
                GoldenFolder.small(folder)
                        .replacing("\"truth\":{\"roundings\"", "\"truth\":{\"output\":[0.500002],\"roundings\""),
                "[0.25,1]");
        assertFault(
                ROW.replace("0.25", "67.2"),
                "MSELoss float32 output allows 9.0 units, but PyTorch itself is 67.2 units off in"
                        + " MSELoss/float32/mean/b");
    }

    @Test
    void aRowOfNoCaseIsRefused() {
        assertFault(
                ROW.replace("MSELoss", "NoLoss"),
                "NoLoss float32 output rests on nothing: the golden data have no case of it");
    }

    @Test
    void derivedRowsPassAndGiveThemselvesAgain() {
        String text = new DerivedTolerances(tolerances(""), observations()).text(List.of("MSELoss"));
        Tolerances after = read(text);
        assertEquals(List.of(), new ToleranceAudit(observations()).faults(after));
        assertEquals(9, after.of("MSELoss", DType.FLOAT32, "output").units());
        assertEquals(5.2, after.of("AnyOther", DType.FLOAT32, "grad.input").units());
        assertEquals(text, new DerivedTolerances(after, observations()).text(List.of("MSELoss")));
    }

    /** What somebody found to be enough stays, as long as it is less than what is derived. */
    @Test
    void tightRowsStayTight() {
        Tolerances tight = tolerances(ROW.replace("'used':9.0", "'used':4.0"));
        Tolerances after = read(new DerivedTolerances(tight, observations()).text(List.of("MSELoss")));
        assertEquals(4, after.row("MSELoss", DType.FLOAT32, "output").used());
        assertEquals(9, after.row("MSELoss", DType.FLOAT32, "output").derived());
    }

    @Test
    void changedDataAreRemarkedOn() throws IOException {
        GoldenFolder.small(folder).replacing("0.5]", "0.75]").write();
        assertEquals(
                List.of("MSELoss/float32.json has changed since its noise was measured: python -m golden_generator"
                        + " noise --loss MSELoss measures it anew"),
                observations().remarks());
    }

    @ParameterizedTest
    @CsvSource({
        "MSELoss/float32.json, L1Loss/float32.json, the manifest does not list 'L1Loss/float32.json'",
        "'[0.25,1]', '[0.25,2]', output must be [units",
        "'[0.25,1]', '[-0.25,1]', output must be [units",
        "'[0.25,1]', '[0.25]', output must be [units",
        "MSELoss/float32/mean/a, L1Loss/float32/mean/a, the case L1Loss/float32/mean/a is not one of",
        "sha256, sha1, a file's noise has the unknown field 'sha1'"
    })
    void faultyNoiseIsRefused(String from, String to, String message) throws IOException {
        Path path = folder.resolve("noise.json");
        String text = Files.readString(path);
        assertTrue(text.contains(from), from);
        Files.writeString(path, text.replace(from, to));
        GoldenData data = GoldenData.openPart(folder);
        GoldenDataException refusal = assertThrows(GoldenDataException.class, data::noise);
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }
}
