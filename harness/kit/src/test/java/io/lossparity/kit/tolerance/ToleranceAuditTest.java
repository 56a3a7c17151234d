package io.lossparity.kit.tolerance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.GoldenDataException;
import io.lossparity.kit.fixture.GoldenFolder;
import io.lossparity.spi.DType;
import java.io.ByteArrayInputStream;
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

class ToleranceAuditTest {
    private static final String ROW =
            "{'loss':'MSELoss','dtype':'float32','quantity':'output','scale':8.1e-7,'ulps':4,'basis':'measured',"
                    + "'noise':2e-7,'noiseUlps':3.0,'truth':2.23e-10}";

    private static final String NOISE = """
            {'formatVersion':1,'settings':[
            {'name':'avx2','variables':{'OMP_NUM_THREADS':'1'},'emulated':null,'processor':'one'},
            {'name':'an EPYC','variables':{},'emulated':'EPYC','processor':'other'}],
            'files':[{'path':'MSELoss/float32.json','sha256':'%s','parallel':{'output':[3,1e-7,0]},'cases':[
            {'id':'MSELoss/float32/mean/a','noise':{'output':[2,2e-7,1]}}]}]}
            """.replace('\'', '"');

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        GoldenFolder.small(folder).write();
        String sha256 = GoldenData.open(folder).manifest().files().get(0).sha256();
        Files.writeString(folder.resolve("noise.json"), NOISE.formatted(sha256));
    }

    private static Tolerances tolerances(String rows) throws IOException {
        String json = "{'formatVersion':1,'bases':{'measured':'on a machine'},'tolerances':[" + rows + "]}";
        return Tolerances.read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), "t");
    }

    private List<String> faults(String rows) throws IOException {
        return new ToleranceAudit(Observations.of(GoldenData.open(folder))).faults(tolerances(rows));
    }

    private void assertFault(String row, String message) throws IOException {
        List<String> faults = faults(row);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains(message), faults::toString);
    }

    /** The gate of the build: what is shipped is as tight as what was measured allows. */
    @Test
    void bundledTolerancesAreAsTightAsMeasured() {
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
    void noiseAndTruthAreCollected() throws IOException {
        Observations observations = Observations.of(GoldenData.open(folder));
        Measured output = observations.of("MSELoss", DType.FLOAT32, "output").orElseThrow();
        assertEquals(2e-7, output.noise());
        assertEquals(3, output.noiseUlps());
        assertEquals(1e-9 / 4.5, output.truth(), 1e-15);
        Measured grad = observations.of("*", DType.FLOAT32, "grad").orElseThrow();
        assertEquals(0, grad.noise());
        assertEquals(1.23456789012e-8 / 2.5, grad.truth(), 1e-15);
        assertTrue(observations.of("MSELoss", DType.FLOAT64, "output").isEmpty());
        assertEquals(List.of(), observations.remarks());
    }

    @Test
    void aRowOfTheRuleIsAccepted() throws IOException {
        assertEquals(List.of(), faults(ROW));
    }

    @Test
    void aTenfoldLooserRowIsRefusedWhateverTheReason() throws IOException {
        String loose = ROW.replace("8.1e-7", "8.1e-6");
        IllegalArgumentException unstated = assertThrows(IllegalArgumentException.class, () -> tolerances(loose));
        assertTrue(unstated.getMessage().contains("MSELoss float32 output"), unstated.getMessage());
        assertTrue(unstated.getMessage().contains("exceedsBecause must state"), unstated.getMessage());
        assertFault(
                loose.replace("2.23e-10}", "2.23e-10,'exceedsBecause':'a port needs it'}"),
                "MSELoss float32 output allows 8.10e-06 of scale, 40 times what was ever observed (noise 2.00e-07,"
                        + " truth 2.23e-10, floor 1.19e-07): more than 10 times is refused");
        assertFault(
                ROW.replace("'ulps':4", "'ulps':41").replace("2.23e-10}", "2.23e-10,'exceedsBecause':'so'}"),
                "MSELoss float32 output allows 41 ulps, where 4 are what was ever observed or the floor");
    }

    @Test
    void looserThanTheRuleNeedsAReason() throws IOException {
        String looser = ROW.replace("8.1e-7", "9e-7");
        IllegalArgumentException unstated = assertThrows(IllegalArgumentException.class, () -> tolerances(looser));
        assertTrue(
                unstated.getMessage().contains("more than the 8.1E-7 and 4 that its noise and truth allow"),
                unstated.getMessage());
        assertEquals(List.of(), faults(looser.replace("2.23e-10}", "2.23e-10,'exceedsBecause':'9e-7 on ARM'}")));
    }

    @Test
    void statedMeasurementsMustHaveBeenMeasured() throws IOException {
        assertFault(
                ROW.replace("'noise':2e-7", "'noise':3e-7"),
                "MSELoss float32 output states noise 3.0E-7, but only 2.0E-7 was measured");
        assertFault(ROW.replace("2.23e-10", "2.3e-10"), "states truth 2.3E-10, but only 2.23E-10 was measured");
        assertFault(ROW.replace("'noiseUlps':3.0", "'noiseUlps':4.0"), "states noiseUlps 4.0, but only 3.0");
    }

    @Test
    void aRowWithoutBasisIsRefused() throws IOException {
        String bare = ROW.replace(",'noise':2e-7,'noiseUlps':3.0,'truth':2.23e-10", "");
        assertFault(bare, "MSELoss float32 output rests on nothing: it must state noise, noiseUlps and truth");
        assertFault(
                ROW.replace("MSELoss", "NoLoss"),
                "NoLoss float32 output rests on nothing: the golden data have no case of it");
    }

    @Test
    void exactRowsAreAllowedWhatThreadsMove() throws IOException {
        String exact = ROW.replace("8.1e-7", "0.0").replace("'ulps':4", "'ulps':3");
        assertEquals(List.of(), faults(exact));
        assertThrows(IllegalArgumentException.class, () -> tolerances(exact.replace("'ulps':3", "'ulps':4")));
    }

    @Test
    void derivedRowsAreTighterAndPass() throws IOException {
        String wide = "{'loss':'*','dtype':'float32','quantity':'QUANTITY','scale':1e-6,'ulps':4,'basis':'measured'}";
        Tolerances before = tolerances(wide.replace("QUANTITY", "output") + "," + wide.replace("QUANTITY", "grad"));
        Observations observations = Observations.of(GoldenData.open(folder));
        String text = new TighterTolerances(before, observations).text(List.of("MSELoss"));
        Tolerances after = Tolerances.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "derived");
        assertEquals(8.1e-7, after.of("MSELoss", DType.FLOAT32, "output").scale());
        assertEquals(2e-8, after.of("MSELoss", DType.FLOAT32, "grad.input").scale(), 1e-10);
        assertEquals(List.of(), new ToleranceAudit(observations).faults(after));
    }

    @Test
    void changedDataAreRemarkedOn() throws IOException {
        GoldenFolder.small(folder).replacing("0.5", "0.75").write();
        assertEquals(
                List.of("MSELoss/float32.json has changed since its noise was measured: python -m golden_generator"
                        + " noise --loss MSELoss measures it anew"),
                Observations.of(GoldenData.open(folder)).remarks());
    }

    @ParameterizedTest
    @CsvSource({
        "MSELoss/float32.json, L1Loss/float32.json, the manifest does not list 'L1Loss/float32.json'",
        "'[2,2e-7,1]', '[2,2e-7,2]', output must be [ulps",
        "'[2,2e-7,1]', '[2,-2e-7,1]', output must be [ulps",
        "MSELoss/float32/mean/a, L1Loss/float32/mean/a, the case L1Loss/float32/mean/a is not one of",
        "sha256, sha1, a file's noise has the unknown field 'sha1'"
    })
    void faultyNoiseIsRefused(String from, String to, String message) throws IOException {
        Path path = folder.resolve("noise.json");
        String text = Files.readString(path);
        assertTrue(text.contains(from), from);
        Files.writeString(path, text.replace(from, to));
        GoldenData data = GoldenData.open(folder);
        GoldenDataException refusal = assertThrows(GoldenDataException.class, data::noise);
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }
}
