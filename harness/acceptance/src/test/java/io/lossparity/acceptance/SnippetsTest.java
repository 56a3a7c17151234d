package io.lossparity.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.expect.ExpectationsFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.codehaus.groovy.control.CompilationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The snippets for port authors are complete: the test class compiles, and both build files name modules and versions
 * that exist. Groovy compiles Gradle's. Gradle itself is not run, because no package registry has it.
 */
class SnippetsTest {
    private static final String PORTS = "harness/ports/README.md";
    private static final String VERSION = System.getProperty("lossparity.version");
    private static final String JUNIT = System.getProperty("lossparity.junit");
    private static final String OURS = "io.lossparity";

    private static final String PORT = """
            import io.lossparity.spi.LossCall;
            import io.lossparity.spi.LossOutcome;
            import io.lossparity.spi.LossPort;

            public class MyPort implements LossPort {
                @Override
                public String name() {
                    return "mine";
                }

                @Override
                public LossOutcome evaluate(LossCall call) {
                    return new LossOutcome.Unsupported("nothing");
                }
            }
            """;

    @Test
    void testClassCompiles(@TempDir Path folder) throws IOException {
        Path test = Files.writeString(folder.resolve("MyConformanceTest.java"), ReadmeTest.block(PORTS, "java"));
        Path port = Files.writeString(folder.resolve("MyPort.java"), PORT);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            problems, files, null, options, null, files.getJavaFileObjects(test, port))
                    .call();
            assertTrue(compiled, problems.toString());
        }
    }

    @Test
    void mavenNamesWhatExists() throws Exception {
        Map<String, String> scopes = new LinkedHashMap<>();
        NodeList dependencies = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ReadmeTest.block(PORTS, "xml").getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String group = text(dependency, "groupId");
            String artifact = text(dependency, "artifactId");
            assertExists(group, artifact, text(dependency, "version"));
            scopes.put(artifact, text(dependency, "scope"));
        }
        assertEquals(Map.of("lossparity-spi", "provided", "lossparity-junit", "test", "junit-jupiter", "test"), scopes);
    }

    @Test
    void gradleNamesWhatExists() throws IOException {
        GradleScript script = GradleScript.compile(ReadmeTest.block(PORTS, "groovy"));
        assertEquals(List.of("plugins", "repositories", "dependencies", "test"), script.blocks());
        Map<String, String> configurations = new LinkedHashMap<>();
        for (GradleScript.Dependency dependency : script.dependencies()) {
            if (dependency.version() != null) { // the platform has the version of the others
                assertExists(dependency.group(), dependency.artifact(), dependency.version());
            }
            configurations.put(dependency.artifact(), dependency.configuration());
        }
        assertEquals(
                Map.of(
                        "lossparity-spi", "compileOnly",
                        "lossparity-junit", "testImplementation",
                        "junit-bom", "testImplementation",
                        "junit-jupiter", "testImplementation",
                        "junit-platform-launcher", "testRuntimeOnly"),
                configurations);
    }

    @Test
    void aMistakeInGradleIsFound() throws IOException {
        String script = ReadmeTest.block(PORTS, "groovy");
        for (String wrong : List.of(
                script.replace("'java-library'", "'java-library"),
                script.replace("compileOnly '", "compileOnly ('"),
                script.strip().replaceFirst("}$", ""),
                script + "new NoSuchClass()\n")) {
            assertThrows(CompilationFailedException.class, () -> GradleScript.compile(wrong), wrong);
        }
    }

    @Test
    void expectationsCanBeRead() throws IOException {
        assertFalse(
                ExpectationsFile.parse(ReadmeTest.block(PORTS, "text"), PORTS).isEmpty());
    }

    /** One of our modules must be published in this version; JUnit's version is the one that the kit is built with. */
    private static void assertExists(String group, String artifact, String version) throws IOException {
        if (group.equals(OURS)) {
            assertEquals(VERSION, version, artifact);
            Path pom = ReadmeTest.ROOT.resolve("harness/" + artifact.replace("lossparity-", "") + "/pom.xml");
            String module = Files.readString(pom);
            assertTrue(module.contains("<artifactId>" + artifact + "</artifactId>"), pom.toString());
            assertFalse(module.contains("<unpublished>true</unpublished>"), pom.toString());
        } else {
            assertTrue(group.startsWith("org.junit"), group);
            assertEquals(JUNIT, version, artifact);
        }
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
