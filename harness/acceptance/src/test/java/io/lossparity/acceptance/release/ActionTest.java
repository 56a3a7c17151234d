package io.lossparity.acceptance.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the GitHub action and the workflow that the ports' README shows; ArchiveTest runs the action. */
class ActionTest {
    private static final Path README = Release.ROOT.resolve("harness/ports/README.md");
    private static final String OURS = "lossparity/lossparity/";

    @TempDir
    Path folder;

    @Test
    void namesTheCommitOfEachActionThatItUses() throws IOException {
        for (JsonNode step : Action.steps()) {
            if (step.has("uses")) {
                assertTrue(
                        step.get("uses").asText().matches("[a-z]+/[a-z/-]+@[0-9a-f]{40}"),
                        step.get("uses").asText());
            }
        }
    }

    @Test
    void aFailingCheckFailsTheJobButItsReportIsKept() throws Exception {
        List<String> keep = List.of("Keep the report for later branches", "Save it", "Keep the report as an artifact");
        Map<String, Integer> codes = failing(true).run();
        assertEquals(1, codes.get("Check"));
        assertTrue(codes.keySet().containsAll(keep), codes.toString());

        Map<String, Integer> without = failing(false).run();
        assertEquals(1, without.get("Check"));
        assertEquals(
                List.of(keep.get(2)), keep.stream().filter(without::containsKey).toList());
    }

    private Action failing(boolean withReport) throws IOException {
        Path workspace = Files.createTempDirectory(folder, "workspace");
        Map<String, String> inputs = Map.of("port", "p", "options", "", "budget", "", "lossparity", "l");
        return new Action(workspace, inputs, (where, environment, command) -> {
            boolean check = environment.containsKey("PORT");
            if (check && withReport) {
                Files.createFile(Files.createDirectories(where.resolve("lossparity-report"))
                        .resolve("report.jsonl.gz"));
            }
            return check ? 1 : 0;
        });
    }

    @Test
    void theWorkflowOfTheReadmeGivesTheActionWhatItTakes() throws IOException {
        JsonNode inputs = Action.read().get("inputs");
        List<String> used = new ArrayList<>();
        for (JsonNode step : workflow()) {
            String uses = step.path("uses").asText();
            if (uses.startsWith(OURS)) {
                String action = uses.substring(OURS.length(), uses.indexOf('@'));
                assertTrue(Files.exists(Release.ROOT.resolve(action).resolve("action.yml")), uses);
                JsonNode given = step.get("with");
                given.fieldNames().forEachRemaining(name -> assertTrue(inputs.has(name), "there is no input " + name));
                inputs.properties().forEach(input -> {
                    boolean needed = input.getValue().path("required").asBoolean();
                    assertTrue(!needed || given.has(input.getKey()), input.getKey() + " is missing");
                });
                used.add(action);
            } else if (!uses.isEmpty()) {
                assertTrue(uses.matches("actions/(checkout|setup-java)@v4"), uses);
            } else {
                assertTrue(step.has("run"), step.toString());
            }
        }
        assertEquals(List.of(".github/actions/check"), used);
    }

    /** A port needs modules that no registry has before the release. */
    @Test
    void theWorkflowOfTheReadmeInstallsWhatThePortNeedsBeforeItBuildsThePort() throws IOException {
        List<String> commands = new ArrayList<>();
        for (JsonNode step : workflow()) {
            if (step.path("with").path("repository").asText().equals("lossparity/lossparity")) {
                commands.add("checkout in " + step.get("with").get("path").asText());
            } else if (step.has("run")) {
                commands.add(step.get("run").asText());
            }
        }
        assertEquals(
                List.of(
                        "checkout in lossparity",
                        "mvn -B -DskipTests -f lossparity -pl harness/junit -am install",
                        "mvn -B -DskipTests package"),
                commands);
    }

    private static JsonNode workflow() throws IOException {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        assertTrue(block.find(), "there is no workflow");
        return new YAMLMapper().readTree(block.group(1)).at("/jobs/lossparity/steps");
    }
}
