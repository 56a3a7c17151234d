package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.losses.Loss;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The READMEs are true: the code in them runs and prints what they say, and the case in them is in the data. */
class ReadmeTest {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final String DATA = "golden-data/README.md";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void exampleCompilesAndPrintsWhatReadmeSays(@TempDir Path folder) throws Exception {
        String snippet = block("README.md", "java");
        String imports = snippet.lines().filter(ReadmeTest::isImport).collect(Collectors.joining("\n"));
        String body = snippet.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
        Path source = Files.writeString(
                folder.resolve("Example.java"),
                imports + "\npublic class Example {\npublic static void main(String[] args) {\n" + body + "\n}\n}\n");
        assertEquals(block("README.md", "text").strip(), compiledAndRun(source));
    }

    @Test
    void caseStandsInTheGoldenData() throws IOException {
        JsonNode shown = JSON.readTree(block(DATA, "json"));
        String id = shown.path("id").asText();
        Path file = ROOT.resolve("golden-data/" + Path.of(id).subpath(0, 2) + ".json");
        JsonNode fixture = JSON.readTree(file.toFile());
        JsonNode stored = StreamSupport.stream(fixture.path("cases").spliterator(), false)
                .filter(candidate -> candidate.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the README's case " + id + " is not in " + file));
        assertEquals(stored, shown);

        JsonNode pool = JSON.readTree("{" + block(DATA, "json pool") + "}");
        assertTrue(pool.size() > 0, "the README shows no tensors");
        for (Map.Entry<String, JsonNode> tensor : pool.properties()) {
            assertEquals(fixture.path("tensors").path(tensor.getKey()), tensor.getValue(), tensor.getKey());
        }
    }

    /** Runs the source with the JDK's launcher and only our losses on the class path. */
    private static String compiledAndRun(Path source) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "--class-path", impl().toString(), source.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> "README's example does not compile or fails:\n" + printed);
        return printed.replace("\r\n", "\n").strip();
    }

    private static Path impl() throws URISyntaxException {
        return Path.of(
                Loss.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    /** Returns the first fenced block of a README with this info string. */
    static String block(String readme, String info) throws IOException {
        Pattern fence = Pattern.compile("(?ms)^```" + Pattern.quote(info) + "\\n(.*?)^```$");
        Matcher block = fence.matcher(Files.readString(ROOT.resolve(readme)));
        assertTrue(block.find(), readme + " has no block ```" + info);
        return block.group(1);
    }
}
