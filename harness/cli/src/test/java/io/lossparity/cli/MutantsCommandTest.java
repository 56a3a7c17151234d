package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.report.kills.KillMatrix;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MutantsCommandTest {
    @Test
    void everyMutantOfALossIsRejected() {
        CommandRun run = CommandRun.of("suite", "mutants", "--loss", "L1Loss");
        assertEquals(0, run.exitCode(), run::all);
        int mutants = MutantLibrary.of("L1Loss").size();
        assertTrue(run.out().contains(mutants + " of " + mutants + " mutants rejected"), run::all);
        assertTrue(run.out().contains("  hardest: "), run::all);
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
        assertEquals(1, MutantsCommand.conclude(List.of(matrix), out));
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
