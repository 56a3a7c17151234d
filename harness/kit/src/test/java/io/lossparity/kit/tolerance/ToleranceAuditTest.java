package io.lossparity.kit.tolerance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.LooseTolerancesException;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.ToleranceRow.Loosening;
import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.kit.compare.ToleranceRule;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.GoldenDataException;
import io.lossparity.kit.fixture.GoldenFolder;
import io.lossparity.spi.DType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        String sha256 = GoldenData.openPart(folder).manifest().files().get(0).sha256();
        Files.writeString(folder.resolve("noise.json"), NOISE.formatted(sha256));
    }

    private static Tolerances tolerances(String rows) throws IOException {
        String json = "{'formatVersion':1,'bases':{'measured':'on a machine'},'tolerances':[" + rows + "]}";
        return Tolerances.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "t");
    }

    private List<String> faults(String rows) throws IOException {
        return new ToleranceAudit(Observations.of(GoldenData.openPart(folder))).faults(tolerances(rows));
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

    /** Sums that are added in another order are a few ulps off, however exact PyTorch's own is. */
    @Test
    void everyBundledRowHasTheFloor() {
        for (ToleranceRow row : Tolerances.bundled().rows()) {
            assertTrue(row.tolerance().ulps() >= ToleranceRule.FLOOR_ULPS, row.name());
        }
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
        Observations observations = Observations.of(GoldenData.openPart(folder));
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

    /** A tenth of the scale is one ulp there: a tolerance of it would let anything pass elsewhere. */
    @Test
    void noiseOfSubnormalTensorsCountsInUlpsAlone() throws IOException {
        Path fixture = folder.resolve("MSELoss/float32.json");
        GoldenFolder.small(folder).replacing("0.25]", "1.4E-44]").write();
        String sha256 = GoldenData.openPart(folder).manifest().files().get(0).sha256();
        Files.writeString(folder.resolve("noise.json"), NOISE.formatted(sha256).replace("[2,2e-7,1]", "[1,0.1,1]"));
        assertTrue(Files.readString(fixture).contains("1.4E-44"));
        Measured output = observations().of("MSELoss", DType.FLOAT32, "output").orElseThrow();
        assertEquals(1e-7, output.noise(), "what threads move tensors of other scale by");
        assertEquals(3, output.noiseUlps());
    }

    @Test
    void aRowOfTheRuleIsAccepted() throws IOException {
        assertEquals(List.of(), faults(ROW));
    }

    @Test
    void aTenfoldLooserRowIsRefusedWhateverTheReason() throws IOException {
        String loose = ROW.replace("8.1e-7", "8.1e-6");
        LooseTolerancesException unstated = assertThrows(LooseTolerancesException.class, () -> tolerances(loose));
        assertTrue(unstated.getMessage().contains("MSELoss float32 output"), unstated.getMessage());
        assertTrue(unstated.getMessage().contains("exceedsBecause must state"), unstated.getMessage());
        assertFault(
                loose.replace("2.23e-10}", "2.23e-10,'exceedsBecause':'a port needs it'}"),
                "MSELoss float32 output allows 8.10e-06 of scale (8.10e-06, and 4 ulps), 40 times what was ever observed"
                        + " (noise 2.00e-07, truth 2.23e-10, floor 1.19e-07): more than 10 times is refused");
        assertFault(
                ROW.replace("'ulps':4", "'ulps':41").replace("2.23e-10}", "2.23e-10,'exceedsBecause':'so'}"),
                "MSELoss float32 output allows 4.89e-06 of scale (8.10e-07, and 41 ulps), 24 times what was ever observed");
    }

    @Test
    void looserThanTheRuleNeedsAReason() throws IOException {
        String looser = ROW.replace("8.1e-7", "9e-7");
        LooseTolerancesException unstated = assertThrows(LooseTolerancesException.class, () -> tolerances(looser));
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
        assertFault(
                ROW.replace("2.23e-10", "2e-10"),
                "MSELoss float32 output states truth 2.0E-10, but 2.23E-10 was measured: --derive states it anew");
    }

    @Test
    void aRowWithoutBasisIsRefused() throws IOException {
        String bare = ROW.replace(",'noise':2e-7,'noiseUlps':3.0,'truth':2.23e-10", "");
        assertFault(bare, "MSELoss float32 output rests on nothing: it must state noise, noiseUlps and truth");
        assertFault(
                ROW.replace("MSELoss", "NoLoss"),
                "NoLoss float32 output rests on nothing: the golden data have no case of it");
    }

    /** The whole float32 row where nothing but the floor is allowed: tenfold, it is refused even with a reason. */
    @Test
    void aTenfoldLooserFloorIsRefusedWhateverTheReason() throws IOException {
        String floor = ROW.replace("output", "grad")
                .replace("8.1e-7", "2e-8")
                .replace("'noise':2e-7,'noiseUlps':3.0,'truth':2.23e-10", "'noise':0,'noiseUlps':0,'truth':4.94e-9");
        assertEquals(List.of(), faults(floor));
        String loose = floor.replace("'ulps':4", "'ulps':40");
        assertThrows(LooseTolerancesException.class, () -> tolerances(loose));
        assertFault(loose.replace("4.94e-9}", "4.94e-9,'exceedsBecause':'so'}"), "and 40 ulps), 40 times what was");
    }

    @Test
    void derivedRowsAreTighterAndPass() throws IOException {
        Tolerances after = derived(wide("scale':1e-6,'ulps':4"), Optional.empty());
        assertEquals(8.1e-7, after.of("MSELoss", DType.FLOAT32, "output").scale());
        assertEquals(2e-8, after.of("MSELoss", DType.FLOAT32, "grad.input").scale(), 1e-10);
        assertEquals(List.of(), after.row("MSELoss", DType.FLOAT32, "output").looser());
    }

    @Test
    void derivedRowsGetLooserForAReasonAlone() throws IOException {
        Tolerances before = wide("scale':1e-7,'ulps':0");
        DerivedTolerances unstated = new DerivedTolerances(before, observations(), Optional.empty());
        Tolerance kept = read(unstated.text(List.of("MSELoss"))).of("MSELoss", DType.FLOAT32, "output");
        assertEquals(1e-7, kept.scale());
        assertEquals(0, kept.ulps());
        assertTrue(unstated.keptTighter().contains("MSELoss float32 output"), unstated.keptTighter()::toString);

        ToleranceRow looser = derived(before, Optional.of("a CPU more")).row("MSELoss", DType.FLOAT32, "output");
        assertEquals(8.1e-7, looser.tolerance().scale());
        assertEquals(ToleranceRule.FLOOR_ULPS, looser.tolerance().ulps());
        assertEquals(List.of(new Loosening(1e-7, 0, "a CPU more")), looser.looser());
        assertThrows(
                IllegalArgumentException.class, () -> new DerivedTolerances(before, observations(), Optional.of(" ")));
    }

    @Test
    void whatIsForcedBeyondTheLimitIsStated() throws IOException {
        String noise = Files.readString(folder.resolve("noise.json"));
        Files.writeString(folder.resolve("noise.json"), noise.replace("[2,2e-7,1]", "[9,6e-7,1]"));
        Tolerances after = derived(wide("scale':1e-6,'ulps':4"), Optional.of("measured anew"));
        ToleranceRow forced = after.row("MSELoss", DType.FLOAT32, "output");
        assertEquals(1.3e-6, forced.tolerance().scale(), "2 times noise and truth, where that is beyond the limit");
        assertTrue(
                forced.exceedsBecause()
                        .orElseThrow()
                        .startsWith("PyTorch 1.4.0 itself moves by 6.0E-7 and is 2.23E-10"),
                forced.exceedsBecause()::toString);
        assertEquals(1e-6, after.of("AnyOther", DType.FLOAT32, "output").scale(), "any loss is held to the limit");
    }

    @Test
    void aReasonOfItsOwnIsKept() throws IOException {
        Tolerances before = tolerances(
                ROW.replace("8.1e-7", "9e-7").replace("2.23e-10}", "2.23e-10,'exceedsBecause':'9e-7 on ARM'}") + ","
                        + wideRow("scale':1e-6,'ulps':4", "output") + "," + wideRow("scale':1e-6,'ulps':4", "grad"));
        ToleranceRow kept = derived(before, Optional.empty()).row("MSELoss", DType.FLOAT32, "output");
        assertEquals(9e-7, kept.tolerance().scale());
        assertEquals(Optional.of("9e-7 on ARM"), kept.exceedsBecause());
    }

    private static String wideRow(String allowed, String quantity) {
        return "{'loss':'*','dtype':'float32','quantity':'" + quantity + "','" + allowed + ",'basis':'measured'}";
    }

    private static Tolerances wide(String allowed) throws IOException {
        return tolerances(wideRow(allowed, "output") + "," + wideRow(allowed, "grad"));
    }

    private Observations observations() {
        return Observations.of(GoldenData.openPart(folder));
    }

    private static Tolerances read(String text) throws IOException {
        return Tolerances.read(text.getBytes(StandardCharsets.UTF_8), "derived");
    }

    /** Derives rows, which must pass the audit, and give themselves again. */
    private Tolerances derived(Tolerances before, Optional<String> looserBecause) throws IOException {
        String text = new DerivedTolerances(before, observations(), looserBecause).text(List.of("MSELoss"));
        Tolerances after = read(text);
        assertEquals(List.of(), new ToleranceAudit(observations()).faults(after));
        assertEquals(text, new DerivedTolerances(after, observations(), Optional.empty()).text(List.of("MSELoss")));
        return after;
    }

    @Test
    void changedDataAreRemarkedOn() throws IOException {
        GoldenFolder.small(folder).replacing("0.5", "0.75").write();
        assertEquals(
                List.of("MSELoss/float32.json has changed since its noise was measured: python -m golden_generator"
                        + " noise --loss MSELoss measures it anew"),
                Observations.of(GoldenData.openPart(folder)).remarks());
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
        GoldenData data = GoldenData.openPart(folder);
        GoldenDataException refusal = assertThrows(GoldenDataException.class, data::noise);
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }
}
