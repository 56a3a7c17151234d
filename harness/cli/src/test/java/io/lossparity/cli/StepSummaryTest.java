package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSummaryTest {
    private static final String[] CHECK = {"check", "--case", "NLLLoss/float32/mean/*/typical"};

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(StepSummary.PROPERTY);
    }

    @Test
    void summaryIsAppended() throws IOException {
        Path file = Files.writeString(folder.resolve("summary.md"), "What others wrote.\n\n");
        System.setProperty(StepSummary.PROPERTY, file.toString());
        CommandRun run = CommandRun.of(CHECK);
        assertEquals(0, run.exitCode(), run::all);
        String text = Files.readString(file);
        assertTrue(text.startsWith("What others wrote.\n\n### ✅ Conforms: port lossparity "), text);
        assertTrue(text.contains("\n| NLLLoss | "), text);
    }

    @Test
    void unwritableSummaryLeavesTheVerdictAndFails() {
        System.setProperty(StepSummary.PROPERTY, folder.toString());
        CommandRun run = CommandRun.of(CHECK);
        assertEquals(4, run.exitCode(), run::all);
        assertTrue(run.out().contains("CONFORMS: "), run::all);
        assertTrue(run.err().contains("can't write " + folder), run::all);
    }
}
