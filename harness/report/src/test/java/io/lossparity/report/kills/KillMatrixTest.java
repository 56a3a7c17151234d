package io.lossparity.report.kills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.schema.Schemas;
import io.lossparity.report.stream.BrokenReportException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillMatrixTest {
    private static final KillReport.Data DATA = new KillReport.Data("1.0.0", "0".repeat(64), "1.4.0");
    private static final KillMatrix.Row ONE = row("one", 0, 1);
    private static final KillMatrix.Row TWO = row("two", 2);
    private static final KillMatrix.Row THREE = row("three");
    private static final KillMatrix MATRIX = matrix("L1Loss");

    @TempDir
    Path folder;

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

    private static String json(KillMatrix... matrices) throws IOException {
        StringWriter out = new StringWriter();
        KillReportFile.write(new KillReport(DATA, List.of(matrices)), out);
        return out.toString();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void assertBroken(String why, String... texts) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String text : texts) {
            files.add(file(files.size() + ".jsonl", text));
        }
        BrokenReportException e = assertThrows(BrokenReportException.class, () -> KillReportFile.read(files));
        assertTrue(e.getMessage().contains(why), e.getMessage());
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
    void placesAreWrittenAsRanges() {
        assertEquals("", Places.text(places()));
        assertEquals("0-2,5,7-8", Places.text(places(0, 1, 2, 5, 7, 8)));
        assertEquals(places(0, 1, 2, 5, 7, 8), Places.parse("0-2,5,7-8", 9));
        for (String wrong : List.of("0-9", "3-2", "x", "1,", "-1", "99999999999")) {
            assertThrows(IllegalArgumentException.class, () -> Places.parse(wrong, 9), wrong);
        }
    }

    @Test
    void whatIsWrittenIsReadAndFitsTheSchema() throws IOException {
        String text = json(MATRIX, matrix("MSELoss"));
        assertEquals(2, text.lines().count());
        String line = text.lines().findFirst().orElseThrow();
        assertEquals(List.of(), errors(line));
        assertTrue(line.contains("\"survivors\":[\"L1Loss/three\"]"), line);
        assertTrue(line.contains("{\"id\":\"L1Loss/one\",\"name\":\"one\",\"kills\":2,\"killedBy\":\"0-1\"}"), line);
        assertTrue(line.contains("\"idle\":\"3\""), line);
        for (String wrong : List.of(line.replace("\"0-1\"", "\"0..1\""), line.replace("\"adds\":1", "\"adds\":0"))) {
            assertFalse(errors(wrong).isEmpty(), wrong);
        }
        KillReport read = KillReportFile.read(List.of(file("kills.jsonl", text)));
        assertEquals(new KillReport(DATA, List.of(MATRIX, matrix("MSELoss"))), read);
        assertEquals(6, read.mutants());
        assertEquals(2, read.survivors());
    }

    @Test
    void whatIsNoReportIsRefused() throws IOException {
        String line = json(MATRIX);
        assertBroken(
                "0.jsonl, line 1: it has format version 1, but this kit reads version 2",
                line.replace("\"formatVersion\":2", "\"formatVersion\":1"));
        assertBroken("L1Loss is there twice", line, line);
        assertBroken("but others are of", line, json(matrix("MSELoss")).replace("1.0.0", "1.1.0"));
        assertBroken("the places 0-9 are not among 4 cases", line.replace("\"0-1\"", "\"0-9\""));
        assertBroken("line 1: ", line.replace("\"idle\"", "\"lazy\""));
        assertBroken("there is no kill matrix in");
    }

    private static List<String> errors(String line) throws IOException {
        return Schemas.errors(KillMatrix.class, "kills.schema.json", line);
    }
}
