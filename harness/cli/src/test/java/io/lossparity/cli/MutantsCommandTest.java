package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.report.kills.KillMatrix;
import io.lossparity.report.kills.KillReport;
import io.lossparity.report.kills.KillReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantsCommandTest {
    @TempDir
    Path folder;

    private Path kills(String loss, int... killers) throws IOException {
        BitSet places = new BitSet();
        IntStream.of(killers).forEach(places::set);
        KillMatrix matrix = new KillMatrix(
                loss,
                List.of(loss + "/a", loss + "/b"),
                List.of(new KillMatrix.Row(loss + "/sign", "the sign is wrong", places)),
                List.of(),
                Map.of());
        Path file = folder.resolve(loss + ".jsonl");
        KillReport.Data data = new KillReport.Data("1.0.0", "0".repeat(64), "1.4.0");
        try (var out = Files.newBufferedWriter(file)) {
            KillReportFile.write(new KillReport(data, List.of(matrix)), out);
        }
        return file;
    }

    @Test
    void everyMutantOfALossIsRejectedAndReported() throws IOException {
        Path json = folder.resolve("out/kills.jsonl");
        CommandRun run = CommandRun.of(
                "suite", "mutants", "--loss", "L1Loss", "--json", json.toString(), "--report", folder.toString());
        assertEquals(0, run.exitCode(), run::all);
        int mutants = MutantLibrary.of("L1Loss").size();
        assertTrue(run.out().contains(mutants + " of " + mutants + " mutants rejected"), run::all);
        assertTrue(run.out().contains("  hardest: "), run::all);
        KillReport report = KillReportFile.read(List.of(json));
        assertEquals(mutants, report.mutants());
        assertEquals(0, report.survivors());
        assertTrue(report.matrices().get(0).cover().size() < mutants);
        assertTrue(Files.readString(folder.resolve("mutants-L1Loss.html"))
                .contains(MutantLibrary.of("L1Loss").get(0).name()));
    }

    @Test
    void filesOfLossesMakeOneReport() throws IOException {
        Path first = kills("L1Loss", 0, 1);
        Path second = kills("MSELoss", 1);
        CommandRun run =
                CommandRun.of("suite", "mutants", first.toString(), second.toString(), "--report", folder.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("2 of 2 mutants rejected"), run::all);
        assertTrue(run.out().contains("  only MSELoss/b rejects: the sign is wrong"), run::all);
        assertTrue(Files.exists(folder.resolve("mutants-MSELoss.html")));
    }

    @Test
    void survivorExitsWithOne() throws IOException {
        CommandRun run = CommandRun.of("suite", "mutants", kills("L1Loss").toString());
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("  survives: L1Loss: the sign is wrong"), run::all);
        assertTrue(run.out().contains("0 of 1 mutants rejected"), run::all);
    }

    @Test
    void wrongUseIsRefused() throws IOException {
        assertRefused(2, "did you mean L1Loss?", "--loss", "L1Los");
        assertRefused(2, "can't read", folder.resolve("none.jsonl").toString());
        Path file = kills("L1Loss", 0);
        assertRefused(3, "L1Loss is there twice", file.toString(), file.toString());
    }

    private static void assertRefused(int exitCode, String why, String... args) {
        CommandRun run = CommandRun.of(
                Stream.concat(Stream.of("suite", "mutants"), Stream.of(args)).toArray(String[]::new));
        assertEquals(exitCode, run.exitCode(), run::all);
        assertTrue(run.err().contains(why), run::all);
    }
}
