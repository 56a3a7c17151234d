package io.lossparity.acceptance.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Runs the archive of a release with a runtime that has no compiler, and the steps of the GitHub action with it. */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes minutes")
class ArchiveTest {
    private static final Path ACTION = Release.ROOT.resolve(".github/actions/check/action.yml");
    private static final Path BUDGET = Release.ROOT.resolve("harness/ports/lossparity/budget.json");

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
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        Path summary = Files.createFile(folder.resolve("summary.md"));
        Map<String, String> inputs = Map.of(
                "inputs.port",
                "lossparity",
                "inputs.options",
                "--relations none",
                "inputs.budget",
                BUDGET.toString(),
                "inputs.lossparity",
                lossparity.toString());
        runSteps(workspace, summary, inputs);
        assertTrue(
                Files.exists(workspace.resolve("lossparity-base/report.jsonl.gz")), "nothing kept for later branches");
        String first = Files.readString(summary);
        assertTrue(first.contains("MSELoss"), first);

        runSteps(workspace, summary, inputs);
        String added = Files.readString(summary).substring(first.length());
        assertFalse(first.contains("- old: lossparity"), first);
        assertTrue(added.contains("- old: lossparity"), added);
    }

    @Test
    void theActionNamesTheCommitOfEachActionThatItUses() throws IOException {
        for (JsonNode step : steps()) {
            if (step.has("uses")) {
                assertTrue(
                        step.get("uses").asText().matches("[a-z]+/[a-z/-]+@[0-9a-f]{40}"),
                        step.get("uses").asText());
            }
        }
    }

    private static JsonNode steps() throws IOException {
        return new YAMLMapper().readTree(ACTION.toFile()).at("/runs/steps");
    }

    /** Runs the steps that have a script, in their order, as GitHub's runner would. */
    private static void runSteps(Path workspace, Path summary, Map<String, String> inputs) throws Exception {
        for (JsonNode step : steps()) {
            if (step.has("run")) {
                Map<String, String> environment = new HashMap<>();
                environment.put("GITHUB_STEP_SUMMARY", summary.toString());
                step.path("env")
                        .properties()
                        .forEach(variable -> environment.put(
                                variable.getKey(),
                                inputs.get(variable.getValue().asText().replaceAll("^\\$\\{\\{ *| *}}$", ""))));
                List<String> command =
                        List.of("bash", "-eo", "pipefail", "-c", step.get("run").asText());
                run(workspace, environment, command, 0);
            }
        }
    }

    private static String run(Path where, Map<String, String> environment, List<String> command, int exitCode)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("GITHUB_STEP_SUMMARY");
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", runtime.toString());
        builder.environment().put("PATH", "/usr/bin:/bin");
        int code = builder.start().waitFor();
        String output = Files.readString(log);
        assertEquals(exitCode, code, () -> command + "\n" + output);
        return output;
    }
}
