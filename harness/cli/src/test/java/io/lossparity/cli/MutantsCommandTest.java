package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.report.kills.KillMatrix;
import io.lossparity.report.kills.KillReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantsCommandTest {
    @TempDir
    Path folder;

    @Test
    void everyMutantOfALossIsRejectedAndReported() throws IOException {
        CommandRun run = CommandRun.of("suite", "mutants", "--loss", "L1Loss", "--report", folder.toString());
        assertEquals(0, run.exitCode(), run::all);
        int mutants = MutantLibrary.of("L1Loss").size();
        assertTrue(run.out().contains(mutants + " of " + mutants + " mutants rejected"), run::all);
        assertTrue(run.out().contains("  hardest: "), run::all);
        assertTrue(Files.readString(folder.resolve("mutants-L1Loss.html"))
                .contains(MutantLibrary.of("L1Loss").get(0).name()));
    }

    @Test
    void survivorExitsWithOne() {
        BitSet first = new BitSet();
        first.set(0);
        KillMatrix matrix = new KillMatrix(
                "L1Loss",
                List.of("L1Loss/a", "L1Loss/b"),
                List.of(
                        new KillMatrix.Row("L1Loss/sign", "the sign is wrong", new BitSet()),
                        new KillMatrix.Row("L1Loss/double", "it is doubled", first)),
                List.of(),
                Map.of());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        KillTable.row(matrix, out);
        assertEquals(
                1,
                MutantsCommand.conclude(new KillReport(new KillReport.Data("1.0.0", "1.4.0"), List.of(matrix)), out));
        out.flush();
        assertTrue(text.toString().contains("  survives: L1Loss: the sign is wrong"), text::toString);
        assertTrue(text.toString().contains("  only L1Loss/a rejects: it is doubled"), text::toString);
        assertTrue(text.toString().contains("1 of 2 mutants rejected"), text::toString);
    }

    @Test
    void unknownLossIsRefused() {
        CommandRun run = CommandRun.of("suite", "mutants", "--loss", "L1Los");
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().contains("did you mean L1Loss?"), run::all);
    }
}
