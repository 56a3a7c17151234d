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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Releases into a folder, with a key that is thrown away, and looks at what a public repository would get. */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes minutes")
class ReleaseTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Set<String> NOT_COPIED = Set.of("target", ".git");
    private static final String SNAPSHOT = System.getProperty("lossparity.version");
    private static final String VERSION = SNAPSHOT.replace("-SNAPSHOT", "");
    private static final String PUBLISHED = "golden-data,impl,impl/vector,harness/bom,harness/junit";

    /** With the parents of the poms. The jars have sources, Javadoc, a list of their contents and a pom. */
    private static final List<String> POMS = List.of("parent", "harness", "bom");

    private static final List<String> JARS =
            List.of("golden-data", "impl", "impl-vector", "spi", "kit", "relations", "junit");
    private static final List<String> FILES_OF_A_JAR =
            List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");

    @TempDir
    static Path folder;

    private static SigningKey key;
    private static Path released;

    @BeforeAll
    static void release() throws Exception {
        key = SigningKey.generate();
        released = folder.resolve("released");
        Path sources = copy(folder.resolve("a"));
        mvn(sources, "deploy", "-pl", PUBLISHED, "-am", "-DaltDeploymentRepository=test::" + released.toUri());
    }

    @Test
    void everythingIsThereAndSigned() {
        List<Path> missing = new ArrayList<>();
        List<Path> unsigned = new ArrayList<>();
        for (Path file : expected()) {
            try {
                if (!Files.exists(file)) {
                    missing.add(file);
                } else if (!key.signed(file, Path.of(file + ".asc"))) {
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
        try (Stream<Path> modules = Files.list(released.resolve("io/lossparity"))) {
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
                .parse(file("parent", ".pom").toFile());
        assertAll(Stream.of("name", "description", "url", "license", "developer", "connection")
                .map(tag -> () -> assertTrue(pom.getElementsByTagName(tag).getLength() > 0, tag + " is missing")));
    }

    @Test
    void aBomManagesWhatIsPublishedAndNothingElse() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file("bom", ".pom").toFile());
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
            String text = Files.readString(file(jar, "-cyclonedx.json"));
            assertTrue(
                    text.contains("\"specVersion\" : \"1.6\""),
                    jar + ": " + text.lines().limit(4).toList());
            assertEquals(List.of(), schema.validate(text, InputFormat.JSON), jar);
        }
    }

    @Test
    void jarsBuiltInAnotherFolderAreTheSameBytes() throws Exception {
        Path sources = copy(folder.resolve("elsewhere/b"));
        mvn(sources, "package", "-pl", PUBLISHED, "-am");
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
            try (var zip = new java.util.zip.ZipFile(file(jar, ".jar").toFile())) {
                for (String text : List.of("LICENSE", "NOTICE")) {
                    var entry = zip.getEntry("META-INF/" + text);
                    assertTrue(entry != null, jar + " has no " + text);
                    try (InputStream in = zip.getInputStream(entry)) {
                        assertEquals(
                                Files.readString(ROOT.resolve(text)),
                                new String(in.readAllBytes(), StandardCharsets.UTF_8),
                                jar);
                    }
                }
            }
        }
    }

    private static List<Path> expected() {
        return Stream.concat(
                        POMS.stream().map(pom -> file(pom, ".pom")),
                        JARS.stream().flatMap(jar -> FILES_OF_A_JAR.stream().map(end -> file(jar, end))))
                .toList();
    }

    private static Path file(String module, String end) {
        String name = "lossparity-" + module;
        return released.resolve("io/lossparity/" + name + "/" + VERSION + "/" + name + "-" + VERSION + end);
    }

    /** Copies the sources, as a release: a snapshot's files would be named by the time. */
    private static Path copy(Path to) throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(from.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(ROOT.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(ROOT.relativize(from));
                if (from.endsWith("pom.xml")) {
                    Files.writeString(copy, Files.readString(from).replace(SNAPSHOT, VERSION));
                } else {
                    Files.copy(from, copy);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    private static void mvn(Path sources, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-ntp", "-P", "release,!strict", "-Dmaven.test.skip=true", "-Dstyle.color=never"));
        command.add("-Dmaven.repo.local=" + System.getProperty("lossparity.repository"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, "mvn", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sources.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("MAVEN_GPG_KEY", key.armored());
        builder.environment().put("MAVEN_GPG_PASSPHRASE", key.passphrase());
        Process maven = builder.start();
        boolean ended = maven.waitFor(15, TimeUnit.MINUTES);
        maven.destroyForcibly();
        List<String> lines = Files.readAllLines(log);
        assertTrue(
                ended && maven.exitValue() == 0,
                () -> String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 60), lines.size())));
    }
}
