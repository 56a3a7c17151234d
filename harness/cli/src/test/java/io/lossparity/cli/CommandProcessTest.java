package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lossparity.cli.ports.Harmful;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process of a command, as the launcher starts it, ends as it must whatever happens in it. */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes a minute")
class CommandProcessTest {
    private static final String ONE = "MSELoss/float32/sum/grad=input/N1-C4/typical";

    @TempDir
    Path folder;

    private record Ended(int exitCode, String out, String err) {
        String all() {
            return "exit " + exitCode + "\n" + out + "\n" + err;
        }
    }

    private List<String> java(List<String> options, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlossparity.finished=90"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private Ended run(List<String> command, Path out) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        String printed = out.startsWith("/dev") ? "" : Files.readString(out, StandardCharsets.UTF_8);
        return new Ended(process.exitValue(), printed, Files.readString(err, StandardCharsets.UTF_8));
    }

    private Ended run(List<String> options, String... args) throws IOException, InterruptedException {
        return run(java(options, args), folder.resolve("out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "--help", "--version", "check --case " + ONE, "explain " + ONE})
    void fullStandardOutputIsAFailure(String command) throws IOException, InterruptedException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "/dev/full");
        Ended ended = run(java(List.of(), command.split(" ")), full);
        assertEquals(94, ended.exitCode(), ended::all);
        assertTrue(ended.err().contains("lossparity: can't write to standard output: "), ended::all);
    }

    @Test
    void closedPipeIsAFailureAndTheReportIsWritten() throws IOException, InterruptedException {
        Path report = folder.resolve("report.jsonl");
        ProcessBuilder builder = new ProcessBuilder(
                java(List.of(), "check", "--case", "MSELoss/float32/*", "--json", report.toString()));
        Process process = builder.redirectError(folder.resolve("err").toFile()).start();
        process.getInputStream().close();
        assertEquals(94, process.waitFor());
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.contains("lossparity: can't write to standard output: "), err);
        assertTrue(Files.size(report) > 1000);
    }

    /** The harness has too little memory, which it says in one line. */
    @Test
    void lackOfMemoryIsAFailureInOneLine() throws IOException, InterruptedException {
        Ended ended = run(List.of("-Xmx6m"), "check", "--loss", "BCEWithLogitsLoss");
        assertEquals(94, ended.exitCode(), ended::all);
        assertTrue(ended.err().contains("lossparity: out of memory"), ended::all);
        assertFalse(ended.err().contains("\tat "), ended::all);
    }

    /** In the harness's virtual machine a port can do much; the command is never ended as if all were well. */
    @ParameterizedTest
    @CsvSource({
        "exit, 94",
        "exit-in-thread, 94",
        "exit-in-initialiser, 94",
        "exit-in-name, 94",
        "halt, 0",
        "hold-out, 91",
        "hold-class, 91",
        "interrupt, 91",
        "close-out, 91",
        "replace-out, 91",
        "hook-halts, 91",
        "hook-hangs, 91",
        "throw-name, 92",
        "null-name, 92",
        "throw-version, 91",
        "throw-capabilities, 92",
        "null-capabilities, 92",
        "throw-close, 91",
        "hang-close, 91",
        "print-verdict, 91",
        "leave-process, 91"
    })
    void harmfulPortInTheHarnessIsNeverASuccess(String harm, int exitCode) throws IOException, InterruptedException {
        Path port = PortFolder.of(Harmful.class, folder.resolve("port"));
        Ended ended = run(
                List.of("-Dharm=" + harm),
                "check",
                "--no-isolate",
                "--timeout",
                "2",
                "--port",
                port.toString(),
                "--case",
                ONE);
        assertEquals(exitCode, ended.exitCode(), ended::all);
        assertFalse((ended.out() + ended.err()).lines().anyMatch(line -> line.startsWith("CONFORMS")), ended::all);
        boolean verdict = exitCode == 91;
        assertEquals(verdict, ended.out().contains("\nDOES NOT CONFORM: "), ended::all);
        assertFalse(ended.err().contains("\tat "), ended::all);
    }

    /** In a virtual machine of its own it can't end the run at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit",
                "exit-in-thread",
                "halt",
                "hold-out",
                "interrupt",
                "close-out",
                "hook-halts",
                "hook-hangs",
                "throw-version",
                "throw-close",
                "hang-close",
                "print-verdict",
                "print-raw",
                "leave-process"
            })
    void harmfulPortInAMachineOfItsOwnHasAVerdict(String harm) throws IOException, InterruptedException {
        Path port = PortFolder.of(Harmful.class, folder.resolve("port"));
        Ended ended =
                run(List.of("-Dharm=" + harm), "check", "--timeout", "5", "--port", port.toString(), "--case", ONE);
        assertEquals(91, ended.exitCode(), ended::all);
        assertTrue(ended.out().contains("\nDOES NOT CONFORM: "), ended::all);
        assertFalse((ended.out() + ended.err()).lines().anyMatch(line -> line.startsWith("CONFORMS")), ended::all);
        assertEquals(
                harm.equals("leave-process"),
                ended.out().contains("note: the port left 1 process running, which was ended: sleep"),
                ended::all);
    }
}
