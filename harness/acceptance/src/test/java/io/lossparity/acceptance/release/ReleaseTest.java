package io.lossparity.acceptance.release;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.w3c.dom.Document;

/** Releases into a folder, with a key that is thrown away, and looks at what a public repository would get. */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes minutes")
class ReleaseTest {
    /** With the parents of the poms. The jars have sources, Javadoc, a list of their contents and a pom. */
    private static final List<String> POMS = List.of("parent", "harness", "bom");

    private static final List<String> JARS =
            List.of("golden-data", "impl", "impl-vector", "spi", "kit", "relations", "junit");
    private static final List<String> FILES_OF_A_JAR =
            List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");

    private static Release release;

    @BeforeAll
    static void release() throws Exception {
        release = Release.shared();
    }

    @Test
    void everythingIsThereAndSigned() {
        List<Path> missing = new ArrayList<>();
        List<Path> unsigned = new ArrayList<>();
        for (Path file : expected()) {
            try {
                if (!Files.exists(file)) {
                    missing.add(file);
                } else if (!release.key.signed(file, Path.of(file + ".asc"))) {
                    unsigned.add(file);
                }
            } catch (Exception e) {
                unsigned.add(file);
            }
        }
        assertEquals(List.of(), missing, "missing");
        assertEquals(List.of(), unsigned, "not signed by the key");
    }

    @Test
    void nothingElseIsThere() throws IOException {
        try (Stream<Path> modules = Files.list(release.published())) {
            assertEquals(
                    Stream.concat(POMS.stream(), JARS.stream()).sorted().toList(),
                    modules.map(module -> module.getFileName().toString().replaceFirst("^lossparity-", ""))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void aPomSaysWhatMavenCentralAsks() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(release.file("parent", ".pom").toFile());
        assertAll(Stream.of("name", "description", "url", "license", "developer", "connection")
                .map(tag -> () -> assertTrue(pom.getElementsByTagName(tag).getLength() > 0, tag + " is missing")));
    }

    @Test
    void aBomManagesWhatIsPublishedAndNothingElse() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(release.file("bom", ".pom").toFile());
        List<String> managed = new ArrayList<>();
        var ids = pom.getElementsByTagName("dependency");
        for (int i = 0; i < ids.getLength(); i++) {
            managed.add(((org.w3c.dom.Element) ids.item(i))
                    .getElementsByTagName("artifactId")
                    .item(0)
                    .getTextContent()
                    .replaceFirst("^lossparity-", ""));
        }
        assertEquals(JARS, managed);
    }

    @Test
    void whatAJarHoldsIsListedByTheSchemaOfCycloneDx() throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7,
                builder ->
                        builder.schemaIdResolvers(ids -> ids.mapPrefix("http://cyclonedx.org/schema/", "classpath:")));
        var schema = registry.getSchema(SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"));
        for (String jar : JARS) {
            String text = Files.readString(release.file(jar, "-cyclonedx.json"));
            assertTrue(
                    text.contains("\"specVersion\" : \"1.6\""),
                    jar + ": " + text.lines().limit(4).toList());
            assertEquals(List.of(), schema.validate(text, InputFormat.JSON), jar);
        }
    }

    @Test
    void theJavadocOfWhatOneCompilesAgainstHasOneIndex() throws IOException {
        String index = Files.readString(release.javadoc().resolve("index.html"));
        for (String module : List.of("impl", "spi", "junit")) {
            String name = "io.lossparity." + module;
            assertTrue(index.contains("<a href=\"" + name + "/module-summary.html\">" + name + "</a>"), name);
            assertTrue(Files.exists(release.javadoc().resolve(name).resolve("module-summary.html")), name);
        }
    }

    @Test
    void jarsBuiltInAnotherFolderAreTheSameBytes() throws Exception {
        Path sources = release.buildElsewhere();
        Map<String, Path> again = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.getParent().endsWith("target"))
                    .forEach(file -> again.put(file.getFileName().toString(), file));
        }
        for (Path file : expected()) {
            String name = file.getFileName().toString();
            if (name.endsWith(".jar")) {
                assertEquals(-1, Files.mismatch(file, again.get(name)), name + " differs");
            }
        }
    }

    @Test
    void jarsBringLicenceAndNotice() throws IOException {
        for (String jar : JARS) {
            try (var zip = new java.util.zip.ZipFile(release.file(jar, ".jar").toFile())) {
                for (String text : List.of("LICENSE", "NOTICE")) {
                    var entry = zip.getEntry("META-INF/" + text);
                    assertTrue(entry != null, jar + " has no " + text);
                    try (InputStream in = zip.getInputStream(entry)) {
                        assertEquals(
                                Files.readString(Release.ROOT.resolve(text)),
                                new String(in.readAllBytes(), StandardCharsets.UTF_8),
                                jar);
                    }
                }
            }
        }
    }

    private static List<Path> expected() {
        return Stream.concat(
                        POMS.stream().map(pom -> release.file(pom, ".pom")),
                        JARS.stream().flatMap(jar -> FILES_OF_A_JAR.stream().map(end -> release.file(jar, end))))
                .toList();
    }
}
