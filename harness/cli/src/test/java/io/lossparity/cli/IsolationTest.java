package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lossparity.cli.ports.Closing;
import io.lossparity.cli.ports.Spying;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port in a process of its own: the same answers, and nothing that it does harms the harness. */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes a minute")
class IsolationTest {
    private static final String SOME = "*Loss/float32/*/typical";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /** A port behind the protocol gives the same report as in the harness, except for the times. */
    @ParameterizedTest
    @ValueSource(strings = {"lossparity", "declaring"})
    void reportIsIdenticalThroughTheProtocol(String port) throws IOException {
        Path here = folder.resolve("here.jsonl");
        Path there = folder.resolve("there.jsonl");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String serve = "process:'" + java + "' -cp '" + System.getProperty("java.class.path") + "' "
                + Main.class.getName() + " serve --port " + port;
        CommandRun direct = CommandRun.of("check", "--port", port, "--case", SOME, "--json", here.toString());
        CommandRun served = CommandRun.of("check", "--port", serve, "--case", SOME, "--json", there.toString());
        assertEquals(direct.exitCode(), served.exitCode(), served::all);
        List<JsonNode> expected = withoutTimes(here);
        assertTrue(expected.size() > 100, direct::all);
        assertEquals(
                port.equals("declaring"),
                expected.stream().anyMatch(line -> line.path("notes").toString().equals("[\"as declared\"]")),
                direct::all);
        assertEquals(expected, withoutTimes(there));
    }

    /** Messages of cases that did not pass repeat the command, in which the port is called otherwise. */
    private static List<JsonNode> withoutTimes(Path report) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(report, StandardCharsets.UTF_8)) {
            ObjectNode node = (ObjectNode) JSON.readTree(line);
            if (node.get("port") instanceof ObjectNode port) {
                port.remove(List.of("given", "environment")); // which the protocol does not carry
            }
            lines.add(node.without(List.of("nanos", "startedAt", "finishedAt", "message")));
        }
        return lines;
    }

    @Test
    void exitErrsItsCasesAlone() throws IOException {
        CommandRun run = CommandRun.of(
                "check", "--details", "--port", exiting().toString(), "--case", "MSELoss/float32/*/N2-C3/typical");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("port exiting unknown"), run::all);
        assertTrue(run.out().contains("errored: MSELoss/float32/sum/"), run::all);
        assertTrue(run.out().contains("the port's process ended with exit code 4"), run::all);
        assertTrue(run.out().contains("the port called System.exit"), run::all);
        assertTrue(run.out().contains("note: the port's process was started "), run::all);
        assertTrue(run.out().contains(" cases errored"), run::all);
        assertFalse(run.out().contains("\nenough of MSELoss"), run::all);
    }

    /** Without isolation the harness ends too, but never as if the port conformed. */
    @Test
    void exitWithoutIsolationIsNoSuccess() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "check",
                        "--no-isolate",
                        "--port",
                        exiting().toString(),
                        "--loss",
                        "MSELoss")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(4, process.waitFor(), printed);
        assertTrue(printed.contains("the port called System.exit"), printed);
    }

    /** The virtual machine of a port out of a jar has the contract, and neither golden data nor a way to it. */
    @Test
    void portInAMachineOfItsOwnFindsNoExpectedAnswer() throws IOException {
        Path port = PortFolder.of(Spying.class, folder.resolve("port"));
        CommandRun run = CommandRun.of(
                "check", "--port", port.toString(), "--case", "MSELoss/float32/sum/grad=input/N1-C4/typical");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("refused, which PyTorch answers: found []"), run::all);
        CommandRun lower = CommandRun.of(
                "check",
                "--no-isolate",
                "--port",
                port.toString(),
                "--case",
                "MSELoss/float32/sum/grad=input/N1-C4/typical");
        assertTrue(lower.out().contains("golden-data/MSELoss/float32.json by app"), lower::all);
    }

    /** The report shows the answers that were judged: the port is opened once, and no process is left. */
    @ParameterizedTest
    @ValueSource(strings = {"--isolate", "--no-isolate"})
    void portIsOpenedAndClosedOnce(String isolate) throws IOException {
        Path port = PortFolder.of(Closing.class, folder.resolve("port"));
        CommandRun run = CommandRun.of(
                "check",
                isolate,
                "--port",
                port.toString(),
                "--case",
                "MSELoss/float32/sum/*/N2-C3/typical",
                "--report",
                folder.resolve("report").toString());
        assertEquals(1, run.exitCode(), run::all);
        List<String> diary = Files.readAllLines(port.resolve(Closing.DIARY));
        assertEquals(List.of("opened", "closed"), diary, run::all);
        assertEquals(
                List.of(),
                ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(port.toString()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--isolate", "--no-isolate"})
    void notesOfThePortAndOnItAreExplained(String isolate) throws IOException {
        Path port = PortFolder.of(Closing.class, folder.resolve("port"));
        CommandRun run = CommandRun.of(
                "explain", isolate, "--port", port.toString(), "MSELoss/float32/sum/grad=input/N1-C4/typical");
        assertTrue(run.out().contains("  note on closing: 42 is the answer\n"), run::all);
        assertTrue(run.out().contains("  note on closing: the port printed 6 bytes, which begin: asked\n"), run::all);
    }

    @Test
    void portThatCannotBeClosedIsRemarkedOn() {
        CommandRun run = CommandRun.of("explain", "--port", "throwing", "MSELoss/float32/sum/grad=input/N1-C4/typical");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.err().contains("lossparity: note: the port can't be closed: it threw"), run::all);
    }

    @Test
    void jarThatIsNoPortIsRefusedInOneLine() throws IOException {
        CommandRun run = CommandRun.of(
                "check",
                "--port",
                Files.createDirectory(folder.resolve("empty")).toString());
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().startsWith("lossparity: " + folder.resolve("empty") + ": there is no META-INF"), run::all);
        assertEquals(1, run.err().lines().count(), run::all);
    }

    @Test
    void processThatIsNoPortIsRefused() {
        CommandRun run = CommandRun.of("check", "--port", "process:no-such-program --at 'all of it'");
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().startsWith("lossparity: port process 'no-such-program --at all of it': "), run::all);
        CommandRun none = CommandRun.of("check", "--port", "process:");
        assertEquals(2, none.exitCode(), none::all);
        assertTrue(none.err().contains("must be followed by a command"), none::all);
    }

    private Path exiting() throws IOException {
        return PortFolder.ofExiting(folder.resolve("port"));
    }
}
