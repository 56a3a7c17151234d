package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.Tolerances;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TolerancesCommandTest {
    @TempDir
    Path folder;

    @Test
    void listsWhatIsAllowedAndWritesWhatTheDataGive() throws IOException {
        Path file = folder.resolve("derived.json");
        CommandRun run = CommandRun.of("suite", "tolerances", "--derive", file.toString());
        assertEquals(0, run.exitCode(), run::all);
        String head = run.out().lines().findFirst().orElseThrow();
        assertEquals("loss dtype quantity derived noise used", head.replaceAll(" +", " "));
        assertTrue(run.out().lines().anyMatch(line -> line.matches("CTCLoss +float32 +grad( +[0-9.]+){3}")), run::all);
        assertEquals(bundled(), Files.readString(file));
    }

    @Test
    void showsWhichErrorsAreSeen() throws IOException {
        CommandRun run = CommandRun.of("suite", "tolerances", "--sensitivity");
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(
                run.out().contains("| loss | dtype | quantity | elements | 64 units | zero | flipped sign |"),
                run::all);
        assertTrue(run.out().contains("\n| CTCLoss | float32 | grad.logProbs | "), run::all);
        Path file = folder.resolve("pages/sensitivity.md");
        CommandRun written = CommandRun.of("suite", "tolerances", "--sensitivity", "--markdown", file.toString());
        assertEquals(0, written.exitCode(), written::all);
        assertEquals("wrote " + file, written.out().strip());
        assertEquals(run.out(), Files.readString(file));
    }

    @Test
    void optionsThatDoNotGoTogetherAreWrongUsage() {
        CommandRun both = CommandRun.of("suite", "tolerances", "--sensitivity", "--audit");
        assertEquals(2, both.exitCode(), both::all);
        assertTrue(both.all().contains("are mutually exclusive"), both::all);
        CommandRun run = CommandRun.of(
                "suite", "tolerances", folder.resolve("some.jsonl").toString());
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.all().contains("Missing required argument(s): --audit"), run::all);
    }

    /** Loosened in what is used alone, the reader refuses it; in what is derived too, the audit does. */
    @Test
    void refusesALooserTolerance() throws IOException {
        Path loose = edited("(\"BCELoss\", \"dtype\": \"float32\", \"quantity\": \"grad\".*\"used\": )", "$11");
        CommandRun used = CommandRun.of("suite", "tolerances", "--audit", "--tolerances", loose.toString());
        assertEquals(1, used.exitCode(), used::all);
        assertTrue(used.out().contains("BCELoss float32 grad: used is 1"), used::all);
        assertTrue(used.out().contains(" units, which is more than the derived "), used::all);
        CommandRun listed = CommandRun.of("suite", "tolerances", "--tolerances", loose.toString());
        assertEquals(3, listed.exitCode(), listed::all);
        assertTrue(listed.err().contains("lossparity: tolerances refused: " + loose), listed::all);
        Path both = edited(
                "(\"BCELoss\", \"dtype\": \"float32\", \"quantity\": \"grad\", \"derived\": )(.*\"used\": )", "$11$21");
        CommandRun derived = CommandRun.of("suite", "tolerances", "--audit", "--tolerances", both.toString());
        assertEquals(1, derived.exitCode(), derived::all);
        assertTrue(derived.out().contains("BCELoss float32 grad states derived 1"), derived::all);
        assertTrue(derived.out().contains(" follow from the formula"), derived::all);
        assertTrue(derived.out().contains("REFUSED: 2 faults in "), derived::all);
    }

    private Path edited(String from, String to) throws IOException {
        return Files.writeString(folder.resolve("loose.json"), bundled().replaceFirst(from, to));
    }

    private static String bundled() throws IOException {
        try (InputStream in = Tolerances.class.getResourceAsStream("tolerances.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
