package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher {@code ./lossparity}, in a checkout of its own with a Maven and a Java that only leave traces. */
class LauncherTest {
    private static final Path SCRIPT =
            Path.of("").toAbsolutePath().getParent().getParent().resolve("lossparity");
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "cut",
            "dirname",
            "env",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "stty",
            "tail",
            "tee",
            "touch");
    private static final String WAITING = "lossparity: waiting for another lossparity build";

    @TempDir
    private Path checkout;

    private Path trace;

    @BeforeEach
    void makeCheckout() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a POSIX shell");
        trace = checkout.resolve("trace");
        Files.writeString(trace, "");
        program("lossparity", Files.readString(SCRIPT));
        for (String folder : List.of("impl", "harness/cli/src", "golden-data")) {
            Files.createDirectories(checkout.resolve(folder));
        }
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (String tool : TOOLS) {
            Path at = Stream.of("/bin", "/usr/bin")
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + tool));
            pass(tool, at);
        }
        program("bin/mvn", """
            #!/bin/sh
            echo begin >> "%1$s"
            sleep 1.5
            mkdir -p "%2$s/harness/cli/target"
            echo jar > "%2$s/harness/cli/target/lossparity-cli.jar"
            echo end >> "%1$s"
            """.formatted(trace, checkout));
        program("jdk/bin/java", "#!/bin/sh\necho ran\nexit 90\n");
        program("jdk/bin/javac", "#!/bin/sh\n");
        Files.writeString(checkout.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private void program(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void pass(String tool, Path at) throws IOException {
        program("bin/" + tool, "#!/bin/sh\nexec " + at + " \"$@\"\n");
    }

    private Process start(boolean flock) throws IOException {
        Process process = builder(flock).start();
        process.getOutputStream().close();
        return process;
    }

    private ProcessBuilder builder(boolean flock) throws IOException {
        if (flock && !Files.exists(checkout.resolve("bin/flock"))) {
            Path tool = Path.of("/usr/bin/flock");
            assumeTrue(Files.isExecutable(tool), "flock");
            pass("flock", tool);
        }
        ProcessBuilder builder =
                new ProcessBuilder(checkout.resolve("lossparity").toString(), "check").redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("PATH", checkout.resolve("bin").toString());
        environment.put("JAVA_HOME", checkout.resolve("jdk").toString());
        environment.remove("LOSSPARITY_JAVA_OPTS");
        return builder;
    }

    private static String output(Process process) throws IOException, InterruptedException {
        return output(process, "ran\n");
    }

    private static String output(Process process, String end) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), text);
        assertEquals(0, process.exitValue(), text);
        assertTrue(text.endsWith(end), text);
        return text;
    }

    @Test
    void theSecondCompilerRunsOnlyForTheVectorApi() throws IOException, InterruptedException {
        program("jdk/bin/java", "#!/bin/sh\necho \"$@\"\necho ran\nexit 90\n");
        assertTrue(output(start(false)).contains(" -XX:TieredStopAtLevel=1 "));
        ProcessBuilder vector = builder(false);
        vector.environment().put("LOSSPARITY_JAVA_OPTS", "--add-modules jdk.incubator.vector");
        Process process = vector.start();
        process.getOutputStream().close();
        assertFalse(output(process).contains("TieredStopAtLevel"));
    }

    /** {@code script} runs a command on a terminal of its own. */
    @ParameterizedTest
    @CsvSource({"cols 120, true", "cols 0, false"})
    void theWidthOfTheTerminalReachesTheCommand(String size, boolean known) throws IOException, InterruptedException {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "script");
        program("jdk/bin/java", "#!/bin/sh\necho \"$@\"\necho ran\nexit 90\n");
        ProcessBuilder builder = builder(false)
                .command(
                        script.toString(), "-qec", "stty " + size + "; " + checkout + "/lossparity check", "/dev/null");
        builder.environment().put("SHELL", "/bin/sh");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = output(process, "ran\r\n");
        assertEquals(known, text.contains(" -Dlossparity.columns=120 "), text);
        assertEquals(known, text.contains("lossparity.columns"), text);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoAtOnceBuildOnce(boolean flock) throws IOException, InterruptedException {
        Process one = start(flock);
        Process other = start(flock);
        String both = output(one) + output(other);
        assertEquals(both.indexOf(WAITING), both.lastIndexOf(WAITING), both);
        assertTrue(both.contains(WAITING), both);
        assertEquals("begin\nend\n", Files.readString(trace), "the one that waited must find what the other built");
        assertFalse(output(start(flock)).contains("building"), "nothing is stale");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWaitedBuildsWhatTheFailedBuildLeft(boolean flock) throws IOException, InterruptedException {
        program("bin/mvn", """
            #!/bin/sh
            echo begin >> "%1$s"
            sleep 1.5
            echo end >> "%1$s"
            [ -e "%2$s/again" ] || { touch "%2$s/again"; exit 1; }
            mkdir -p "%2$s/harness/cli/target"
            echo jar > "%2$s/harness/cli/target/lossparity-cli.jar"
            """.formatted(trace, checkout));
        Process one = start(flock);
        Process other = start(flock);
        one.waitFor();
        other.waitFor();
        assertEquals(4, one.exitValue() + other.exitValue(), "one fails to build and ends with 4");
        assertEquals("begin\nend\nbegin\nend\n", Files.readString(trace), "the builds must not overlap");
    }

    @Test
    void lockOfAProcessThatIsGoneIsTakenAway() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        gone.waitFor();
        Path locked = checkout.resolve("harness/cli/target/build.locked");
        Files.createDirectories(locked);
        Files.writeString(locked.resolve("pid"), gone.pid() + "\n");
        String text = output(start(false));
        assertFalse(text.contains(WAITING), text);
        assertFalse(Files.exists(locked), "the lock is given back");
    }

    /** Only a command that has finished says so by 90 and more: nothing else is ever taken for success. */
    @ParameterizedTest
    @CsvSource({
        "90, 0", "91, 1", "92, 2", "93, 3", "94, 4", "0, 4", "1, 4", "3, 4", "4, 4", "89, 4", "95, 4", "134, 4",
        "137, 4", "143, 4", "255, 4"
    })
    void exitCodeIsBelievedOnlyFromACommandThatHasFinished(int ofJava, int expected)
            throws IOException, InterruptedException {
        program("jdk/bin/java", "#!/bin/sh\nexit " + ofJava + "\n");
        Process process = start(false);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(expected, process.waitFor(), text);
        boolean finished = ofJava >= 90 && ofJava <= 94;
        String line = "lossparity: the Java virtual machine ended with exit code " + ofJava
                + " before the command had finished\n";
        assertEquals(!finished, text.endsWith(line), text);
    }

    @Test
    void standardInputReachesTheCommand() throws IOException, InterruptedException {
        program("jdk/bin/java", "#!/bin/sh\ncat\nexit 90\n");
        ProcessBuilder builder = builder(false);
        Process process = builder.start();
        process.getOutputStream().write("a question\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        assertTrue(text.endsWith("a question\n"), text);
    }

    /** A signal to the launcher ends the virtual machine as well. */
    @Test
    void signalIsPassedOn() throws IOException, InterruptedException {
        program("jdk/bin/java", """
            #!/bin/sh
            trap 'echo ended >> "%1$s"; exit 143' TERM
            echo started >> "%1$s"
            while true; do sleep 0.1; done
            """.formatted(trace));
        Process process = start(false);
        while (!Files.readString(trace).endsWith("started\n")) {
            Thread.sleep(50);
        }
        process.destroy();
        assertEquals(143, process.waitFor());
        assertTrue(Files.readString(trace).endsWith("started\nended\n"));
    }
}
