package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that fits expectations, on a port that has NLLLoss alone and doubles its float32 gradients. */
class ExpectationsCommandTest {
    private static final String NONE = "NLLLoss/float32/none/weight=absent/ignore=absent/N3-C1/typical";
    private static final String WORDS = """
            # Ours.

            [to-fix] doubled gradients
            # Seen in version 1.
            reason: The gradient is doubled.
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("expectations.txt");
    }

    private CommandRun run(String... more) {
        List<String> args =
                new ArrayList<>(List.of("expectations", "--port", "nll-doubled", "--expectations", file.toString()));
        args.addAll(Arrays.asList(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void updateWritesAFileThatFits() throws IOException {
        CommandRun made = run("--update");
        assertEquals(0, made.exitCode(), made::all);
        assertTrue(made.out().matches("(?s).*added \\[to-fix] NLLLoss: gradient: [1-9]\\d* cases\n.*"), made::all);
        assertTrue(made.out().contains("UPDATED " + file), made::all);
        String text = Files.readString(file);
        assertTrue(text.contains("[to-fix] NLLLoss: gradient\nreason: grad.input: "), text);
        assertFalse(text.contains("NLLLoss/float64"), text);

        CommandRun listed = run();
        assertEquals(0, listed.exitCode(), listed::all);
        assertTrue(
                listed.out().matches("(?s)(.*\n)? *(\\d+) of +\\2 as expected  \\[to-fix] NLLLoss: gradient\n.*"),
                listed::all);
        assertTrue(listed.out().contains("AS EXPECTED: "), listed::all);

        CommandRun again = run("--update");
        assertEquals(0, again.exitCode(), again::all);
        assertTrue(again.out().contains("the expectations fit already: " + file), again::all);
        assertEquals(text, Files.readString(file));
    }

    @Test
    void updateDropsWhatIsStaleAndKeepsWords() throws IOException {
        Files.writeString(
                file,
                WORDS
                        + NONE
                        + "  gradient, max units 1.5E8\n"
                        + "NLLLoss/float64/none/weight=absent/ignore=absent/N3-C1/*  gradient, max ulp 1\n"
                        + "NLLLoss/float32/gone  errored\n"
                        + "\n[will-not-fix] once\nreason: It was so once.\nL1Loss/*/gone  errored\n");
        CommandRun run = run("--update");
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("dropped NLLLoss/float32/gone (doubled gradients): no case matches\n"), run::all);
        assertTrue(
                run.out()
                        .contains(
                                "dropped NLLLoss/float64/none/weight=absent/ignore=absent/N3-C1/* (doubled gradients):"
                                        + " no case fails\n"),
                run::all);
        assertTrue(run.out().contains("dropped [will-not-fix] once: none of its cases fails any more\n"), run::all);
        assertTrue(run.out().contains("tightened " + NONE + "  gradient, max units 1.5E8 to " + NONE), run::all);
        String text = Files.readString(file);
        assertTrue(text.startsWith(WORDS + NONE + "  gradient, max units 1.7E7\n"), text);
        assertTrue(text.contains("[to-fix] NLLLoss: gradient\n"), text);
        assertFalse(text.contains("gone") || text.contains("once"), text);
    }

    @Test
    void nothingGetsLooserWithoutAReason() throws IOException {
        String tight = WORDS + NONE + "  gradient, max units 8000000.0\n";
        Files.writeString(file, tight);
        CommandRun refused = run("--update");
        assertEquals(1, refused.exitCode(), refused::all);
        assertTrue(
                refused.out().contains(NONE + "  gradient, max units 8000000.0 (line 6) would have to be "),
                refused::all);
        assertTrue(refused.out().contains("NOT UPDATED: "), refused::all);
        assertEquals(tight, Files.readString(file));

        CommandRun allowed = run("--allow-looser", "the port got a new version");
        assertEquals(0, allowed.exitCode(), allowed::all);
        String text = Files.readString(file);
        assertTrue(text.contains("# looser: the port got a new version\n" + NONE + "  gradient, max "), text);
    }

    @Test
    void aBlankReasonIsRefused() {
        CommandRun run = run("--allow-looser", " ");
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().contains("--allow-looser needs a reason, but it is blank"), run::all);
    }
}
