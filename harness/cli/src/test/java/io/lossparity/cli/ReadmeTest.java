package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.losses.Loss;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows is what the project does: its code runs and prints that, its case stands in the data. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void exampleCompilesAndPrintsWhatReadmeSays(@TempDir Path folder) throws Exception {
        String snippet = block("java");
        String imports = snippet.lines().filter(ReadmeTest::isImport).collect(Collectors.joining("\n"));
        String body = snippet.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
        Path source = Files.writeString(
                folder.resolve("Example.java"),
                imports + "\npublic class Example {\npublic static void main(String[] args) {\n" + body + "\n}\n}\n");
        compile(source, folder);
        assertEquals(block("text").strip(), run(folder).strip());
    }

    @Test
    void caseStandsInTheGoldenData() throws IOException {
        JsonNode shown = JSON.readTree(block("json"));
        String id = shown.path("id").asText();
        Path file = ROOT.resolve("golden-data/" + Path.of(id).subpath(0, 2) + ".json");
        JsonNode fixture = JSON.readTree(file.toFile());
        JsonNode stored = StreamSupport.stream(fixture.path("cases").spliterator(), false)
                .filter(candidate -> candidate.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README's case " + id + " is not in " + file));
        assertEquals(stored, shown);

        JsonNode pool = JSON.readTree("{" + block("json pool") + "}");
        assertTrue(pool.size() > 0, "README shows no tensors");
        for (Map.Entry<String, JsonNode> tensor : pool.properties()) {
            assertEquals(fixture.path("tensors").path(tensor.getKey()), tensor.getValue(), tensor.getKey());
        }
    }

    private static void compile(Path source, Path folder) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler, "a JDK is needed, not a runtime alone");
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<String> options = List.of(
                    "-d", folder.toString(), "-classpath", impl().toString(), "-Xlint:all", "-Werror", "-proc:none");
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, () -> "README's example does not compile:\n" + messages);
        }
    }

    private static String run(Path folder) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        URL[] path = {folder.toUri().toURL(), impl().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static Path impl() throws URISyntaxException {
        return Path.of(
                Loss.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    /** Returns the first fenced block of README with this info string. */
    private static String block(String info) throws IOException {
        Pattern fence = Pattern.compile("(?ms)^```" + Pattern.quote(info) + "\\n(.*?)^```$");
        Matcher block = fence.matcher(Files.readString(ROOT.resolve("README.md")));
        assertTrue(block.find(), "README has no block ```" + info);
        return block.group(1);
    }
}
