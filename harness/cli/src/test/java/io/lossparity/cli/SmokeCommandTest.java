package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeCommandTest {
    @Test
    void commandSaysItInWordsAndExitsAsCheckDoes() {
        CommandRun right = CommandRun.of("smoke", "--loss", "MSELoss");
        assertEquals(0, right.exitCode(), right::all);
        assertTrue(right.out().contains("THE ADAPTER WORKS for MSELoss; now run\n./lossparity check"), right::all);

        CommandRun doubled = CommandRun.of("smoke", "--port", "doubled", "--loss", "NLLLoss");
        assertEquals(1, doubled.exitCode(), doubled::all);
        assertTrue(doubled.out().contains("1. the gradient of input is 2 times PyTorch's"), doubled::all);
        assertTrue(doubled.out().contains("./lossparity explain --port doubled NLLLoss/"), doubled::all);
        assertTrue(doubled.out().contains("THE ADAPTER DOES NOT WORK: 1 defect"), doubled::all);

        CommandRun nothing = CommandRun.of("smoke", "--port", "declaring-nothing", "--loss", "MSELoss");
        assertEquals(1, nothing.exitCode(), nothing::all);
        assertTrue(nothing.out().contains("the port supports none of the cases"), nothing::all);

        CommandRun unknown = CommandRun.of("smoke", "--loss", "MSELos");
        assertEquals(2, unknown.exitCode(), unknown::all);
        assertTrue(unknown.err().contains("did you mean MSELoss?"), unknown::all);
    }

    @Test
    void expectedFailuresAreLeftOutAndCounted(@TempDir Path folder) throws IOException {
        String head = "[to-fix] all\nreason: It is so.\n";
        Path all =
                Files.writeString(folder.resolve("all.txt"), head + "MSELoss/*  output+gradient, any size, may pass\n");
        CommandRun none = CommandRun.of("smoke", "--loss", "MSELoss", "--expectations", all.toString());
        assertEquals(0, none.exitCode(), none::all);
        assertTrue(
                none.out().matches("(?s).*NOTHING TO TEST: all \\d+ tiny cases are expected to fail, and left out.*"),
                none::all);
        assertTrue(none.out().matches("(?s).*\\./lossparity check\\b.*--expectations\\b.*"), none::all);

        CommandRun some = CommandRun.of("smoke", "--loss", "MSELoss,L1Loss", "--expectations", all.toString());
        assertEquals(0, some.exitCode(), some::all);
        assertTrue(some.out().contains(" tiny cases are expected to fail, and left out"), some::all);
        assertTrue(some.out().contains("THE ADAPTER WORKS for L1Loss; now run"), some::all);
    }
}
