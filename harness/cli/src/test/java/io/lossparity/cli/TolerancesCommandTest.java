package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.spi.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TolerancesCommandTest {
    @TempDir
    Path folder;

    @Test
    void listsWhatIsAllowedAndWritesWhatTheRuleGives() throws IOException {
        Path file = folder.resolve("derived.json");
        CommandRun run = CommandRun.of("tolerances", "--derive", file.toString());
        assertEquals(0, run.exitCode(), run::all);
        // Rows that are tighter than the rule are noted first.
        String head = run.out()
                .lines()
                .filter(line -> !line.startsWith("note: "))
                .findFirst()
                .orElseThrow();
        assertTrue(head.matches("loss +dtype +quantity +allowed .*"), run::all);
        assertTrue(
                run.out().lines().anyMatch(line -> line.matches("CTCLoss +float32 +grad +6.40e-05 +4 .*")), run::all);
        Tolerances derived = Tolerances.read(Files.readAllBytes(file), "derived");
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double before = Tolerances.bundled().of("BCELoss", dtype, "output").scale();
            double after = derived.of("BCELoss", dtype, "output").scale();
            assertTrue(after > 0 && after <= before, dtype + ": " + after);
        }
    }

    @Test
    void looserTakesAReasonAndSomethingToDerive() {
        String file = folder.resolve("derived.json").toString();
        for (CommandRun run : List.of(
                CommandRun.of("tolerances", "--allow-looser", "a reason"),
                CommandRun.of("tolerances", "--derive", file, "--allow-looser", " "))) {
            assertEquals(2, run.exitCode(), run::all);
            assertTrue(run.all().contains("--allow-looser takes a reason, and --derive"), run::all);
        }
    }

    @Test
    void reportsTakeAnAudit() {
        CommandRun run =
                CommandRun.of("tolerances", folder.resolve("some.jsonl").toString());
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.all().contains("a REPORT takes --audit"), run::all);
    }

    /** Loosened tenfold: without a reason the reader refuses it, with one the audit does. */
    @Test
    void refusesATenfoldLooserTolerance() throws IOException {
        Path loose = loosened("");
        CommandRun unstated = CommandRun.of("tolerances", "--audit", "--tolerances", loose.toString());
        assertEquals(1, unstated.exitCode(), unstated::all);
        assertTrue(
                unstated.out()
                        .contains("BCELoss float32 grad: allows 4.9E-6 of the scale, which is more than 1.0E-6:"
                                + " exceedsBecause must state the measurement that forces it"),
                unstated::all);
        CommandRun listed = CommandRun.of("tolerances", "--tolerances", loose.toString());
        assertEquals(3, listed.exitCode(), listed::all);
        assertTrue(listed.err().contains("lossparity: tolerances refused: " + loose), listed::all);
        CommandRun stated = CommandRun.of(
                "tolerances",
                "--audit",
                "--tolerances",
                loosened(", \"exceedsBecause\": \"a port\"").toString());
        assertEquals(1, stated.exitCode(), stated::all);
        assertTrue(stated.out().contains("37 times what was ever observed"), stated::all);
        assertTrue(stated.out().contains("REFUSED: 1 fault in "), stated::all);
    }

    private Path loosened(String more) throws IOException {
        try (InputStream in = Tolerances.class.getResourceAsStream("tolerances.json")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String row = "(\"BCELoss\", \"dtype\": \"float32\", \"quantity\": \"grad\", \"scale\": )4.9E-7(.*)\\}";
            return Files.writeString(folder.resolve("loose.json"), json.replaceFirst(row, "$14.9E-6$2" + more + "}"));
        }
    }
}
