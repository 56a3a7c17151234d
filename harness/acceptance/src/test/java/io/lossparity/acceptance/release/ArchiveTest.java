package io.lossparity.acceptance.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Runs the archive of a release with a runtime that has no compiler, and the steps of the GitHub action with it. */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes minutes")
class ArchiveTest {
    private static final Path BUDGET = Release.ROOT.resolve("harness/ports/lossparity/budget.json");

    /** A port that answers 0 to everything. */
    private static final String FAILING = """
            hello='"name":"failing","version":"1.0","capabilities":{"losses":{"L1Loss":{}}}'
            zero='"output":{"dtype":"float32","shape":[],"data":[0]},"grads":{}'
            while read -r line; do
              case $line in
                *'"hello"'*) echo "{\\"type\\":\\"hello\\",\\"protocol\\":1,$hello}" ;;
                *'"bye"'*) echo '{"type":"bye","remarks":[]}'; exit ;;
                *) [[ $line =~ \\"id\\":([0-9]+) ]]
                   echo "{\\"type\\":\\"computed\\",\\"id\\":${BASH_REMATCH[1]},$zero}" ;;
              esac
            done
            """;

    @TempDir
    static Path folder;

    private static Path lossparity;
    private static Path runtime;

    @BeforeAll
    static void unpack() throws Exception {
        lossparity = Release.shared().archive().resolve("bin/lossparity");
        runtime = folder.resolve("runtime");
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--add-modules",
                        "java.se,jdk.unsupported,jdk.zipfs",
                        "--output",
                        runtime.toString());
        assertEquals(0, code, "jlink");
        assertTrue(Files.notExists(runtime.resolve("bin/javac")), "the runtime has a compiler");
    }

    @Test
    void theArchiveChecksOurLossesWithoutACompilerAndMaven() throws Exception {
        String output = run(folder, Map.of(), List.of(lossparity.toString(), "check", "--loss", "MSELoss"), 0);
        assertTrue(output.contains("MSELoss"), output);
    }

    @Test
    void theActionChecksGatesAndCompares() throws Exception {
        Action action = action("lossparity", "--relations none --loss MSELoss --loss CrossEntropyLoss");
        Map<String, Integer> first = action.run();
        assertEquals(Set.of(0), Set.copyOf(first.values()), first.toString());
        assertTrue(first.keySet().containsAll(Action.names()), first.toString());
        assertTrue(Files.exists(action.base()), "nothing kept for later branches");
        String summary = action.summary();
        assertTrue(summary.contains("MSELoss"), summary);

        action.run();
        String added = action.summary().substring(summary.length());
        assertFalse(summary.contains("- old: lossparity"), summary);
        assertTrue(added.contains("- old: lossparity"), added);
    }

    /** A base branch whose check fails is one to compare with, too. */
    @Test
    void theActionOfAFailingPortFailsAndKeepsItsReport() throws Exception {
        Path port = Files.writeString(folder.resolve("failing.sh"), FAILING);
        Action action = action("process:bash " + port, "--relations none --loss L1Loss");
        Map<String, Integer> codes = action.run();
        assertEquals(1, codes.get("Check"), codes.toString());
        assertTrue(codes.keySet().containsAll(Action.names()), codes.toString());
        assertTrue(Files.exists(action.base()), "nothing kept for later branches");
        assertTrue(action.summary().startsWith("### \u274c Does not conform: port failing 1.0"), action.summary());
    }

    @Test
    void theActionThatCannotCheckKeepsNothing() throws Exception {
        Action action = action("nowhere.jar", "");
        Map<String, Integer> codes = action.run();
        assertEquals(2, codes.get("Check"), codes.toString());
        assertFalse(codes.containsKey("Save it"), codes.toString());
        assertFalse(Files.exists(action.base()));
    }

    private static Action action(String port, String options) throws IOException {
        return new Action(
                Files.createTempDirectory(folder, "workspace"),
                Map.of(
                        "port",
                        port,
                        "options",
                        options,
                        "budget",
                        BUDGET.toString(),
                        "lossparity",
                        lossparity.toString()),
                (where, environment, command) -> {
                    Path log = Files.createTempFile(folder, "run", ".log");
                    return start(where, environment, command, log);
                });
    }

    private static String run(Path where, Map<String, String> environment, List<String> command, int exitCode)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "run", ".log");
        int code = start(where, environment, command, log);
        String output = Files.readString(log);
        assertEquals(exitCode, code, () -> command + "\n" + output);
        return output;
    }

    private static int start(Path where, Map<String, String> environment, List<String> command, Path log)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("GITHUB_STEP_SUMMARY");
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", runtime.toString());
        builder.environment().put("PATH", "/usr/bin:/bin");
        return builder.start().waitFor();
    }
}
