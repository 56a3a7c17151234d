package io.lossparity.cli;

import static io.lossparity.cli.Fault.folder;
import static io.lossparity.cli.Fault.nothing;
import static io.lossparity.cli.Fault.pipe;
import static io.lossparity.cli.Fault.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lossparity.cli.Fault.Given;
import io.lossparity.kit.fixture.GoldenData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Faults of golden data in a folder; what a fixture says is spoilt in the kit's {@code GoldenDataRefusalTest}. */
final class DataFaults {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CHECK = "check --loss NLLLoss --data {}/data";
    private static final String MANIFEST = "data/manifest.json";

    private DataFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        manifest(all, "no folder", nothing(), "can't read {}/data/manifest.json: there is no such file");
        manifest(all, "a folder", folder(MANIFEST), "manifest.json: it is a folder");
        manifest(all, "a named pipe", pipe(MANIFEST), "manifest.json: it is a named pipe");
        manifest(all, "empty", text(MANIFEST, ""), "the manifest must be an object");
        manifest(all, "null", text(MANIFEST, "null"), "the manifest must be an object, but was 'null'");
        manifest(all, "two objects", text(MANIFEST, bundled() + "{}"), "nothing after the closing brace");
        edited(all, "a fraction of a version", "\"formatVersion\":3", "\"formatVersion\":3.0", "must be an integer");
        edited(
                all,
                "a null version",
                "\"dataVersion\":\"",
                "\"dataVersion\":null,\"x\":\"",
                "dataVersion must be a string");
        edited(all, "an unknown key", "\"formatVersion\"", "\"x\":1,\"formatVersion\"", "unknown field 'x'");
        edited(
                all,
                "a key twice",
                "\"formatVersion\"",
                "\"formatVersion\":3,\"formatVersion\"",
                "'formatVersion' twice");
        edited(all, "a negative count", "\"errors\":", "\"errors\":-", "errors must be in [0, ");
        edited(all, "null files", "\"files\":[", "\"files\":null,\"x\":[", "files must be an array, but was 'null'");
        edited(
                all,
                "a path outside",
                "\"NLLLoss/float32.json\"",
                "\"../float32.json\"",
                "path must be LOSS/float32.json");
        edited(all, "a count beyond 32 bits", "\"threads\":", "\"threads\":999999999", "threads must be in [0, ");
        manifest(
                all,
                "without a loss",
                text(MANIFEST, without("NLLLoss/")),
                "{}/data: there are 0 cases of NLLLoss in float32, but there must be 1040 at least");
        manifest(
                all,
                "without a dtype",
                text(MANIFEST, without("NLLLoss/float64")),
                "there are 0 cases of NLLLoss in float64, but there must be 1040 at least");
        manifest(
                all,
                "with an empty fixture",
                text(MANIFEST, counting("CTCLoss/float32.json", 0)),
                "CTCLoss/float32.json has no case");
        manifest(
                all,
                "with few cases",
                text(MANIFEST, counting("CTCLoss/float64.json", 3)),
                "there are 3 cases of CTCLoss in float64, but there must be 1240 at least");
        manifest(all, "without its fixtures", text(MANIFEST, bundled()), "the manifest lists it, but it is not there");
        all.add(new Fault(
                "fixture",
                "a named pipe",
                emptyFixtures().and(pipe("data/L1Loss/float32.json")),
                "check --loss L1Loss --data {}/data",
                3,
                "L1Loss/float32.json: it is a named pipe"));
        return all;
    }

    private static void manifest(List<Fault> all, String kind, Given given, String words) {
        all.add(new Fault("manifest", kind, given, CHECK, 3, words));
    }

    private static void edited(List<Fault> all, String kind, String from, String to, String words) {
        all.add(new Fault("manifest", kind, Fault.edited(MANIFEST, bundled(), from, to), CHECK, 3, words));
    }

    /** The manifest and, for each fixture but one, a file without content. */
    private static Given emptyFixtures() {
        return folder -> {
            text(MANIFEST, bundled()).in(folder);
            for (JsonNode entry : tree().path("files")) {
                if (!entry.path("path").asText().equals("L1Loss/float32.json")) {
                    text("data/" + entry.path("path").asText(), "").in(folder);
                }
            }
            Files.createDirectories(folder.resolve("data/L1Loss"));
        };
    }

    private static ObjectNode tree() {
        try (InputStream in = GoldenData.class.getClassLoader().getResourceAsStream("golden-data/manifest.json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String bundled() {
        return tree().toString();
    }

    private static String without(String path) {
        ObjectNode tree = tree();
        for (Iterator<JsonNode> files = tree.path("files").elements(); files.hasNext(); ) {
            if (files.next().path("path").asText().startsWith(path)) {
                files.remove();
            }
        }
        return totalled(tree);
    }

    private static String counting(String path, int cases) {
        ObjectNode tree = tree();
        tree.path("files").forEach(entry -> {
            if (entry.path("path").asText().equals(path)) {
                ((ObjectNode) entry).put("cases", cases);
            }
        });
        return totalled(tree);
    }

    /** Makes the totals follow the files, so that the manifest agrees with itself. */
    private static String totalled(ObjectNode tree) {
        ObjectNode byLoss = JSON.createObjectNode();
        int all = 0;
        for (JsonNode entry : tree.path("files")) {
            String loss = entry.path("path").asText().replaceFirst("/.*", "");
            int cases = entry.path("cases").asInt();
            byLoss.put(loss, byLoss.path(loss).asInt() + cases);
            all += cases;
        }
        ObjectNode totals = (ObjectNode) tree.path("totals");
        totals.put("cases", all).put("values", all).put("errors", 0).set("byLoss", byLoss);
        return tree.toString();
    }
}
