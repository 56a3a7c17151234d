package io.lossparity.acceptance.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the steps of the GitHub action as GitHub's runner does after a push; those of other actions do nothing. */
final class Action {
    private static final Path FILE = Release.ROOT.resolve(".github/actions/check/action.yml");
    private static final Pattern INPUT = Pattern.compile("inputs\\.(\\w+) != ''");
    private static final Pattern FILES = Pattern.compile("hashFiles\\('([^'*]+)'\\) != ''");

    /** Runs a command and returns its exit code. */
    interface Shell {
        int run(Path where, Map<String, String> environment, List<String> command)
                throws IOException, InterruptedException;
    }

    private final Path workspace;
    private final Path summary;
    private final Map<String, String> inputs;
    private final Shell shell;

    /**
     * Makes it.
     *
     * @param workspace the folder that the steps run in
     * @param inputs the inputs without a default
     * @param shell runs the scripts
     */
    Action(Path workspace, Map<String, String> inputs, Shell shell) throws IOException {
        this.workspace = workspace;
        this.summary = Files.createTempFile(workspace.getParent(), "summary", ".md");
        this.inputs = Map.copyOf(inputs);
        this.shell = shell;
    }

    static JsonNode read() throws IOException {
        return new YAMLMapper().readTree(FILE.toFile());
    }

    static JsonNode steps() throws IOException {
        return read().at("/runs/steps");
    }

    /** Returns the names of all steps. */
    static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        steps().forEach(step -> names.add(step.get("name").asText()));
        return names;
    }

    /** Runs the steps and returns the exit codes of those that ran. */
    Map<String, Integer> run() throws IOException, InterruptedException {
        Map<String, Integer> codes = new LinkedHashMap<>();
        boolean failed = false;
        for (JsonNode step : steps()) {
            if (runs(step.path("if").asText(), failed)) {
                int code = step.has("run") ? run(step) : 0;
                codes.put(step.get("name").asText(), code);
                failed |= code != 0;
            }
        }
        return codes;
    }

    /** Returns the summary of the job. */
    String summary() throws IOException {
        return Files.readString(summary);
    }

    /** Returns the report that is kept for later branches. */
    Path base() {
        return workspace.resolve("lossparity-base/report.jsonl.gz");
    }

    private int run(JsonNode step) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("GITHUB_STEP_SUMMARY", summary.toString());
        step.path("env")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(),
                        inputs.get(variable.getValue().asText().replaceAll("^\\$\\{\\{ *inputs\\.| *}}$", ""))));
        return shell.run(
                workspace,
                environment,
                List.of("bash", "-eo", "pipefail", "-c", step.get("run").asText()));
    }

    /** Whether a step runs: after a failure only if its condition says so. */
    private boolean runs(String condition, boolean failed) {
        List<String> terms = condition.isEmpty() ? List.of() : List.of(condition.split(" && ", -1));
        return (!failed || terms.contains("always()")) && terms.stream().allMatch(this::holds);
    }

    private boolean holds(String term) {
        if (term.equals("always()") || term.equals("github.event_name == 'push'")) {
            return true;
        }
        Matcher input = INPUT.matcher(term);
        if (input.matches()) {
            return !inputs.get(input.group(1)).isEmpty();
        }
        Matcher files = FILES.matcher(term);
        if (files.matches()) {
            return Files.exists(workspace.resolve(files.group(1)));
        }
        throw new AssertionError("a condition that this test does not know: " + term);
    }
}
