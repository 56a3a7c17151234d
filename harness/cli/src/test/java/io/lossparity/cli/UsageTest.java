package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.GoldenData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UsageTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| which command?",
                "suite | which command?",
                "suite mutant | Did you mean: suite mutants",
                "chek | Did you mean: lossparity check",
                "check --los NLLLoss | --loss",
                "check --loss NLLLos | no loss is named 'NLLLos'; did you mean NLLLoss?",
                "check --loss nllloss | did you mean NLLLoss?",
                "check --loss Frobenius | known: ",
                "check --dtype float16 | --dtype must be float32 or float64, but was 'float16'",
                "check --port nobody | no port is named 'nobody'; known: declaring, declaring-nothing, doubled, lossparity, nll-doubled, nll-only, throwing",
                "check --port no/such.jar | there is no file 'no/such.jar'",
                "check --timeout 0 | --timeout must be a positive number of seconds, but was 0.0",
                "check --timeout soon | --timeout",
                "check --case nothing/* | no case is selected",
                "gate a.jsonl | --budget",
                "list --flag nothing | no case is selected: no case has the flag 'nothing'",
                "list --flag inval | no case has the flag 'inval'; did you mean invalid?",
                "explain | CASE",
                "explain nothing | 'lossparity list --ids' lists them all",
                "list --ids --notes | mutually exclusive",
                "explain NLLLos/float32/x | did you mean NLLLoss",
                "explain NLLLoss/float32/x | the nearest:",
                "explain relation/MSELoss/float32/sum-is-sum-of-non/default/N3/seed=42 | ; the nearest:",
                "check --case NLLLoss/float32/meen | no case is selected; the nearest:",
                "check --case NLLLos/float32/mean | no case is selected; did you mean NLLLoss",
                "check --case relation/MSELoss/float32/no/default/N3/seed=42 | ; the nearest:"
            })
    void wrongUseExitsWithTwoAndAHint(String command, String hint) {
        CommandRun run = CommandRun.of(command == null ? new String[0] : command.split(" ", -1));
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().startsWith("lossparity: "), run::all);
        assertTrue(run.err().contains(hint), run::all);
        assertFalse(run.all().contains("\tat "), run::all);
    }

    static Set<String> commands() {
        Set<String> names = new TreeSet<>();
        addCommands("", Main.commandLine(), names);
        return names;
    }

    private static void addCommands(String above, CommandLine commandLine, Set<String> names) {
        commandLine.getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                names.add(above + name);
                addCommands(above + name + " ", command, names);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnExampleThatParses(String command) {
        CommandRun help = CommandRun.of((command + " --help").split(" ", -1));
        assertEquals(0, help.exitCode());
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help::all);
        List<String> examples = help.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("lossparity " + command))
                .toList();
        assertFalse(examples.isEmpty(), help::all);
        for (String example : examples) {
            assertDoesNotThrow(() -> Main.commandLine().parseArgs(words(example.replaceFirst(" > .*", ""))), example);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void onlyCheckTakesSeveralPorts(String command) {
        String help = CommandRun.of((command + " --help").split(" ", -1)).out();
        boolean check = command.equals("check");
        assertEquals(check, help.contains("--port=PORT]..."), help);
        assertEquals(check, help.contains("several ports, repeat"), help);
    }

    @Test
    void commandsAreGroupedByWhatTheyAreFor() {
        String help = CommandRun.of("--help").out();
        assertTrue(
                help.matches("(?s).*\\RCheck a port:\\R  check .*\\RRead and compare reports:\\R  report .*"
                        + "\\RMaintain the suite:\\R  suite .*"),
                help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
    }

    @Test
    void helpListsExitCodes() {
        CommandRun help = CommandRun.of("--help");
        assertEquals(0, help.exitCode());
        for (int code = 0; code <= 4; code++) {
            assertTrue(help.out().contains("\n  " + code + "   "), help::all);
        }
    }

    @Test
    void versionNamesTheReference() {
        String version = CommandRun.of("--version").out();
        assertTrue(version.contains(
                "of PyTorch " + GoldenData.bundled().manifest().reference().torch()));
        assertTrue(version.contains("our losses: parity arithmetic, array functions: plain ("), version);
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words.subList(1, words.size()).toArray(new String[0]);
    }
}
